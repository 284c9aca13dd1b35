import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// Debian's package; where it is missing, the browser that Playwright brings.
const debianChromium = '/usr/bin/chromium';
const port = Number(process.env.PORT ?? 3100);
// Tests that fail look into it.
process.env.DATA_DIR ??= `test-results/data-${port}`;

/** The site as it is served: built, one process. `npm test` builds it and chooses a free port first. */
export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'test-results',
  timeout: 90_000,
  // Two browsers and the engine share two cores: an answer may be slow, and must come.
  expect: { timeout: 20_000 },
  // Listed as flaky when the second try passes: to be looked into, and no reason to try all again.
  retries: 1,
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}`,
    screenshot: 'only-on-failure',
    // Drawing what travels on the map costs more than all else here; tests of the travelling ask for it.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(existsSync(debianChromium) ? { executablePath: debianChromium } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node scripts/start.ts',
    url: `http://localhost:${port}/healthz`,
    env: { PORT: String(port), DATA_DIR: process.env.DATA_DIR },
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    stdout: 'pipe',
  },
});

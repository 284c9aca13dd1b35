import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';

/** Runs something against the site as it is served, in a browser of its own; both are gone afterwards. */
export async function withSite(use: (browser: Browser, address: string) => Promise<void>): Promise<void> {
  const data = mkdtempSync(join(tmpdir(), 'relay-lab-bench-'));
  const server = spawn(process.execPath, ['scripts/start.ts'], {
    env: { ...process.env, PORT: '0', DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let output = '';
    let address: string | undefined;
    for await (const chunk of server.stdout) {
      output += chunk;
      address = /Relay Lab is ready: (\S+)/.exec(output)?.[1];
      if (address) break;
    }
    if (!address) throw new Error(`the site did not start:\n${output}`);
    const executable = existsSync('/usr/bin/chromium') ? { executablePath: '/usr/bin/chromium' } : {};
    const browser = await chromium.launch({ ...executable, args: ['--no-sandbox', '--disable-gpu'] });
    await use(browser, address);
    await browser.close();
  } finally {
    server.kill('SIGTERM');
    rmSync(data, { recursive: true, force: true });
  }
}

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

/** `npm run screenshot`: the picture of the README, from the real product. */
const picture = fileURLToPath(new URL('../docs/lesson.png', import.meta.url));
const debianChromium = '/usr/bin/chromium';
const data = mkdtempSync(join(tmpdir(), 'relay-lab-screenshot-'));
const server = spawn(process.execPath, ['scripts/start.ts'], {
  env: { ...process.env, PORT: '0', DATA_DIR: data },
  stdio: ['ignore', 'pipe', 'inherit'],
});

try {
  const address = await readyAddress();
  const executable = existsSync(debianChromium) ? { executablePath: debianChromium } : {};
  const browser = await chromium.launch({ ...executable, args: ['--no-sandbox'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme: 'light' });
  await page.goto(`${address}/lessons/hop-by-hop`);
  await page.locator('.xterm-rows', { hasText: 'kim@laptop' }).waitFor();
  await page.locator('.xterm').click();
  await page.keyboard.type('swaks --server mail.acme.example --port 587 --to ann@globex.example --h-Subject hops');
  await page.keyboard.press('Enter');
  // The envelope between Acme's gateway and Globex.
  await page.locator('[data-flight]').nth(0).waitFor();
  await page.locator('[data-id="gw.acme.example"]', { hasText: 'waiting' }).waitFor();
  await page.locator('[data-flight]').nth(0).waitFor();
  await page.screenshot({ path: picture });
  await browser.close();
} finally {
  server.kill('SIGTERM');
  rmSync(data, { recursive: true, force: true });
}

async function readyAddress(): Promise<string> {
  let output = '';
  for await (const chunk of server.stdout) {
    output += chunk;
    const [, address] = /Relay Lab is ready: (\S+)/.exec(output) ?? [];
    if (address) return address;
  }
  throw new Error(`the server ended: ${output}`);
}

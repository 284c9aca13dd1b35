import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { firstConversation, Learner } from './learner.ts';

/** A server of its own on the built site, which this test may kill. */
async function startServer(port: number, dataDirectory: string): Promise<{ server: ChildProcess; address: string }> {
  const server = spawn(process.execPath, ['sandbox-server/main.ts'], {
    env: { ...process.env, PORT: String(port), DATA_DIR: dataDirectory },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  for await (const chunk of server.stdout ?? []) {
    output += chunk;
    const [, address] = /Relay Lab is ready: (\S+)/.exec(output) ?? [];
    if (address) return { server, address };
  }
  throw new Error(`the server ended: ${output}`);
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  return typeof address === 'object' && address ? address.port : 0;
}

test('a server killed in the middle of DATA comes back with transcript, mailboxes and ticks', async ({ page }) => {
  const data = mkdtempSync(join(tmpdir(), 'relay-lab-restart-'));
  const port = await freePort();
  const first = await startServer(port, data);
  const learner = new Learner(page);
  await page.goto(`${first.address}/lessons/first-conversation`);
  await learner.sees('kim@laptop:~$');
  await learner.types(...firstConversation);
  await learner.types(...firstConversation.slice(0, 7), ['half a letter', '']);
  await learner.sees('half a letter');
  await learner.hasDone(5, 6);
  const before = await learner.terminalText();

  first.server.kill('SIGKILL');
  await expect(page.getByText('Your sandbox is kept; reconnecting')).toBeVisible();
  const second = await startServer(port, data);
  await learner.sees('Connection closed by foreign host.');
  await page.reload();
  await learner.sees('half a letter');
  await learner.hasDone(5, 6);
  const after = await learner.terminalText();
  for (const line of before.split('\n').slice(-6)) expect(after).toContain(line.trim());
  await page.getByRole('tab', { name: /Mailboxes/ }).click();
  await expect(page.getByRole('button', { name: /by hand/ })).toHaveCount(1);

  second.server.kill('SIGINT');
  const [code] = await once(second.server, 'exit');
  expect(code).toBe(0);
  rmSync(data, { recursive: true });
});

test('a wrong setting stops the start with one clear line', async () => {
  const server = spawn(process.execPath, ['sandbox-server/main.ts'], { env: { ...process.env, PORT: 'http' } });
  const complaint: string[] = [];
  server.stderr.on('data', (chunk) => complaint.push(String(chunk)));
  const [code] = await once(server, 'exit');
  expect(code).toBe(1);
  expect(complaint.join('').trim()).toBe(
    'Relay Lab cannot start: PORT must be a number from 0 to 65535, but is "http"',
  );
});

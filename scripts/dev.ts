import { spawn } from 'node:child_process';
import { followNpm } from './follow-npm.ts';

// npm run dev: Next reloads the site in the browser, Node restarts the server when its own files or a lesson change.
// Only these folders are watched: what Next compiles while it runs must not restart it.
const watched = ['sandbox-server', 'content'].map((folder) => `--watch-path=${folder}`);
const child = spawn(process.execPath, [...watched, '--watch-preserve-output', 'sandbox-server/main.ts', '--dev'], {
  stdio: 'inherit',
});
followNpm();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => process.exit(code ?? 0));

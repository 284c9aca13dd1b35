import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What the built site is made of; a change of anything else needs no new build. */
const inputs = [
  'package-lock.json',
  'tsconfig.base.json',
  'tsconfig.json',
  'next.config.ts',
  'mdx-components.tsx',
  'app',
  'components',
  'content',
  'public',
  'sandbox-server/protocol',
];

const stampFile = '.next/relay-lab-inputs.sha256';

/** Builds the site when the build in `.next` is not made of the present inputs. Throws when the build fails. */
export async function buildSiteIfChanged(): Promise<void> {
  const stamp = hashOfInputs();
  if (existsSync('.next/BUILD_ID') && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  console.log('Building the site; this takes a minute, and only when something changed.');
  rmSync(stampFile, { force: true });
  await nextBuild();
  writeFileSync(stampFile, stamp);
}

function hashOfInputs(): string {
  const hash = createHash('sha256');
  for (const file of inputs.flatMap(filesUnder)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}

/** With this very Node, so that an older one elsewhere in the PATH is never asked. Ctrl-C and SIGTERM end it too. */
async function nextBuild(): Promise<void> {
  const next = createRequire(import.meta.url).resolve('next/dist/bin/next');
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  const child = spawn(process.execPath, [next, 'build'], { stdio: 'inherit', env });
  const end = (signal: NodeJS.Signals) => {
    child.kill(signal);
    process.exit(130);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
  process.off('SIGINT', end).off('SIGTERM', end);
  if (code !== 0) throw new Error(`the site was not built: next build ended with ${code}`);
}

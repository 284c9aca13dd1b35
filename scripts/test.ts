import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPrograms } from './debian.ts';

// npm test: everything that must hold, cheapest first; all stages run, so that one look shows all that is wrong.
// `npm test -- types unit` runs only these stages.

interface Stage {
  name: string;
  shows: string;
  run(): Promise<boolean>;
}

const stages: Stage[] = [
  { name: 'lint', shows: 'format and lint', run: () => tool('biome', 'ci') },
  { name: 'types', shows: 'types: protocol, server, site', run: checkTypes },
  { name: 'imports', shows: 'who imports whom', run: checkImports },
  { name: 'unit', shows: 'functions, engine, lessons, real mail programs', run: checkUnits },
  { name: 'browser', shows: 'the built site in a browser', run: checkInBrowser },
];

/** Programs that the machine lacks: their tests were left out. */
let notRun: string[] = [];

async function checkTypes(): Promise<boolean> {
  // The site's types include those of its routes, which Next writes.
  const results = [await tool('next', 'typegen')];
  for (const project of ['sandbox-server/protocol', 'sandbox-server', '.'])
    results.push(await tool('tsc', '-p', project));
  return results.every(Boolean);
}

function checkImports(): Promise<boolean> {
  const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const folders = ['app', 'components', 'content', 'sandbox-server'];
  return tool(
    'node',
    '--import',
    './scripts/lint/read-tsx.ts',
    cruiser,
    '--config',
    '.dependency-cruiser.js',
    ...folders,
  );
}

async function checkInBrowser(): Promise<boolean> {
  if (!browserIsInstalled()) return false;
  const data = mkdtempSync(join(tmpdir(), 'relay-lab-browser-'));
  try {
    return await tool('playwright', 'test', { PORT: String(await freePort()), DATA_DIR: data });
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** Mail programs that a machine lacks are no fault of ours, but nobody may believe that they were tried. */
async function checkUnits(): Promise<boolean> {
  const programs = ['swaks', 'nmap', 'curl', 'openssl', 'python3'];
  notRun = installPrograms(programs.map((name) => ({ name })));
  return tool('vitest', 'run');
}

/** Debian's Chromium is installed when it is missing and we may; elsewhere Playwright's own is looked for. */
function browserIsInstalled(): boolean {
  if (installPrograms([{ name: 'chromium' }]).length === 0) return true;
  const own = spawnSync(process.execPath, [
    '-e',
    "process.stdout.write(require('@playwright/test').chromium.executablePath())",
  ]);
  if (existsSync(own.stdout.toString())) return true;
  console.error('The browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium');
  console.error('Elsewhere: npx playwright install chromium');
  return false;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Runs a tool of node_modules/.bin, its output shown; whether it was content. */
function tool(name: string, ...rest: (string | Record<string, string>)[]): Promise<boolean> {
  const args = rest.filter((arg) => typeof arg === 'string');
  const env = Object.assign(
    {},
    process.env,
    { NEXT_TELEMETRY_DISABLED: '1' },
    ...rest.filter((arg) => typeof arg !== 'string'),
  );
  const child = spawn(join('node_modules', '.bin', name), args, { stdio: 'inherit', env });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${name}: ${error.message}`);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    console.error(`no such stage: ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}`);
    process.exit(1);
  }
  const results: { stage: Stage; ok: boolean; seconds: number }[] = [];
  for (const stage of stages.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    console.log(`\n── ${stage.shows}`);
    const startedAt = performance.now();
    const ok = await stage.run();
    results.push({ stage, ok, seconds: (performance.now() - startedAt) / 1000 });
  }
  console.log('');
  for (const { stage, ok, seconds } of results) {
    console.log(`${ok ? 'passed' : 'FAILED'}  ${stage.name.padEnd(8)} ${stage.shows} (${seconds.toFixed(0)} s)`);
  }
  if (notRun.length > 0) console.log(`NOT RUN: the tests with ${notRun.join(', ')}, which this machine lacks`);
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
}

await main();

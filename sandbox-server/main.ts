import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { realWall } from './clock/clock.ts';
import { loadCourses, loadIncidents, loadPresets } from './courses.ts';
import { policyOfBuiltSite, policyOfDevelopment } from './gateway/content-policy.ts';
import { attachGateway } from './gateway/gateway.ts';
import { createHttpServer } from './gateway/http.ts';
import { Registry } from './gateway/registry.ts';
import { type Settings, SettingsError, settingsFrom } from './gateway/settings.ts';
import { openStore } from './store/sqlite.ts';
import { StoreError } from './store/store.ts';

// The composition root: settings, lessons, store, site and gateway become one server on one port. `--dev` lets Next
// compile pages as they are asked for.

const root = resolve(import.meta.dirname, '..');
const dev = process.argv.includes('--dev');

/** Octets of an SQLite page. */
const pageBytes = 4096;

/** An orderly stop that takes longer than this is given up; facts that were promised are on disk anyway. */
const stopWithinMs = 1800;

/** One clear line, and the end. */
function giveUp(problem: string): never {
  console.error(`Relay Lab cannot start: ${problem}`);
  process.exit(1);
}

function problemOf(error: unknown, { HOST, PORT }: Partial<Settings> = {}): string {
  if (error instanceof SettingsError || error instanceof StoreError) return error.message;
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return `port ${PORT} is in use; choose another: PORT=3001 npm start`;
    case 'EACCES':
      return `port ${PORT} needs more rights; choose one above 1023: PORT=3000 npm start`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST ${HOST} is no address of this machine`;
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** Builds the parts, listens, and returns how to stop. */
async function start(settings: Settings): Promise<{ url: string; stop(): Promise<void> }> {
  const { HOST: host, PORT: port, DATA_DIR, DATA_MAX_MB } = settings;
  const rules = {
    publicHosts: settings.PUBLIC_HOSTS,
    allowedOrigins: settings.ALLOWED_ORIGINS,
    trustProxy: settings.TRUST_PROXY,
  };
  const lessons = await loadCourses(resolve(root, 'content/lessons'));
  const presets = await loadPresets(resolve(root, 'content/presets'));
  const incidents = await loadIncidents(resolve(root, 'content/incidents'));
  const names = [lessons, presets, incidents].flatMap((some) => [...some.keys()]);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  if (twice.length > 0) throw new Error(`two worlds have the same name: ${twice.join(', ')}`);
  const courses = new Map([...lessons, ...presets, ...incidents]);
  const maxPages = DATA_MAX_MB && Math.ceil((DATA_MAX_MB * 1_000_000) / pageBytes);
  const store = openStore(resolve(root, DATA_DIR), { maxPages });
  const registry = new Registry({ store, courses, wall: realWall, report: (error) => console.error(problemOf(error)) });
  // Next would take every upgrade of the server that it is given, the sandboxes' sockets too: it gets one that never
  // listens, and http.ts passes on what is Next's own.
  const upgrades = createServer();
  const site = await openSite(host, port, upgrades);
  const server = createHttpServer({
    rules,
    store,
    policy: dev ? policyOfDevelopment : policyOfBuiltSite(resolve(root, '.next')),
    health: () => ({ status: 'ok', lessons: lessons.size, sandboxesAwake: registry.size }),
    site: site.getRequestHandler(),
    siteUpgrade: (...upgrade) => dev && upgrades.emit('upgrade', ...upgrade),
  });
  const gateway = attachGateway(server, { registry, store, rules });
  server.listen(port, host);
  await once(server, 'listening');
  const stop = async () => {
    gateway.sayGoodbye();
    await registry.stop();
    store.close();
    // Not awaited: sockets of the hot reload may stay open until the process ends.
    void gateway.close();
    await site.close();
  };
  return { url: urlOf(server.address() as AddressInfo), stop }; // a TCP server that listens has one
}

async function openSite(hostname: string, port: number, httpServer: Server) {
  process.env.NEXT_TELEMETRY_DISABLED ??= '1';
  Object.assign(process.env, { NODE_ENV: dev ? 'development' : 'production' });
  const { default: imported } = await import('next');
  // Next's types describe an ES module, its code is CommonJS: the default export is the function itself.
  const next = imported as unknown as typeof imported.default;
  const site = next({ dev, dir: root, hostname, port, httpServer });
  await site.prepare();
  return site;
}

function urlOf({ address, port }: AddressInfo): string {
  const isHere = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(address);
  return `http://${isHere ? 'localhost' : address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** The first signal stops in order, the second at once. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = async () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), stopWithinMs).unref();
    await stop();
    process.exit(0);
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
}

async function main(): Promise<void> {
  let settings: Settings | undefined;
  try {
    settings = settingsFrom(process.env);
    const { url, stop } = await start(settings);
    stopOnSignal(stop);
    // A defect that one learner meets must not end the sandboxes of the others; each log is whole on disk.
    process.on('uncaughtException', (error) => console.error(error));
    // Next listens for its hot reload from its first page on; browsers that are open wait for it after a restart.
    if (dev) await fetch(url);
    console.log(`Relay Lab is ready: ${url}`);
  } catch (error) {
    giveUp(problemOf(error, settings));
  }
}

await main();

import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { SandboxEvent } from '#protocol/events.ts';
import { type Scenario, scenarioSchema } from '#protocol/scenario.ts';
import { realWall } from '../sandbox-server/clock/clock.ts';
import { freeCourse, loadCourses, loadIncidents, loadPresets, problemsOfScenario } from '../sandbox-server/courses.ts';
import { openLoopback } from '../sandbox-server/gateway/loopback.ts';
import { openSandboxApi } from '../sandbox-server/gateway/sandbox-api.ts';
import { authorityPem } from '../sandbox-server/network/certificates.ts';
import { type Course, Sandbox } from '../sandbox-server/sandbox/sandbox.ts';
import { conversationOf } from './log.ts';

// npm run sandbox -- <lesson, preset or scenario file> [--json]: a world without a browser, on real ports of 127.0.0.1.

const content = resolve(import.meta.dirname, '../content');

/** What the one line of --json says. */
interface Ready {
  sandbox: string;
  api: string;
  token: string;
  /** File with the certificate to trust. */
  ca: string;
  hosts: { name: string; ports: Record<string, number> }[];
  accounts: { host: string; user: string; password: string; address: string }[];
}

/** Asked for something that there is not; the message is for the person who asked. */
class NotFound extends Error {}

async function courseOf(name: string): Promise<Course> {
  const lessons = await loadCourses(join(content, 'lessons'));
  const presets = await loadPresets(join(content, 'presets'));
  const incidents = await loadIncidents(join(content, 'incidents'));
  const course = lessons.get(name) ?? presets.get(name) ?? incidents.get(name);
  if (course) return course;
  if (existsSync(name)) return freeCourse('file', await scenarioOf(resolve(name)));
  const [known, worlds] = [lessons, presets].map((courses) => [...courses.keys()].join(', '));
  throw new NotFound(`there is no ${name}. Lessons: ${known}. Presets: ${worlds}.`);
}

/** A scenario in a file: JSON, or a module whose default export it is. */
async function scenarioOf(path: string): Promise<Scenario> {
  const data: unknown = path.endsWith('.json') ? jsonOf(path) : (await import(pathToFileURL(path).href)).default;
  const parsed = scenarioSchema.safeParse(data);
  if (!parsed.success) throw new NotFound(`${path} is no scenario:\n${z.prettifyError(parsed.error)}`);
  const [problem] = problemsOfScenario(parsed.data);
  if (problem) throw new NotFound(`${path}: ${problem}`);
  return parsed.data;
}

function jsonOf(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new NotFound(`${path} is no JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function accountsOf({ hosts }: Scenario): Ready['accounts'] {
  return hosts.flatMap(({ name, config, accounts }) => {
    const [domain = name] = (config.mydestination ?? '').split(/[\s,]+/).filter(Boolean);
    return accounts.map(({ user, password }) => ({
      host: name,
      user,
      password,
      address: user.includes('@') ? user : `${user}@${domain}`,
    }));
  });
}

function introduction({ hosts, accounts, ca, api, token }: Ready, mailboxes: readonly string[]): string {
  const ports = hosts.flatMap(({ name, ports: open }) =>
    Object.entries(open).map(([virtual, real]) => `  ${`${name}:${virtual}`.padEnd(32)} 127.0.0.1:${real}\n`),
  );
  const logins = accounts.map(({ host, user, password }) => `  ${host.padEnd(32)} ${user} / ${password}\n`);
  return `The sandbox is ready. Its mail servers listen on this machine:\n\n${ports.join('')}
${tryThis(hosts, mailboxes)}
${logins.length > 0 ? `Logins:\n\n${logins.join('')}\n` : ''}Certificate to trust: ${ca}
Mailboxes: curl -H 'Authorization: Bearer ${token}' ${api}/mailboxes/${mailboxes[0] ?? 'ADDRESS'}/messages

What happens is shown below. Ctrl-C ends it.\n`;
}

/** A line that can be copied: to somebody who has a mailbox there, so that it is delivered. */
function tryThis(hosts: Ready['hosts'], mailboxes: readonly string[]): string {
  const server = hosts.find(({ ports }) => ports['25'] !== undefined);
  const [recipient] = mailboxes;
  if (!server || !recipient) return '';
  return `Ready: try\n\n  swaks --server 127.0.0.1:${server.ports['25']} --to ${recipient}\n`;
}

async function main(): Promise<void> {
  const [name, ...rest] = process.argv.slice(2).filter((word) => word !== '--json');
  if (!name || rest.length > 0)
    throw new NotFound('usage: npm run sandbox -- <lesson, preset or scenario file> [--json]');
  const course = await courseOf(name);
  const id = randomBytes(6).toString('hex');
  const log: SandboxEvent[] = [];
  const append = async (events: SandboxEvent[]) => void log.push(...events);
  const sandbox = new Sandbox({ id, course, seed: id, history: [], append, wall: realWall });
  const token = randomBytes(24).toString('base64url');
  const [loopback, api] = [await openLoopback(sandbox), await openSandboxApi(sandbox, token)];
  const folder = mkdtempSync(join(tmpdir(), 'relay-lab-'));
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, await authorityPem());
  const stop = async () => {
    loopback.close();
    api.close();
    await sandbox.stop();
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const accounts = accountsOf(course.scenario);
  const ready: Ready = { sandbox: id, api: api.url, token, ca, hosts: loopback.hosts, accounts };
  if (process.argv.includes('--json')) return console.log(JSON.stringify(ready));
  console.log(introduction(ready, Object.keys(sandbox.world.mailboxes.byAddress)));
  sandbox.subscribe((events) => process.stdout.write(conversationOf(events)));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof NotFound)) throw error;
  console.error(error.message);
  process.exit(1);
}

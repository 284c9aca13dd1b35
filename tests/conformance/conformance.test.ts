import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EventOf } from '#protocol/events.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import { type ReasonId, reasons } from '#protocol/reasons.ts';
import type { World } from '#protocol/world.ts';
import { type Loopback, openLoopback } from '../../sandbox-server/gateway/loopback.ts';
import { replyText } from '../../sandbox-server/mta/replies.ts';
import type { Sandbox } from '../../sandbox-server/sandbox/sandbox.ts';
import { Conversation, type Dial, overTcp } from './conversation.ts';
import { openInternet } from './internet.ts';
import { type Case, type Look, parseCases, parseOpenings, type Road, type Step, type Target } from './notation.ts';

/** A case takes some ms; one that hangs is told from one that is slow by this. */
const caseMaxMs = 12_000;

const folder = new URL('./cases/', import.meta.url);
const openings = parseOpenings(read('../openings.txt'), 'openings.txt');
const files = readdirSync(folder).map((file) => ({ file, cases: parseCases(read(file), file, openings) }));
const cases = files.flatMap((one) => one.cases);

function read(file: string): string {
  return readFileSync(new URL(file, folder), 'utf8');
}

describe('the cases', () => {
  test('are many, and each name is a rule with the place where it stands', () => {
    expect(cases.length).toBeGreaterThanOrEqual(250);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    for (const { name, place } of cases) expect(name, place).toMatch(/^(RFC \d+ §[\d.]+|Postfix \S+|Ours): ./);
  });
});

for (const { file, cases: rules } of files) {
  describe(file, () => {
    for (const one of rules) test(one.name, () => playEverywhere(one), caseMaxMs);
  });
}

/** Over the virtual network and over a real one: the servers must say the same, octet by octet. */
async function playEverywhere(one: Case): Promise<void> {
  const heard: string[] = [];
  for (const road of one.roads) heard.push(await play(one, road));
  expect(visible(heard.at(-1) ?? '')).toBe(visible(heard[0] ?? ''));
}

/** Plays a case on that road and checks all that it says; returns every octet of the servers. */
async function play(one: Case, road: Road): Promise<string> {
  const sandbox = openInternet(one);
  const loopback = road === 'loopback' ? await openLoopback(sandbox) : undefined;
  try {
    const conversations = await converse(one, sandbox, loopback ? overLoopback(loopback) : overNetwork(sandbox));
    for (const conversation of conversations) {
      await conversation.leave();
      expect(visible(conversation.rest()), `${one.place} (${road}): unexpected`).toBe('');
    }
    checkFacts(sandbox, conversations);
    checkEmissions(sandbox.world);
    return conversations.map(({ heard }) => heard).join('\n');
  } catch (error) {
    throw new Error(`${one.place} (${road}): ${error instanceof Error ? error.message : error}`, { cause: error });
  } finally {
    loopback?.close();
    await sandbox.stop();
  }
}

function overNetwork(sandbox: Sandbox): Dial {
  return ({ host, port }) => {
    const { address } = sandbox.world.hosts.byName[host] ?? { address: host };
    return sandbox.dial({ to: { address, port }, timeoutMs: 1000 });
  };
}

function overLoopback(loopback: Loopback): Dial {
  return overTcp(({ host, port }: Target) => {
    const real = loopback.hosts.find(({ name }) => name === host)?.ports[port];
    if (real === undefined) throw new Error(`${host} does not listen on ${port}`);
    return real;
  });
}

async function converse(one: Case, sandbox: Sandbox, dial: Dial): Promise<Conversation[]> {
  const conversations = [await Conversation.open(sandbox, dial, one.to)];
  for (const step of one.steps) {
    const conversation = conversations.at(-1);
    if (step.kind === 'open') conversations.push(await Conversation.open(sandbox, dial, step.to));
    else if (conversation) await take(step, conversation, sandbox);
  }
  return conversations;
}

async function take(step: Exclude<Step, { kind: 'open' }>, conversation: Conversation, sandbox: Sandbox) {
  switch (step.kind) {
    case 'send':
      return conversation.send(step.pieces);
    case 'expect':
      return compare(await conversation.replies(step.text), step.text);
    case 'tls':
      return conversation.secure(step);
    case 'fin':
      return conversation.finish();
    case 'rst':
      return conversation.reset();
    case 'closed':
      return conversation.closed();
    case 'skip':
      await sandbox.execute({ ...nextCommand(sandbox), command: { type: 'skip-clock', byMs: step.seconds * 1000 } });
      return sandbox.settled();
    default:
      await sandbox.settled();
      return look(step, sandbox.world);
  }
}

function nextCommand({ world }: Sandbox): { tab: string; number: number } {
  return { tab: 'conformance', number: (world.progress.commands.conformance ?? 0) + 1 };
}

function look(step: Look, world: World): void {
  switch (step.kind) {
    case 'sent':
      return expect(visible(emissions(world, step.host))).toContain(visible(step.text));
    case 'unsent':
      return expect(visible(emissions(world, step.host))).not.toContain(visible(step.text));
    case 'inbox':
      return expect(lettersFor(world, step.address), `letters for ${step.address}`).toHaveLength(step.count);
    case 'trace':
      return expect(visible(lastLetter(world, step.address))).toContain(visible(step.text));
    case 'hides':
      return expect(visible(lastLetter(world, step.address))).not.toContain(visible(step.text));
    case 'letter':
      return expect(visible(lastLetter(world, step.address).slice(-step.text.length))).toBe(visible(step.text));
  }
}

function lettersFor(world: World, address: string) {
  return world.mailboxes.byAddress[address] ?? [];
}

function lastLetter(world: World, address: string): string {
  return lettersFor(world, address).at(-1)?.raw ?? '';
}

/** The computed parts of a reply, by their form. */
const computed: Record<string, string> = {
  '{queue-id}': '[4-9A-C][0-9A-F]{9}',
  '{challenge}': '[A-Za-z0-9+/]+={0,2}',
};
const placeholder = new RegExp(Object.keys(computed).join('|'), 'g');

/** Compares octet by octet, but for the computed parts. */
function compare(heard: string, expected: string): void {
  const parts = expected.split(placeholder).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const marks = [...(expected.match(placeholder) ?? []), ''];
  const pattern = parts.map((part, index) => `${part}${computed[marks[index] ?? ''] ?? ''}`).join('');
  if (!new RegExp(`^${pattern}$`, 's').test(heard)) expect(visible(heard)).toBe(visible(expected));
}

/** A line for each line, with what cannot be seen written as an escape. */
function visible(octets: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be seen
  return octets.replace(/[\x00-\x09\x0b-\x1f\x7f-\xff]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

/** What decides about these replies stands in the configuration, so the fact must name the line. */
const byConfiguration: ReasonId[] = [
  'authentication-first',
  'bare-newline',
  'client-listed',
  'client-refused',
  'client-without-name',
  'dmarc-refused',
  'encryption-first',
  'greylisted',
  'idle-too-long',
  'improper-pipelining',
  'list-expanded',
  'mailbox-disabled',
  'mailbox-full',
  'message-too-big',
  'queue-run-refused',
  'queue-run-started',
  'rate-limited',
  'recipient-authenticated',
  'recipient-domain-unknown',
  'recipient-domain-without-mail',
  'recipient-local',
  'recipient-refused',
  'recipient-relay-domain',
  'recipient-relayed-for-anyone',
  'recipient-relayed-for-network',
  'relay-denied',
  'sender-domain-unknown',
  'sender-not-yours',
  'sender-refused',
  'spf-refused',
  'takes-no-mail',
  'tls-first',
  'too-many-connections',
  'too-many-errors',
  'too-many-hops',
  'too-many-recipients',
  'unknown-mechanism',
];

/** Every reply is a fact with its reason, and what the client heard is what the facts say. */
function checkFacts(sandbox: Sandbox, conversations: Conversation[]): void {
  const replies = sandbox.since(0).filter((event): event is EventOf<'smtp.reply'> => event.type === 'smtp.reply');
  for (const { because, lines } of replies) {
    expect(reasons[because.reason], lines.join()).toMatchObject({
      plain: expect.stringMatching(/\S/),
      rfc: expect.stringMatching(/^RFC \d+ §/),
    });
    // No line decides it, but which mailboxes there are.
    if (because.reason === 'user-unknown') expect(because.detail, lines.join()).toMatch(/^looked for /);
    if (byConfiguration.includes(because.reason)) {
      expect(because.parameter?.name, `the parameter behind "${lines.join()}"`).toBeTruthy();
    }
  }
  const learners = Object.values(sandbox.world.connections.byId).filter(({ driver }) => driver === 'learner');
  for (const [index, { id }] of learners.entries()) {
    const said = replies.filter(({ connection }) => connection === id).map((reply) => `${replyText(reply)}\n`);
    const octets = Buffer.from(said.join('').replaceAll('\n', '\r\n'), 'utf8').toString('latin1');
    expect(visible(octets).startsWith(visible(conversations[index]?.heard ?? '')), 'the facts are what was said').toBe(
      true,
    );
  }
}

/** RFC 5321 §2.3.8, §4.1.1.4: what our servers send on has no lone CR or LF, and nothing that ends a letter but its end. */
function checkEmissions(world: World): void {
  for (const connection of Object.values(world.connections.byId)) {
    if (connection.driver !== 'mta') continue;
    expect(visible(octetsBy('client', connection))).not.toMatch(/\\x0d(?!\n)|(?<!\\x0d)\n/);
    const invited = octetsBy('server', connection).match(/^354 /gm)?.length ?? 0;
    expect(octetsBy('client', connection).match(/(?<=\r\n)\.\r\n/g)?.length ?? 0).toBeLessThanOrEqual(invited);
  }
}

/** What a host has sent as a client of others. */
function emissions(world: World, host: string): string {
  return Object.values(world.connections.byId)
    .filter(({ driver, from }) => driver === 'mta' && from.host === host)
    .map((connection) => octetsBy('client', connection))
    .join('');
}

/** TLS taken off. */
function octetsBy(who: 'client' | 'server', { bytes, inside }: Connection): string {
  return (inside.length > 0 ? inside : bytes)
    .filter(({ by }) => by === who)
    .map(({ data }) => data)
    .join('');
}

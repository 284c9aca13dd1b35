import { borderAgainst, isCut, onTheWay, slowedByMs } from '#protocol/border.ts';
import { clientHello } from '#protocol/client-hello.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import type { Connection, Reply } from '#protocol/projections/connections.ts';
import type { HostState } from '#protocol/projections/hosts.ts';
import type { World } from '#protocol/world.ts';
import type { Paced } from '../../sandbox/pacing.ts';
import { asUnderstood } from '../../wire/answered-by-hand.ts';

/** A cable between two hosts, in alphabetical order of their names, through those on the way. */
export interface Link {
  id: string;
  ends: readonly [string, string];
  via: readonly string[];
}

/** What a cable shows: the newest connection between its ends, in whichever direction. */
export interface CableState extends Link {
  /** Who calls whom. */
  from: string;
  to: string;
  state: Connection['state'] | 'asking' | 'never used';
  tone: 'ok' | 'wait' | 'no' | 'quiet';
  /** Said in words on the cable. */
  label?: string;
  /** How well what goes over it is hidden; absent before anything was said. */
  secrecy?: 'tls' | 'untrusted' | 'clear' | 'altered';
  /** Connection to open in the wire view. */
  connection?: string;
  /** Conversations ever had over it. */
  count: number;
  /** Faults of the link that are on. */
  isCut: boolean;
  slowedByMs: number;
  /** Network whose border stopped the newest attempt. */
  blockedBy?: string;
  /** How far the letter that is being written has come, 0 to 1. */
  writing?: number;
  /** The last word about a letter was no. */
  isRefused: boolean;
}

export function linkId(one: string, other: string): string {
  return [one, other].sort().join(' ');
}

const drawn = new WeakMap<Paced, ReadonlyMap<string, CableState>>();

/** All cables of the moment that the map shows, by id; counted once a moment, whoever asks. */
export function cablesAt(paced: Paced): ReadonlyMap<string, CableState> {
  const known = drawn.get(paced);
  if (known) return known;
  const cables = new Map(cablesOf(paced.world, paced.showing?.event).map((cable) => [cable.id, cable]));
  drawn.set(paced, cables);
  return cables;
}

/** Cables that were used, those that can be cut or slowed, and while a name server is asked, the one to it. */
export function cablesOf(world: World, showing: SandboxEvent | undefined): CableState[] {
  const cables = new Map<string, CableState>();
  for (const [one, other] of breakableLinks(world)) {
    const cable = {
      ...head(world, one, other),
      state: 'never used',
      tone: 'quiet',
      count: 0,
      isRefused: false,
    } as const;
    cables.set(cable.id, cable.isCut ? { ...cable, tone: 'no', label: 'cut' } : cable);
  }
  for (const [id, connections] of byLink(world)) {
    const newest = connections.at(-1);
    if (newest) cables.set(id, cableFor(world, asUnderstood(newest), connections));
  }
  const asking = askingCable(world, showing);
  return asking ? [...cables.values(), asking] : [...cables.values()];
}

function breakableLinks({ faults, hosts }: World): (readonly [string, string])[] {
  return Object.values(faults.byId)
    .flatMap((fault) => (fault.kind === 'cut-link' || fault.kind === 'slow-link' ? [fault.between] : []))
    .filter((ends) => ends.every((name) => hosts.byName[name]));
}

function byLink({ connections, hosts }: World): Map<string, Connection[]> {
  const links = new Map<string, Connection[]>();
  for (const id of connections.order) {
    const connection = connections.byId[id];
    if (!connection) continue;
    const { from, to } = connection;
    if (from.host === to.host || !hosts.byName[from.host] || !hosts.byName[to.host]) continue;
    const link = linkId(from.host, to.host);
    const before = links.get(link);
    if (before) before.push(connection);
    else links.set(link, [connection]);
  }
  return links;
}

function head(world: World, from: string, to: string) {
  const ends = [from, to].sort() as [string, string]; // two in, two out
  const [one, other] = ends.map((name) => world.hosts.byName[name]);
  return {
    id: linkId(from, to),
    ends,
    via: one && other ? onTheWay(world, one, other).filter((name) => world.hosts.byName[name]) : [],
    from,
    to,
    isCut: isCut(world, from, to),
    slowedByMs: slowedByMs(world.faults, from, to),
  };
}

function cableFor(world: World, newest: Connection, all: readonly Connection[]): CableState {
  const { id: connection, from, to, state, exchanges } = newest;
  const common = {
    ...head(world, from.host, to.host),
    state,
    connection,
    count: all.length,
    isRefused: false,
    ...(exchanges.length > 0 || newest.tls ? { secrecy: secrecyOf(newest) } : {}),
  };
  if (state === 'given-up') return { ...common, tone: 'quiet', label: 'no answer: given up' };
  if (state === 'calling') return { ...common, tone: 'wait', label: `calling ${to.port} …` };
  const isOver = isOfAnEarlierTry(world, newest);
  if (state === 'refused' || state === 'timed-out') {
    return { ...common, ...(isOver ? { tone: common.isCut ? 'no' : 'quiet' } : stopped(world, newest)) };
  }
  if (common.isCut) return { ...common, tone: 'no', label: 'cut' };
  const open = all.filter((one) => one.state === 'open').length;
  if (open > 1) return { ...common, state: 'open', tone: 'ok', label: `${open} talking`, ...slowed(common.slowedByMs) };
  const now = isOver ? ({ tone: 'quiet' } as const) : said(newest);
  return { ...common, ...now, ...(state === 'open' ? {} : slowed(common.slowedByMs)) };
}

/** A call of the learner that has ended, since which he has asked the shell for something else: how it ended is no news. */
function isOfAnEarlierTry({ terminals }: World, { driver, state, closedSeq, openedSeq }: Connection): boolean {
  if (driver !== 'learner' || state === 'open' || state === 'calling') return false;
  return Object.values(terminals.byName).some(({ entries }) =>
    entries.findLast(
      (entry) => entry.kind === 'entered' && entry.program === 'sh' && entry.seq > (closedSeq ?? openedSeq),
    ),
  );
}

function slowed(byMs: number): Pick<CableState, 'label' | 'tone'> | undefined {
  return byMs > 0 ? { label: `slow, +${byMs} ms`, tone: 'wait' } : undefined;
}

/** Why nothing came of a call, as far as the map knows it now. What has changed since cannot have been the reason. */
function stopped(world: World, { from, to, state }: Connection): Pick<CableState, 'tone' | 'label' | 'blockedBy'> {
  const [caller, target] = [world.hosts.byName[from.host], world.hosts.byName[to.host]];
  const isRefusal = state === 'refused';
  const word = isRefusal ? 'connection refused' : 'no answer';
  const tone = isRefusal ? 'no' : 'wait';
  const border = caller && target && blockingNetwork(world, { caller, target, port: to.port, isRefusal });
  if (border) return { tone, label: `${word}: ${border} blocks ${to.port}`, blockedBy: border };
  if (!isRefusal && isCut(world, from.host, to.host)) return { tone: 'no', label: 'no answer: cut' };
  if (!isRefusal && target && !target.up) return { tone, label: 'no answer: it is off' };
  return { tone, label: word };
}

/** The network whose border treats such a call as this one was treated. */
function blockingNetwork(
  world: World,
  { caller, target, port, isRefusal }: { caller: HostState; target: HostState; port: number; isRefusal: boolean },
): string | undefined {
  const border = borderAgainst(world, caller, target, port);
  return border?.how === (isRefusal ? 'reject' : 'drop') ? border.network : undefined;
}

function secrecyOf({ tls, altered }: Connection): NonNullable<CableState['secrecy']> {
  if (tls) return tls.trusted === false ? 'untrusted' : 'tls';
  return altered.length > 0 ? 'altered' : 'clear';
}

const transactionVerbs = ['MAIL', 'RCPT', 'DATA', 'DATA-END'];
/** With these a client begins anew; whatever was said about a letter before counts no more (RFC 5321 §4.1.4, §4.1.1.5,
 *  RFC 3207 §4.2). AUTH is possible only where no letter has been begun (RFC 4954 §4). */
const beginningVerbs = ['EHLO', 'HELO', 'RSET', 'STARTTLS', 'AUTH'];

/** The last word about the envelope or the letter, as far as it has not been taken back. A slip of the fingers is none:
 *  50x is about the command (RFC 5321 §4.2.1). */
function wordAboutTheLetter({ exchanges }: Connection): Reply | undefined {
  const last = exchanges.findLast(
    (exchange) =>
      exchange.kind === 'reply' &&
      ((transactionVerbs.includes(exchange.verb) && Math.floor(exchange.code / 10) !== 50) ||
        (beginningVerbs.includes(exchange.verb) && exchange.code < 400)),
  );
  return last?.kind === 'reply' ? last : undefined;
}

/** What is said just now; a refusal stays until something else is said about the letter, or the client begins anew. */
function said(connection: Connection): Pick<CableState, 'tone' | 'label' | 'writing' | 'isRefused'> {
  const { state, closedBy, closedHow } = connection;
  if (state !== 'open') {
    if (closedHow === 'restarted') return { tone: 'wait', label: 'ended by a restart', isRefused: false };
    return closedBy === 'network'
      ? { tone: 'no', label: 'connection lost', isRefused: false }
      : { tone: 'quiet', isRefused: false };
  }
  const reply = wordAboutTheLetter(connection);
  if (reply && reply.code >= 400) {
    const code = [reply.code, reply.enhanced].filter(Boolean).join(' ');
    const [tone, word] = reply.code < 500 ? (['wait', 'later'] as const) : (['no', 'refused'] as const);
    return { tone, label: `${code} ${word}`, isRefused: true };
  }
  const writing = writingOf(connection);
  if (writing !== undefined) return { tone: 'ok', label: 'DATA', writing, isRefused: false };
  const last = connection.exchanges.at(-1);
  const tone = last?.kind === 'reply' && last.code >= 400 ? 'wait' : 'ok';
  return { tone, label: lastWord(connection), isRefused: false };
}

function lastWord({ exchanges }: Connection): string {
  const last = exchanges.at(-1);
  if (!last) return 'connected';
  const verb = last.verb === 'DATA-END' ? 'dot' : last.verb === 'CONNECT' ? 'greeting' : wordOf(last.verb);
  return last.kind === 'command' ? `${verb} …` : `${verb} ${last.code}`.trim();
}

/** Whatever somebody sends is taken for a command; a sentence or octets are too much for a cable. */
function wordOf(verb: string): string {
  return verb === clientHello || /^[A-Z\d-]{0,12}$/.test(verb) ? verb : `${verb.length} octets`;
}

/** An envelope leaves the sender's card at this share of the way. */
const atTheDoor = 0.12;

/** How far a letter has come while its DATA runs: a bit on with each piece, and never there before the final dot. */
export function writingOf({ exchanges, bytes }: Pick<Connection, 'exchanges' | 'bytes'>): number | undefined {
  const last = exchanges.at(-1);
  if (last?.kind !== 'reply' || last.verb !== 'DATA' || last.code !== 354) return undefined;
  let pieces = 0;
  for (let index = bytes.length - 1; index >= 0; index -= 1) {
    const sent = bytes[index];
    if (!sent || sent.seq < last.seq) break;
    if (sent.by === 'client') pieces += 1;
  }
  return atTheDoor + Math.min(0.5, pieces * 0.06);
}

function askingCable(world: World, showing: SandboxEvent | undefined): CableState | undefined {
  if (showing?.type !== 'dns.answered') return undefined;
  const { client, question } = showing;
  const server = Object.values(world.hosts.byName).find(({ role }) => role === 'dns');
  if (!server || !world.hosts.byName[client] || client === server.name) return undefined;
  return {
    ...head(world, client, server.name),
    id: `dns ${client}`,
    via: [],
    state: 'asking',
    tone: 'wait',
    label: `${question.type} ${question.name}?`,
    count: 0,
    isRefused: false,
  };
}

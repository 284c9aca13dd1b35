import type { Because } from '#protocol/events.ts';
import type { Connection, Decision, Exchange, Reply } from '#protocol/projections/connections.ts';
import { type ClientPart, clientParts, clientStream } from './client-stream.ts';
import { spokenByClient } from './spoken.ts';

/** One rung of a conversation. `at`: sandbox ms; `key` is stable while the conversation grows. */
export type Rung = { key: string; at: number } & (
  | { kind: 'command'; verb: string; line: string; answer?: Reply; decision?: Decision }
  | { kind: 'reply'; reply: Reply; decision?: Decision }
  /** The content of DATA, dots still doubled. */
  | { kind: 'letter'; octets: string; ended: boolean }
  /** Sent, but the server never read it as a command. */
  | { kind: 'unread'; octets: string }
);

/**
 * A conversation in the order in which the server understood it, with the letters put back behind the "go on" that they
 * follow: the server's log knows of a letter only its final dot.
 */
export function ladder(connection: Connection): Rung[] {
  const stream = clientStream(connection);
  const parts = clientParts(connection);
  const rungs: Rung[] = [];
  for (const [index, exchange] of connection.exchanges.entries()) {
    rungs.push(exchangeRung(connection, exchange, index));
    const letter = parts.find((part) => part.kind === 'letter' && part.goAheadSeq === exchange.seq);
    if (letter?.kind !== 'letter' || letter.end === letter.start) continue;
    rungs.push({ ...sent(connection, stream, letter), kind: 'letter', ended: letter.endSeq !== undefined });
  }
  return withUnread(rungs, connection, stream, parts);
}

/** Only once nobody can read them any more: while a connection is open, octets may simply be under way. */
function withUnread(rungs: Rung[], connection: Connection, stream: string, parts: ClientPart[]): Rung[] {
  if (connection.state === 'open') return rungs;
  for (const part of parts) {
    if (part.kind !== 'unread') continue;
    const rung: Rung = { ...sent(connection, stream, part), kind: 'unread' };
    const later = rungs.findIndex(({ at }) => at > rung.at);
    rungs.splice(later === -1 ? rungs.length : later, 0, rung);
  }
  return rungs;
}

function sent(connection: Connection, stream: string, { kind, start, end }: ClientPart) {
  return { key: `${kind}-${start}`, at: sentAt(connection, start), octets: stream.slice(start, end) };
}

function exchangeRung(connection: Connection, exchange: Exchange, index: number): Rung {
  const { at, seq } = exchange;
  const key = `said-${seq}`;
  if (exchange.kind === 'reply') {
    const decision = decisionFor(connection, commandBefore(connection, index), seq);
    return { key, at, kind: 'reply', reply: exchange, decision };
  }
  const answer = answerTo(connection, index);
  const { verb, line } = exchange;
  return { key, at, kind: 'command', verb, line, answer, decision: decisionFor(connection, exchange, answer?.seq) };
}

/** The decision about a recipient is written between the command and its reply. */
function decisionFor(
  connection: Connection,
  command: Exchange | undefined,
  replySeq = Number.POSITIVE_INFINITY,
): Decision | undefined {
  if (command?.kind !== 'command' || command.verb !== 'RCPT') return undefined;
  return connection.decisions.find(({ seq }) => seq > command.seq && seq < replySeq);
}

function commandBefore(connection: Connection, index: number): Exchange | undefined {
  return connection.exchanges.slice(0, index).findLast(({ kind }) => kind === 'command');
}

function answerTo(connection: Connection, index: number): Reply | undefined {
  const next = connection.exchanges[index + 1];
  return next?.kind === 'reply' ? next : undefined;
}

/** When the octet at this offset of the client's stream was sent. */
function sentAt(connection: Connection, offset: number): number {
  let passed = 0;
  for (const { at, data } of spokenByClient(connection)) {
    passed += data.length;
    if (passed > offset) return at;
  }
  return connection.openedAt;
}

/** The lines of a reply as they went over the cable: a hyphen after the code of all but the last. RFC 5321 §4.2.1. */
export function replyLines({ code, enhanced, lines }: Pick<Reply, 'code' | 'enhanced' | 'lines'>): string[] {
  return lines.map((line, index) => {
    const separator = index < lines.length - 1 ? '-' : ' ';
    return `${code}${separator}${enhanced ? `${enhanced} ` : ''}${line}`;
  });
}

export type ReplyClass = { id: 'done' | 'go-on' | 'later' | 'no'; word: string };

/** The first digit decides what a client does next. RFC 5321 §4.2.1. */
export function replyClass(code: number): ReplyClass {
  if (code >= 500) return { id: 'no', word: 'no' };
  if (code >= 400) return { id: 'later', word: 'later' };
  if (code >= 300) return { id: 'go-on', word: 'go on' };
  return { id: 'done', word: 'done' };
}

/** The configuration line that decided, as it stands in the file. */
export function parameterLine({ parameter }: Because): string | undefined {
  return parameter && `${parameter.name} = ${parameter.value}`;
}

import type { Because } from '#protocol/events.ts';
import type { Connection, Decision, Exchange, Reply, SentOctets } from '#protocol/projections/connections.ts';
import { type ClientPart, clientParts, clientStream } from './client-stream.ts';
import { spokenByClient } from './spoken.ts';

/** One rung of a conversation. `at`: sandbox ms; `seq`: its place among the facts; `key` is stable while it grows. */
export type Rung = { key: string; at: number; seq: number } & (
  | { kind: 'command'; verb: string; line: string; answer?: Reply; decision?: Decision; together?: Together }
  | { kind: 'reply'; reply: Reply; decision?: Decision }
  /** The content of DATA, dots still doubled. */
  | { kind: 'letter'; octets: string; ended: boolean }
  /** Sent, but the server never read it as a command. */
  | { kind: 'unread'; octets: string }
);

/** Pipelining: this is command `index` (from 1) of `of` that the client sent in one piece. RFC 2920. */
export interface Together {
  index: number;
  of: number;
}

/**
 * A conversation in the order in which the server understood it, with the letters put back behind the "go on" that they
 * follow: the server's log knows of a letter only its final dot.
 */
export function ladder(connection: Connection): Rung[] {
  const stream = clientStream(connection);
  const parts = clientParts(connection);
  const together = sentTogether(connection, parts);
  const rungs: Rung[] = [];
  for (const [index, exchange] of connection.exchanges.entries()) {
    const rung = exchangeRung(connection, exchange, index);
    const piece = together.get(exchange.seq);
    rungs.push(rung.kind === 'command' && piece ? { ...rung, together: piece } : rung);
    const letter = parts.find((part) => part.kind === 'letter' && part.goAheadSeq === exchange.seq);
    if (letter?.kind !== 'letter' || letter.end === letter.start) continue;
    const { endSeq } = letter;
    // It belongs behind the "go on", even when an impatient client sent it earlier.
    rungs.push({ ...sent(connection, stream, letter), seq: exchange.seq, kind: 'letter', ended: endSeq !== undefined });
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
  const { at, seq } = sentWith(connection, start) ?? { at: connection.openedAt, seq: connection.openedSeq };
  return { key: `${kind}-${start}`, at, seq, octets: stream.slice(start, end) };
}

/** By `seq` of the command: commands that went out in one piece with others. */
function sentTogether(connection: Connection, parts: ClientPart[]): Map<number, Together> {
  const pieces = new Map<number, number[]>();
  for (const part of parts) {
    const piece = part.kind === 'command' ? sentWith(connection, part.start) : undefined;
    if (piece && part.kind === 'command') pieces.set(piece.seq, [...(pieces.get(piece.seq) ?? []), part.seq]);
  }
  const several = [...pieces.values()].filter(({ length }) => length > 1);
  return new Map(several.flatMap((seqs) => seqs.map((seq, index) => [seq, { index: index + 1, of: seqs.length }])));
}

function exchangeRung(connection: Connection, exchange: Exchange, index: number): Rung {
  const { at, seq } = exchange;
  const key = `said-${seq}`;
  if (exchange.kind === 'reply') {
    const decision = decisionFor(connection, commandBefore(connection, index), seq);
    return { key, at, seq, kind: 'reply', reply: exchange, decision };
  }
  const answer = answerTo(connection, index);
  const { verb, line } = exchange;
  const decision = decisionFor(connection, exchange, answer?.seq);
  return { key, at, seq, kind: 'command', verb, line, answer, decision };
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

/** The piece with the octet at this offset of the client's stream. */
function sentWith(connection: Connection, offset: number): SentOctets | undefined {
  let passed = 0;
  return spokenByClient(connection).find(({ data }) => {
    passed += data.length;
    return passed > offset;
  });
}

/** The lines of a reply as they went over the cable: a hyphen after the code of all but the last. RFC 5321 §4.2.1. */
export function replyLines({ code, enhanced, lines }: Pick<Reply, 'code' | 'enhanced' | 'lines'>): string[] {
  return lines.map((line, index) => {
    const separator = index < lines.length - 1 ? '-' : ' ';
    return `${code}${separator}${enhanced ? `${enhanced} ` : ''}${line}`;
  });
}

/** The configuration line that decided, as it stands in the file. */
export function parameterLine({ parameter }: Because): string | undefined {
  return parameter && `${parameter.name} = ${parameter.value}`;
}

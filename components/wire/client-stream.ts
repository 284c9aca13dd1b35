import { spokenByClient, type Talk } from './spoken.ts';

/**
 * What a client sent, read again with the knowledge of what the server understood: which octets were commands, which
 * were the letter, and which nobody ever read. Offsets count octets of the client's whole stream.
 */
export type ClientPart =
  | { kind: 'command'; start: number; end: number; seq: number }
  /** From the octet after DATA's line end to the line with the lone dot, that line excluded. */
  | { kind: 'letter'; start: number; end: number; goAheadSeq: number; endSeq?: number }
  | { kind: 'unread'; start: number; end: number };

/** A letter that has not arrived in full yet ends where the stream does. */
export function clientParts(connection: Talk): ClientPart[] {
  const stream = clientStream(connection);
  const parts: ClientPart[] = [];
  let at = 0;
  let goAheadSeq: number | undefined;
  for (const exchange of connection.exchanges) {
    if (exchange.kind === 'reply') {
      if (exchange.code === 354) goAheadSeq = exchange.seq;
    } else if (exchange.verb === 'DATA-END') {
      const end = endOfLetter(stream, at);
      if (goAheadSeq !== undefined) parts.push({ kind: 'letter', start: at, end, goAheadSeq, endSeq: exchange.seq });
      at = Math.min(stream.length, end + '.\r\n'.length);
      goAheadSeq = undefined;
    } else {
      const line = findLine(stream, at, exchange.line);
      if (!line) continue;
      if (line.start > at) parts.push({ kind: 'unread', start: at, end: line.start });
      parts.push({ kind: 'command', ...line, seq: exchange.seq });
      at = line.end;
    }
  }
  if (at < stream.length) {
    const rest = { start: at, end: stream.length };
    parts.push(goAheadSeq === undefined ? { kind: 'unread', ...rest } : { kind: 'letter', ...rest, goAheadSeq });
  }
  return parts;
}

/** Everything the client said, in latin1. */
export function clientStream(connection: Talk): string {
  return spokenByClient(connection)
    .map(({ data }) => data)
    .join('');
}

/** The letter as it was meant: the dots that SMTP doubles at the start of a line taken away (RFC 5321 §4.5.2). */
export function withoutStuffing(letter: string): string {
  return letter.replace(/(^|\r\n)\./g, '$1');
}

/** Offset of the lone dot that ends a letter; an empty letter is ended by a dot at once. RFC 5321 §4.1.1.4. */
function endOfLetter(stream: string, from: number): number {
  if (stream.startsWith('.\r\n', from)) return from;
  const dot = stream.indexOf('\r\n.\r\n', from);
  return dot === -1 ? stream.length : dot + '\r\n'.length;
}

/** Servers take a bare LF after a command, too. */
function findLine(stream: string, from: number, line: string): { start: number; end: number } | undefined {
  for (let start = from; start < stream.length; ) {
    const newline = stream.indexOf('\n', start);
    if (newline === -1) return undefined;
    if (stream.slice(start, newline).replace(/\r$/, '') === line) return { start, end: newline + 1 };
    start = newline + 1;
  }
  return undefined;
}

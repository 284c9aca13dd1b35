import { isSealed } from '#protocol/eavesdropper.ts';
import { clientParts } from './client-stream.ts';
import type { Talk } from './spoken.ts';

/** One line of one chunk as the tap saw it, its line end included. */
export interface RawLine {
  key: string;
  at: number;
  by: 'client' | 'server';
  octets: string;
  /** sealed: a piece of TLS, not lines. stuffed: the first dot was doubled by SMTP. end-of-letter: the lone dot. letter: other lines of DATA. */
  mark?: 'sealed' | 'stuffed' | 'end-of-letter' | 'letter';
}

/** Everything that went over the cable, in order. A line that was sent in two pieces stays in two pieces. */
export function rawLines(connection: Talk): RawLine[] {
  const letters = clientParts(connection).filter((part) => part.kind === 'letter');
  let offset = 0;
  return connection.bytes.flatMap(({ seq, at, by, data }): RawLine[] => {
    if (isSealed(connection, { seq, by })) return [{ key: `${seq}`, at, by, octets: data, mark: 'sealed' }];
    return (data.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((octets, index): RawLine => {
      const line = { key: `${seq}-${index}`, at, by, octets };
      if (by === 'server') return line;
      const start = offset;
      offset += octets.length;
      const mark = letters.map((letter) => markOf(letter, start, octets)).find(Boolean);
      return mark ? { ...line, mark } : line;
    });
  });
}

function markOf(
  letter: { start: number; end: number; endSeq?: number },
  start: number,
  octets: string,
): RawLine['mark'] {
  if (start === letter.end && letter.endSeq !== undefined) return 'end-of-letter';
  if (start < letter.start || start >= letter.end) return undefined;
  return octets.startsWith('.') ? 'stuffed' : 'letter';
}

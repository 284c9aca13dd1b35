import { isSealed } from '#protocol/eavesdropper.ts';
import type { SentOctets } from '#protocol/projections/connections.ts';
import { clientParts } from './client-stream.ts';
import type { Talk } from './spoken.ts';
import { type TlsRecord, tlsRecords } from './tls-records.ts';

/** One line of one piece as the tap saw it, its line end included. */
export interface RawLine {
  key: string;
  at: number;
  by: 'client' | 'server';
  octets: string;
  /** Set on the first line of a piece: octets of the whole piece. */
  piece?: number;
  /** Not on the cable in this shape: what the two ends read inside TLS. */
  inside?: true;
  /** For a sealed piece: the records that begin in it. */
  records?: TlsRecord[];
  /** sealed: a piece of TLS, not lines. stuffed: the first dot was doubled by SMTP. end-of-letter: the lone dot. letter: other lines of DATA. */
  mark?: 'sealed' | 'stuffed' | 'end-of-letter' | 'letter';
}

/**
 * Everything that went over the cable, in order, and where it was TLS also what was inside. A line that was sent in two
 * pieces stays in two pieces.
 *
 * @param onlyCable as a listener gets it: nothing from inside TLS
 */
export function rawLines(connection: Talk, { onlyCable = false } = {}): RawLine[] {
  const letters = clientParts(connection).filter((part) => part.kind === 'letter');
  const sealed = connection.bytes.filter((sent) => isSealed(connection, sent));
  const records = tlsRecords(sealed);
  const inside = new Set(onlyCable ? [] : connection.inside);
  const pieces = [...connection.bytes, ...inside].sort((one, other) => one.seq - other.seq);
  let offset = 0;
  return pieces.flatMap((sent): RawLine[] => {
    const { seq, at, by, data } = sent;
    const isInside = inside.has(sent);
    if (!isInside && isSealed(connection, sent)) {
      const found = records.get(seq) ?? [];
      return [{ key: `${seq}`, at, by, octets: data, piece: data.length, mark: 'sealed', records: found }];
    }
    return linesOf(sent).map((line): RawLine => {
      const start = offset;
      if (by === 'client') offset += line.octets.length;
      const mark =
        by === 'client' ? letters.map((letter) => markOf(letter, start, line.octets)).find(Boolean) : undefined;
      return { ...line, ...(isInside ? { inside: true } : {}), ...(mark ? { mark } : {}) };
    });
  });
}

function linesOf({ seq, at, by, data }: SentOctets): RawLine[] {
  return (data.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((octets, index) => ({
    key: `${seq}-${index}`,
    at,
    by,
    octets,
    ...(index === 0 ? { piece: data.length } : {}),
  }));
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

/** A run of printable octets, or one octet that is drawn by its name. */
export type RawPart = { kind: 'text'; text: string } | { kind: 'octet'; name: string };

const names: Record<string, string> = {
  '\0': 'NUL',
  '\t': 'TAB',
  '\r': 'CR',
  '\n': 'LF',
  '\x1b': 'ESC',
  '\x7f': 'DEL',
};

/** A line octet by octet: all that is not printable ASCII by its name or its two hexadecimal digits. */
export function rawParts(octets: string): RawPart[] {
  return (octets.match(/[\x20-\x7e]+|[^\x20-\x7e]/g) ?? []).map((run): RawPart => {
    if (/^[\x20-\x7e]/.test(run)) return { kind: 'text', text: run };
    return { kind: 'octet', name: names[run] ?? hex(run) };
  });
}

/** What is wrong with a line's end: SMTP knows CR LF, and nothing else. RFC 5321 §2.3.8. */
export function lineEndProblem(octets: string): string | undefined {
  if (/(^|[^\r])\n$/.test(octets)) return 'a lone LF: no line end in SMTP';
  if (/\r(?!\n$)/.test(octets)) return 'a lone CR: no line end in SMTP';
  return undefined;
}

/** Sixteen octets a row, as `hexdump -C` prints them. */
export function hexRows(octets: string): { offset: string; digits: string; text: string }[] {
  const rows = octets.match(/[\s\S]{1,16}/g) ?? [];
  return rows.map((row, index) => ({
    offset: (index * 16).toString(16).padStart(6, '0'),
    digits: [...row].map(hex).join(' ').padEnd(47),
    text: row.replace(/[^\x20-\x7e]/g, '.'),
  }));
}

function hex(octet: string): string {
  return octet.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0');
}

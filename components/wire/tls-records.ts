import type { SentOctets } from '#protocol/projections/connections.ts';

/** A TLS record as everybody on the way sees it: its head is readable, its content is not. RFC 8446 §5.1. */
export interface TlsRecord {
  /** What the head says; since TLS 1.3 nearly all is "application data", the rest of the handshake included. */
  content: string;
  /** Octets of the content. */
  length: number;
}

const contents: Record<number, string> = {
  20: 'change cipher spec',
  21: 'alert',
  22: 'handshake',
  23: 'application data',
};

/** Octets before the content: type, version, length. */
const headOctets = 5;

/** The records that begin in each piece, by its `seq`; a record may end in a later piece of the same side. */
export function tlsRecords(sealed: readonly SentOctets[]): Map<number, TlsRecord[]> {
  const found = new Map<number, TlsRecord[]>(sealed.map(({ seq }) => [seq, []]));
  for (const side of ['client', 'server'] as const) {
    const pieces = sealed.filter(({ by }) => by === side);
    const stream = pieces.map(({ data }) => data).join('');
    let at = 0;
    let begin = 0;
    for (const { seq, data } of pieces) {
      const end = begin + data.length;
      for (; at < end && at + headOctets <= stream.length; ) {
        const record = recordAt(stream, at);
        found.get(seq)?.push(record);
        at += headOctets + record.length;
      }
      begin = end;
    }
  }
  return found;
}

function recordAt(stream: string, at: number): TlsRecord {
  const type = stream.charCodeAt(at);
  const length = stream.charCodeAt(at + 3) * 256 + stream.charCodeAt(at + 4);
  return { content: contents[type] ?? `type ${type}`, length };
}

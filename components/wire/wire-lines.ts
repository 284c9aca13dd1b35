import { isSealed } from '#protocol/eavesdropper.ts';
import type { Connection, SentOctets, TlsFailure, TlsState, WebRequested } from '#protocol/projections/connections.ts';
import type { Lookup } from '#protocol/projections/names.ts';
import { isSilent } from './attempts.ts';
import { ladder, type Rung } from './ladder.ts';
import { type TlsRecord, tlsRecords } from './tls-records.ts';

/** Who acts in a line: it stands on the left, on the right, or between them. */
export type Side = 'client' | 'server' | 'both';

/** A line of the wire view: what was said, and what happened beside it. */
export type WireLine =
  | Rung
  | ({ key: string; at: number; seq: number } & (
      | { kind: 'opened'; connection: Connection }
      | { kind: 'closed'; connection: Connection }
      | { kind: 'tls'; tls: TlsState; client: string }
      | { kind: 'tls-failed'; failure: TlsFailure }
      /** The server asked the DNS before it answered. */
      | { kind: 'lookup'; lookup: Lookup }
      /** HTTP, inside TLS or not. */
      | { kind: 'web'; by: 'client' | 'server'; octets: string; requested?: WebRequested }
      /** Somebody on the way replaced `sent` by `arrived`. */
      | { kind: 'altered'; by: 'client' | 'server'; host: string; sent: string; arrived: string }
      /** For a listener: TLS that he cannot read. */
      | { kind: 'sealed'; by: 'client' | 'server'; records: TlsRecord[]; octets: number }
    ));

/** Everything that happened on a connection, in order; `lookups` are those of its server on its behalf. */
export function wireLines(connection: Connection, lookups: readonly Lookup[] = []): WireLine[] {
  return inOrder(connection, [
    ...lookups.map((lookup) => ({ ...placed(lookup, 'lookup'), kind: 'lookup' as const, lookup })),
    ...webLines(connection),
  ]);
}

/** What somebody between the two machines reads of it: all before TLS, and of the rest only how much there was. */
export function overheardLines(connection: Connection): WireLine[] {
  const sealed = connection.bytes.filter((sent) => isSealed(connection, sent));
  const begin = sealed[0]?.seq ?? Number.POSITIVE_INFINITY;
  const inClear = inOrder(connection, connection.tls ? [] : webLines(connection)).filter(
    (line) => line.kind === 'closed' || line.kind === 'opened' || line.seq < begin,
  );
  const lines = [...inClear.filter(({ kind }) => kind !== 'closed'), ...sealedLines(sealed)];
  return [...lines, ...inClear.filter(({ kind }) => kind === 'closed')];
}

function inOrder(connection: Connection, more: WireLine[]): WireLine[] {
  const lines: WireLine[] = isWeb(connection) ? [] : ladder(connection);
  for (const line of [...more, ...happened(connection)].sort((one, other) => one.seq - other.seq)) {
    const later = lines.findIndex(({ seq }) => seq > line.seq);
    lines.splice(later === -1 ? lines.length : later, 0, line);
  }
  const { state, openedAt, closedAt = openedAt, openedSeq, closedSeq = openedSeq } = connection;
  if (isSilent(connection)) return lines;
  const opened: WireLine = { key: 'opened', kind: 'opened', at: openedAt, seq: openedSeq, connection };
  const closed: WireLine = { key: 'closed', kind: 'closed', at: closedAt, seq: closedSeq, connection };
  return [opened, ...lines, ...(state === 'closed' ? [closed] : [])];
}

/** Beside what was said: the handshake, and what somebody on the way changed. */
function happened(connection: Connection): WireLine[] {
  const { tls, tlsFailure, altered, bytes, from } = connection;
  const changes = altered.map((change): WireLine => {
    // The fact says what arrived; the octets that it replaced are the last that this side had sent.
    const sent = bytes.findLast(({ seq, by }) => by === change.by && seq < change.seq)?.data ?? '';
    const { by, host, data } = change;
    return { ...placed(change, 'altered'), kind: 'altered', by, host, sent, arrived: data };
  });
  return [
    ...changes,
    ...(tls ? [{ ...placed(tls, 'tls'), kind: 'tls' as const, tls, client: from.host }] : []),
    ...(tlsFailure ? [{ ...placed(tlsFailure, 'tls-failed'), kind: 'tls-failed' as const, failure: tlsFailure }] : []),
  ];
}

/** Ports of the web; what is said there is HTTP. */
function isWeb({ to, requests }: Connection): boolean {
  return requests.length > 0 || to.port === 80 || to.port === 443;
}

function webLines(connection: Connection): WireLine[] {
  if (!isWeb(connection)) return [];
  const clear = connection.bytes.filter((sent) => !isSealed(connection, sent));
  const runs = inRuns([...clear, ...connection.inside]);
  return runs.map((run): WireLine => {
    const octets = run.pieces.map(({ data }) => data).join('');
    const requested = connection.requests.find(({ seq }) => seq > run.seq);
    return { key: `web-${run.seq}`, at: run.at, seq: run.seq, kind: 'web', by: run.by, octets, requested };
  });
}

function sealedLines(sealed: SentOctets[]): WireLine[] {
  const records = tlsRecords(sealed);
  return inRuns(sealed).map(({ seq, at, by, pieces }): WireLine => {
    const octets = pieces.reduce((sum, { data }) => sum + data.length, 0);
    const inIt = pieces.flatMap((piece) => records.get(piece.seq) ?? []);
    return { key: `sealed-${seq}`, at, seq, kind: 'sealed', by, records: inIt, octets };
  });
}

interface Run extends Pick<SentOctets, 'seq' | 'at' | 'by'> {
  pieces: SentOctets[];
}

/** Pieces that one side sent without a word of the other between them. */
function inRuns(pieces: SentOctets[]): Run[] {
  const runs: Run[] = [];
  for (const piece of pieces) {
    const last = runs.at(-1);
    if (last?.by === piece.by) last.pieces.push(piece);
    else runs.push({ seq: piece.seq, at: piece.at, by: piece.by, pieces: [piece] });
  }
  return runs;
}

function placed({ seq, at }: { seq: number; at: number }, kind: string) {
  return { key: `${kind}-${seq}`, seq, at };
}

export function sideOf(line: WireLine): Side {
  switch (line.kind) {
    case 'command':
    case 'letter':
    case 'unread':
      return 'client';
    case 'reply':
    case 'lookup':
      return 'server';
    case 'web':
    case 'altered':
    case 'sealed':
      return line.by;
    case 'opened':
    case 'closed':
    case 'tls':
    case 'tls-failed':
      return 'both';
  }
}

/** The line went inside TLS: nobody on the way could read it. */
export function isInside({ tls }: Connection, { kind, seq }: WireLine): boolean {
  return tls !== undefined && seq > tls.seq && kind !== 'lookup' && kind !== 'closed' && kind !== 'sealed';
}

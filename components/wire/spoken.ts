import type { Connection, SentOctets } from '#protocol/projections/connections.ts';

/** The parts of a connection that tell where TLS begins. */
type Cable = Pick<Connection, 'bytes' | 'exchanges'> & Partial<Pick<Connection, 'inside' | 'tls'>>;

/** What the client said: in the clear before TLS, and then what the server found inside it. */
export function spokenByClient(connection: Cable): SentOctets[] {
  const clear = connection.bytes.filter((sent) => !isSealed(connection, sent));
  return [...clear, ...(connection.inside ?? [])].filter(({ by }) => by === 'client');
}

/** A TLS record: on the cable everybody sees it, and only the two ends can read it. */
export function isSealed({ exchanges, tls }: Cable, { seq, by }: Pick<SentOctets, 'seq' | 'by'>): boolean {
  if (tls?.mode === 'implicit') return true;
  const ready = exchanges.find((said) => said.kind === 'reply' && said.verb === 'STARTTLS' && said.code === 220);
  // The 220 itself goes over the cable right behind the fact that it was said.
  return ready !== undefined && seq > ready.seq + (by === 'server' ? 1 : 0);
}

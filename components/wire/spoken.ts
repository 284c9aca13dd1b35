import { isSealed } from '#protocol/eavesdropper.ts';
import type { Connection, SentOctets } from '#protocol/projections/connections.ts';

/** What is read of a connection; `inside` and `tls` where it speaks TLS. */
export type Talk = Pick<Connection, 'bytes' | 'exchanges'> & Partial<Pick<Connection, 'inside' | 'tls'>>;

/** What the client said: in the clear before TLS, and then what the server found inside it. */
export function spokenByClient(connection: Talk): SentOctets[] {
  const clear = connection.bytes.filter((sent) => !isSealed(connection, sent));
  return [...clear, ...(connection.inside ?? [])].filter(({ by }) => by === 'client');
}

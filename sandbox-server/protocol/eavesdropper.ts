import type { Connection, SentOctets } from './projections/connections.ts';
import type { World } from './world.ts';

/** What a host on the way can make of a connection that passes through it. */
export interface Overheard {
  connection: string;
  /** In latin1, in order: what everybody on the way could read. */
  clear: SentOctets[];
  /** Octets that were TLS: seen, and not understood. */
  sealed: number;
}

/** What this host overhears while its `lab_intercept` is listen or strip; nothing when it is off. */
export function overheardBy(world: World, host: string): Overheard[] {
  if ((world.config.current[host]?.lab_intercept ?? 'off') === 'off') return [];
  return world.connections.order
    .flatMap((id) => world.connections.byId[id] ?? [])
    .filter(({ via }) => via?.includes(host))
    .map((connection) => {
      const clear = connection.bytes.filter((sent) => !isSealed(connection, sent));
      const sealed = connection.bytes.filter((sent) => isSealed(connection, sent));
      return { connection: connection.id, clear, sealed: sealed.reduce((sum, { data }) => sum + data.length, 0) };
    });
}

/** A TLS record: on the cable everybody sees it, and only the two ends can read it. */
export function isSealed(
  { exchanges, tls }: Pick<Connection, 'exchanges'> & Partial<Pick<Connection, 'tls'>>,
  { seq, by }: Pick<SentOctets, 'seq' | 'by'>,
): boolean {
  if (tls?.mode === 'implicit') return true;
  const ready = exchanges.find((said) => said.kind === 'reply' && said.verb === 'STARTTLS' && said.code === 220);
  // The 220 itself goes over the cable right behind the fact that it was said.
  return ready !== undefined && seq > ready.seq + (by === 'server' ? 1 : 0);
}

import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import type { Hop, Outcome } from '#protocol/projections/messages.ts';
import type { World } from '#protocol/world.ts';
import { clientParts, clientStream, withoutStuffing } from '../wire/client-stream.ts';

/**
 * The letter exactly as its first client handed it in, in octets: whatever else is in the delivered message was added by
 * servers. Undefined for mail that the scenario prepared and for notices that a server wrote itself.
 */
export function handedInBySender(world: World, message: string | undefined): string | undefined {
  const first = message === undefined ? undefined : world.messages.byId[message]?.hops[0];
  return first && handedTo(world, first);
}

/** The letter exactly as a server on the way got it, in octets. Undefined when no conversation brought it there. */
export function handedTo(world: World, hop: Pick<Hop, 'connection' | 'seq'>): string | undefined {
  const connection = hop.connection === undefined ? undefined : world.connections.byId[hop.connection];
  if (!connection) return undefined;
  const letter = clientParts(connection).findLast(
    (part) => part.kind === 'letter' && part.endSeq !== undefined && part.endSeq < hop.seq,
  );
  return letter && withoutStuffing(clientStream(connection).slice(letter.start, letter.end));
}

/**
 * The stops of one copy of a message, first stop first: where a letter went several ways, only those of the way that ended
 * in this mailbox. Empty for prepared mail.
 */
export function wayOf(world: World, { message, host, raw }: Pick<StoredMessage, 'message' | 'host' | 'raw'>): Hop[] {
  const { hops = [], outcomes = [] } = world.messages.byId[message ?? ''] ?? {};
  const way: Hop[] = [];
  let hop = hops.findLast((one) => one.host === host && raw.endsWith(one.raw));
  while (hop) {
    way.unshift(hop);
    hop = stopBefore(hop, hops, outcomes);
  }
  return way;
}

/** A hand-over names its upstream; a copy that was made for an alias, a list or by a relay service comes from a queue. */
function stopBefore(
  { seq, host, queueId, upstream, connection }: Hop,
  hops: readonly Hop[],
  outcomes: readonly Outcome[],
): Hop | undefined {
  const earlier = hops.filter((one) => one.seq < seq);
  const original = upstream ?? outcomes.find((one) => one.kind === 'redirected' && one.as === queueId);
  if (original) return earlier.findLast((one) => one.queueId === original.queueId && one.host === original.host);
  return connection === undefined ? earlier.findLast((one) => one.host === host) : undefined;
}

/** The conversation in which a server took the message, if this sandbox saw it. */
export function connectionOfHop(
  world: World,
  message: string | undefined,
  host?: string,
  queueId?: string,
): string | undefined {
  if (message === undefined) return undefined;
  return world.messages.byId[message]?.hops.find((hop) => hop.host === host && hop.queueId === queueId)?.connection;
}

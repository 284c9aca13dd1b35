import type { Hop, Message } from '#protocol/projections/messages.ts';
import type { World } from '#protocol/world.ts';
import { clientParts, clientStream, withoutStuffing } from '../wire/client-stream.ts';

/**
 * The letter exactly as its first client handed it in, in octets: whatever else is in the delivered message was added by
 * servers. Undefined for mail that the scenario prepared and for notices that a server wrote itself.
 */
export function handedInBySender(world: World, message: string | undefined): string | undefined {
  const first = firstHop(message === undefined ? undefined : world.messages.byId[message]);
  const connection = first?.connection === undefined ? undefined : world.connections.byId[first.connection];
  if (!first || !connection) return undefined;
  const letter = clientParts(connection).findLast(
    (part) => part.kind === 'letter' && part.endSeq !== undefined && part.endSeq < first.seq,
  );
  return letter && withoutStuffing(clientStream(connection).slice(letter.start, letter.end));
}

function firstHop(message: Message | undefined): Hop | undefined {
  return message?.hops[0];
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

import type { Fact } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';

/**
 * What has become true while the server was away, from the folded world: open connections and calls are gone, so is what listened in
 * a terminal, and a hand-over of which only the accepting half was written is over (the gap of RFC 1047; the accepting fact names its upstream).
 */
export function factsOfRestore(world: World): Fact[] {
  return [{ type: 'sandbox.restored' }, ...lostConnections(world), ...lostPorts(world), ...closedHandOvers(world)];
}

function lostConnections({ connections }: World): Fact[] {
  return connections.order
    .filter((id) => ['open', 'calling'].includes(connections.byId[id]?.state ?? ''))
    .map((connection) => ({ type: 'connection.closed', connection, by: 'network', how: 'restarted' }));
}

/** What listened in a terminal has ended with it. */
function lostPorts({ hosts }: World): Fact[] {
  return Object.values(hosts.byName).flatMap(({ name, listening }) =>
    listening.map((port): Fact => ({ type: 'port.closed', host: name, port })),
  );
}

function closedHandOvers({ messages, hosts, queues }: World): Fact[] {
  return Object.values(messages.byId).flatMap((message) =>
    message.hops.flatMap(({ upstream, envelope, host, queueId }): Fact[] => {
      const entry = upstream && queues.byHost[upstream.host]?.[upstream.queueId];
      if (!upstream || !entry) return [];
      const nextHop = { host, address: hosts.byName[host]?.address ?? '', port: 25 };
      return envelope.recipients
        .filter((recipient) => recipient in entry.recipients)
        .map((recipient) => ({
          type: 'message.relayed',
          ...upstream,
          message: message.id,
          recipient,
          nextHop,
          reply: `250 2.0.0 Ok: queued as ${queueId}`,
        }));
    }),
  );
}

import { blocksOf, isInNetwork } from '#protocol/border.ts';
import type { ScenarioNetwork } from '#protocol/scenario.ts';
import type { World } from '#protocol/world.ts';

type Block = ReturnType<typeof blocksOf>[number];

/** How a call ends that a border has stopped. While it waits, and when the caller does not wait for the end, nobody knows. */
const stopped = ['timed-out', 'refused'];

/**
 * What a network is known to block. Nobody sees a border from inside: it is known once it was met by a call from there, or
 * where a fault of the scenario makes it, which is announced.
 */
export function knownBlocks(world: World, network: ScenarioNetwork): Block[] {
  return blocksOf(world, network).filter((block) => !network.blocks.includes(block) || wasMet(world, network, block));
}

function wasMet({ connections, hosts }: World, { cidr }: ScenarioNetwork, { port }: Block): boolean {
  return connections.order.some((id) => {
    const call = connections.byId[id];
    if (call?.to.port !== port || !stopped.includes(call.state)) return false;
    const target = hosts.byName[call.to.host];
    return isInNetwork(call.from.address, cidr) && target !== undefined && !isInNetwork(target.address, cidr);
  });
}

import { activeFaults, type FaultsState } from './projections/faults.ts';
import type { HostState } from './projections/hosts.ts';
import type { ScenarioNetwork } from './scenario.ts';
import type { World } from './world.ts';

/** What lies between two hosts: the borders of their networks, who sits there, and what is broken on purpose. */

type Block = ScenarioNetwork['blocks'][number];

/** What the border of a network blocks now: what it always does, and what a fault makes it do. */
export function blocksOf({ faults }: World, { name, blocks }: ScenarioNetwork): Block[] {
  return [...blocks, ...activeFaults(faults, 'block-port').filter(({ network }) => network === name)];
}

/** The network whose border stops a call to the port, and how; undefined when all let it out. */
export function borderAgainst(
  world: World,
  caller: HostState,
  target: HostState,
  port: number,
): { network: string; how: Block['how'] } | undefined {
  const [stopped] = left(world.hosts.networks, caller, target).flatMap((network) =>
    blocksOf(world, network)
      .filter((block) => block.port === port)
      .map(({ how }) => ({ network: network.name, how })),
  );
  return stopped;
}

/** Hosts through which all between these two passes, from the caller on. */
export function onTheWay({ hosts }: World, caller: HostState, target: HostState): string[] {
  const borders = [...left(hosts.networks, caller, target), ...left(hosts.networks, target, caller)];
  return borders.flatMap(({ gateway }) => gateway ?? []).filter((name) => ![caller.name, target.name].includes(name));
}

/** The cable between them is cut. */
export function isCut({ faults }: World, one: string, other: string): boolean {
  return activeFaults(faults, 'cut-link').some((fault) => isBetween(fault.between, one, other));
}

/** Sandbox ms that octets between them take longer than usual. */
export function slowedByMs(faults: FaultsState, one: string, other: string): number {
  return activeFaults(faults, 'slow-link')
    .filter((fault) => isBetween(fault.between, one, other))
    .reduce((sum, { delayMs }) => sum + delayMs, 0);
}

/** The networks that a call from one host to the other leaves. */
function left(networks: readonly ScenarioNetwork[], from: HostState, to: HostState): ScenarioNetwork[] {
  return networks.filter(({ cidr }) => isInNetwork(from.address, cidr) && !isInNetwork(to.address, cidr));
}

function isBetween([one, other]: readonly [string, string], a: string, b: string): boolean {
  return (one === a && other === b) || (one === b && other === a);
}

/** An address, or a network in CIDR notation, that the IPv4 address belongs to. */
export function isInNetwork(address: string, network: string): boolean {
  const [base = '', bits = '32'] = network.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(address) / size) === Math.floor(toNumber(base) / size);
}

// The map asks for each port of each host, many times a second. A sandbox has few addresses; there are few sandboxes.
const numbers = new Map<string, number>();
const numbersMax = 5000;

function toNumber(address: string): number {
  const known = numbers.get(address);
  if (known !== undefined) return known;
  const number = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  if (numbers.size >= numbersMax) numbers.clear();
  numbers.set(address, number);
  return number;
}

import { isInNetwork } from '#protocol/border.ts';
import type { Fault } from '#protocol/scenario.ts';
import type { World } from '#protocol/world.ts';

/** The faults that can be switched at a host; those of names at the name server, those of a border where the learner sits. */
export function faultsAt({ faults, hosts }: World, host: string): Fault[] {
  return Object.values(faults.byId).filter((fault) => {
    if ('host' in fault) return fault.host === host;
    if (fault.kind === 'block-port') {
      const { cidr } = hosts.networks.find(({ name }) => name === fault.network) ?? {};
      return host === hosts.terminal.host && cidr !== undefined && isInNetwork(hosts.byName[host]?.address ?? '', cidr);
    }
    return fault.kind === 'servfail' && hosts.byName[host]?.role === 'dns';
  });
}

/** The faults that can be switched on the cable between two hosts. */
export function faultsBetween({ faults }: World, ends: readonly [string, string]): Fault[] {
  return Object.values(faults.byId).filter(
    (fault) => 'between' in fault && ends.every((name) => fault.between.includes(name)),
  );
}

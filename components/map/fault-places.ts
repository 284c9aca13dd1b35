import type { Fault } from '#protocol/scenario.ts';
import type { World } from '#protocol/world.ts';

/** The faults that can be switched at a host; those of names at the name server. */
export function faultsAt({ faults, hosts }: World, host: string): Fault[] {
  return Object.values(faults.byId).filter((fault) => {
    if ('host' in fault) return fault.host === host;
    return fault.kind === 'servfail' && hosts.byName[host]?.role === 'dns';
  });
}

/** The faults that can be switched on the cable between two hosts. */
export function faultsBetween({ faults }: World, ends: readonly [string, string]): Fault[] {
  return Object.values(faults.byId).filter(
    (fault) => 'between' in fault && ends.every((name) => fault.between.includes(name)),
  );
}

import type { NamesState } from './projections/names.ts';
import type { DnsRecord } from './scenario.ts';

/** Which zone a name is in. Scenarios write records down, not zones: the borders follow from the names. */

/** The zone of a name: a signed or editable one if it lies in one, else the registered domain, else the /24 of an address. */
export function zoneOf(name: string, { signed, editable }: Pick<NamesState, 'signed' | 'editable'>): string {
  const declared = [...signed, ...editable].filter((zone) => isWithin(name, zone));
  const [longest] = declared.toSorted((one, other) => other.length - one.length);
  if (longest && longest !== '.') return longest;
  return name
    .split('.')
    .slice(name.endsWith('.in-addr.arpa') ? -5 : -2)
    .join('.');
}

/** All zones with their records: those of domains first, then those of addresses, each by name. */
export function zonesOf(names: NamesState): { zone: string; records: DnsRecord[] }[] {
  const byZone = new Map<string, DnsRecord[]>();
  // What was there at the start stays visible when it is empty.
  for (const { name } of names.atStart) byZone.set(zoneOf(name, names), []);
  for (const record of names.records) {
    const zone = zoneOf(record.name, names);
    byZone.set(zone, [...(byZone.get(zone) ?? []), record]);
  }
  const isReverse = (zone: string) => zone.endsWith('.arpa');
  return [...byZone]
    .map(([zone, records]) => ({ zone, records }))
    .toSorted(
      (one, other) =>
        Number(isReverse(one.zone)) - Number(isReverse(other.zone)) || one.zone.localeCompare(other.zone, 'en'),
    );
}

/** `.` is the root: every name is within it. */
export function isWithin(name: string, zone: string): boolean {
  return zone === '.' || name === zone || name.endsWith(`.${zone}`);
}

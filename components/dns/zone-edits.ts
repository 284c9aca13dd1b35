import type { ZoneChange } from '#protocol/projections/names.ts';
import type { DnsRecord } from '#protocol/scenario.ts';
import { isSameRecord } from '#protocol/zone-file.ts';

export interface ZoneDifference {
  remove: DnsRecord[];
  add: DnsRecord[];
}

/** What must leave and what must come so that the first records become the second. */
export function difference(before: readonly DnsRecord[], after: readonly DnsRecord[]): ZoneDifference {
  const isIn = (records: readonly DnsRecord[], one: DnsRecord) => records.some((other) => isSameRecord(one, other));
  return {
    remove: before.filter((record) => !isIn(after, record)),
    add: after.filter((record) => !isIn(before, record)),
  };
}

/**
 * The learner's last change that has not been taken back. Taking back is a change, too: the reverse of one before it;
 * then both are done with.
 */
export function lastToUndo(changes: readonly ZoneChange[]): ZoneChange | undefined {
  const standing: ZoneChange[] = [];
  for (const change of changes.filter(({ by }) => by === 'learner')) {
    const last = standing.at(-1);
    if (last && isReverse(last, change)) standing.pop();
    else standing.push(change);
  }
  return standing.at(-1);
}

function isReverse(one: ZoneDifference, other: ZoneDifference): boolean {
  return isSameSet(one.add, other.remove) && isSameSet(one.remove, other.add);
}

function isSameSet(one: readonly DnsRecord[], other: readonly DnsRecord[]): boolean {
  const { remove, add } = difference(one, other);
  return remove.length === 0 && add.length === 0;
}

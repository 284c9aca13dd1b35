/** An entry of a server's queue. */
export interface Entry {
  host: string;
  queueId: string;
}

/** To find it by. */
export function entryKey({ host, queueId }: Entry): string {
  return `${host} ${queueId}`;
}

/** Things with the same key together, in their order; those without a key are left out. */
export function grouped<T>(all: readonly T[], keyOf: (one: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}

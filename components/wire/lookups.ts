import type { Connection } from '#protocol/projections/connections.ts';
import type { Lookup } from '#protocol/projections/names.ts';

/** What the server of this conversation asked the DNS before it answered: the name of the caller, lists, keys. */
export function lookupsDuring({ id }: Pick<Connection, 'id'>, lookups: readonly Lookup[]): Lookup[] {
  return lookups.filter(({ about }) => about?.connection === id);
}

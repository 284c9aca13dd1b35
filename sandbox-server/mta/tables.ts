/** Postfix keeps look-up tables in files of their own; here the lines stand in the parameter, separated by commas. */

const host = '[a-z0-9-]+(?:\\.[a-z0-9-]+)*';
const hostPattern = new RegExp(`^${host}$`);
const nextHopPattern = new RegExp(`^(${host}|\\[[a-z0-9.-]+\\])(:\\d{1,5})?$`);

/** A server as `relayhost` and `transport_maps` name one: host, [host], either with :port. */
export function isNextHop(text: string): boolean {
  return nextHopPattern.test(text);
}

/** Next hop by recipient domain, as written in `transport_maps`; undefined when the text makes no sense. */
export function transportTable(text: string): Map<string, string> | undefined {
  const table = new Map<string, string>();
  for (const entry of entries(text)) {
    const [, domain = '', nextHop = ''] = /^(\S+)\s+(?:smtp|relay):(\S+)$/.exec(entry) ?? [];
    if (!hostPattern.test(domain) || !isNextHop(nextHop)) return undefined;
    table.set(domain, nextHop);
  }
  return table;
}

/** Whom a name stands for: `name: one two` or `name one two`; undefined when the text makes no sense. */
export function aliasTable(text: string): Map<string, string[]> | undefined {
  const table = new Map<string, string[]>();
  for (const entry of entries(text)) {
    const [, name = '', targets = ''] = /^([^\s:,]+):?\s+(\S.*)$/.exec(entry) ?? [];
    if (name === '') return undefined;
    table.set(name.toLowerCase(), targets.split(/\s+/));
  }
  return table;
}

export type AccessAction = 'OK' | 'REJECT' | 'DUNNO';

/**
 * What to do with a client, its greeting or a sender, as `inline:{key=OK, key=REJECT}` in a restriction list says it;
 * undefined when the text makes no sense. Postfix knows tables of many more types.
 */
export function accessTable(text: string): Map<string, AccessAction> | undefined {
  const [, inside] = /^inline:\{([^{}]*)\}$/.exec(text) ?? [];
  if (inside === undefined) return undefined;
  const table = new Map<string, AccessAction>();
  for (const entry of entries(inside)) {
    const [, key = '', action = ''] = /^([^\s=]+)\s*=\s*(OK|REJECT|DUNNO)$/i.exec(entry) ?? [];
    if (key === '') return undefined;
    table.set(key.toLowerCase(), action.toUpperCase() as AccessAction); // the pattern allows only these
  }
  return table.size > 0 ? table : undefined;
}

/** User and password by next hop; undefined when the text makes no sense. */
export function passwordTable(text: string): Map<string, { user: string; password: string }> | undefined {
  const table = new Map<string, { user: string; password: string }>();
  for (const entry of entries(text)) {
    const [, nextHop = '', user = '', password = ''] = /^(\S+)\s+([^\s:]+):(\S+)$/.exec(entry) ?? [];
    if (!isNextHop(nextHop) || user === '') return undefined;
    table.set(nextHop, { user, password });
  }
  return table;
}

function entries(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);
}

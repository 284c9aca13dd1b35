import type { World } from './world.ts';
import { isWithin } from './zones.ts';

/** What the learner may do without the terminal. The server asks before it acts, the views before they offer. */

/** Why the learner cannot work on a host's queue and configuration, as a sentence; undefined when he can. */
export function whyNotOperated({ hosts }: Pick<World, 'hosts'>, name: string): string | undefined {
  const host = Object.hasOwn(hosts.byName, name) ? hosts.byName[name] : undefined;
  if (host?.role !== 'mail') return `There is no mail server ${name} here.`;
  if (!host.shell) return `You have no account on ${name}: only the people who run it can change this.`;
  return host.up ? undefined : `${name} is switched off.`;
}

/** Why the learner cannot change records of this name, as a sentence; undefined when he can. */
export function whyNotEditable({ names }: Pick<World, 'names'>, name: string): string | undefined {
  if (names.editable.some((zone) => isWithin(name, zone))) return undefined;
  return names.editable.length === 0
    ? 'The zones can be read here, not changed.'
    : `${name} belongs to somebody else. You can change ${names.editable.join(', ')}.`;
}

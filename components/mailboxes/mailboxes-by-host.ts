import { headerFields, headerValue } from '#protocol/header-section.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import type { World } from '#protocol/world.ts';
import { wayOf } from './handed-in.ts';

export interface Mailbox {
  address: string;
  /** Newest first. */
  messages: StoredMessage[];
}

export interface HostMailboxes {
  host: string;
  mailboxes: Mailbox[];
}

/** Every mailbox of the sandbox under the host that keeps it. An empty mailbox is at home where the scenario put it. */
export function mailboxesByHost(world: Pick<World, 'mailboxes' | 'hosts'>): HostMailboxes[] {
  const byHost = new Map<string, Mailbox[]>();
  for (const [address, stored] of Object.entries(world.mailboxes.byAddress)) {
    const host = stored[0]?.host || homeOf(world.hosts, address);
    byHost.set(host, [...(byHost.get(host) ?? []), { address, messages: stored.toReversed() }]);
  }
  return [...byHost].map(([host, mailboxes]) => ({ host, mailboxes }));
}

function homeOf(hosts: World['hosts'], address: string): string {
  const [localPart = '', domain = ''] = address.split('@');
  const home = Object.values(hosts.byName).find(
    ({ mailboxes, config }) =>
      mailboxes.includes(localPart) && (config.mydestination ?? '').split(/[\s,]+/).includes(domain),
  );
  return home?.name ?? '';
}

/** What the sandbox calls a stored message in its facts; prepared mail has only its place in the mailbox. */
export function messageKey({ message, id }: StoredMessage): string {
  return message ?? id;
}

/** By which way each copy came, where several letters of a mailbox are the same one; by their ids. */
export function waysOfCopies(world: World, messages: readonly StoredMessage[]): Map<string, string> {
  const ids = messages.map(({ raw }) => headerValue(headerFields(raw), 'message-id'));
  const copies = messages.filter((_, index) => ids[index] && ids.filter((id) => id === ids[index]).length > 1);
  return new Map(copies.map((stored) => [stored.id, wayWords(wayOf(world, stored).map(({ host }) => host))]));
}

function wayWords(hosts: readonly string[]): string {
  const between = [...new Set(hosts)].slice(1, -1);
  return between.length === 0 ? 'came straight' : `came by ${between.join(', ')}`;
}

/** Whether the learner has opened it, ever: the log remembers. */
export function wasRead(world: Pick<World, 'progress'>, mailbox: string, stored: StoredMessage): boolean {
  return world.progress.views.some((viewed) => viewed.mailbox === mailbox && viewed.message === messageKey(stored));
}

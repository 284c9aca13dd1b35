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
  const homes = homesOf(world.hosts);
  for (const [address, stored] of Object.entries(world.mailboxes.byAddress)) {
    const host = stored[0]?.host || (homes.get(address) ?? '');
    const there = byHost.get(host);
    if (there) there.push(mailboxOf(address, stored));
    else byHost.set(host, [mailboxOf(address, stored)]);
  }
  return [...byHost].map(([host, mailboxes]) => ({ host, mailboxes }));
}

// The fold gives a mailbox a new list exactly when something was filed or taken out: the others need not be drawn anew.
const known = new WeakMap<readonly StoredMessage[], Mailbox>();

function mailboxOf(address: string, stored: readonly StoredMessage[]): Mailbox {
  const before = known.get(stored);
  if (before?.messages.length === stored.length) return before;
  const mailbox = { address, messages: stored.toReversed() };
  known.set(stored, mailbox);
  return mailbox;
}

/** By address: the first host that has such a mailbox, and takes mail for its domain. */
function homesOf({ byName }: World['hosts']): Map<string, string> {
  const homes = new Map<string, string>();
  for (const { name, mailboxes, config } of Object.values(byName)) {
    for (const domain of (config.mydestination ?? '').split(/[\s,]+/)) {
      for (const localPart of mailboxes) {
        const address = `${localPart}@${domain}`;
        if (!homes.has(address)) homes.set(address, name);
      }
    }
  }
  return homes;
}

/** What the sandbox calls a stored message in its facts; prepared mail has only its place in the mailbox. */
export function messageKey({ message, id }: StoredMessage): string {
  return message ?? id;
}

/** By which way each copy came, where several letters of a mailbox are the same one; by their ids. */
export function waysOfCopies(world: World, messages: readonly StoredMessage[]): ReadonlyMap<string, string> {
  if (messages.length < 2) return noCopies;
  const ids = messages.map((stored) => headOf(stored).messageId);
  const copies = messages.filter((_, index) => ids[index] && ids.filter((id) => id === ids[index]).length > 1);
  if (copies.length === 0) return noCopies;
  return new Map(copies.map((stored) => [stored.id, wayWords(wayOf(world, stored).map(({ host }) => host))]));
}

const noCopies: ReadonlyMap<string, string> = new Map();

/** What a list tells of a letter, in octets; undefined where it has no such field. */
export interface LetterHead {
  subject: string | undefined;
  from: string | undefined;
  messageId: string | undefined;
}

// The octets of a stored letter never change.
const heads = new WeakMap<StoredMessage, LetterHead>();

export function headOf(stored: StoredMessage): LetterHead {
  const read = heads.get(stored);
  if (read) return read;
  const fields = headerFields(stored.raw);
  const [subject, from, messageId] = ['subject', 'from', 'message-id'].map((name) => headerValue(fields, name));
  const head = { subject, from, messageId };
  heads.set(stored, head);
  return head;
}

function wayWords(hosts: readonly string[]): string {
  const between = [...new Set(hosts)].slice(1, -1);
  return between.length === 0 ? 'came straight' : `came by ${between.join(', ')}`;
}

/** Whether the learner has opened it, ever: the log remembers. */
export function wasRead(views: World['progress']['views'], mailbox: string, stored: StoredMessage): boolean {
  return views.some((viewed) => viewed.mailbox === mailbox && viewed.message === messageKey(stored));
}

import type { Actor } from './actors.ts';
import type { MailboxProviderActor } from './mailbox-provider.ts';

/** Apart from the schema: the world is folded in browsers, which get no code for checking scenarios. */

/** Local parts of a provider's crowd, numbered with as many digits as the last one has: u01 to u40. */
export function crowdMailboxes({ crowd }: MailboxProviderActor): string[] {
  if (!crowd) return [];
  const digits = String(crowd.count).length;
  return Array.from({ length: crowd.count }, (_, at) => `${crowd.prefix}${String(at + 1).padStart(digits, '0')}`);
}

/** The provider behind which somebody reads what comes to this address; undefined when nobody does. */
export function providerOfReader(actors: readonly Actor[], address: string): MailboxProviderActor | undefined {
  const at = address.lastIndexOf('@');
  const [mailbox, domain] = [address.slice(0, at), address.slice(at + 1)];
  for (const actor of actors) {
    if (actor.kind !== 'mailbox-provider' || actor.domain !== domain) continue;
    if (actor.people.some((person) => person.mailbox === mailbox)) return actor;
    if (crowdMailboxes(actor).includes(mailbox)) return actor;
  }
  return undefined;
}

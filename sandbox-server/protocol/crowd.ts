import type { MailboxProviderActor } from './mailbox-provider.ts';

/** Apart from the schema: the world is folded in browsers, which get no code for checking scenarios. */

/** Local parts of a provider's crowd, numbered with as many digits as the last one has: u01 to u40. */
export function crowdMailboxes({ crowd }: MailboxProviderActor): string[] {
  if (!crowd) return [];
  const digits = String(crowd.count).length;
  return Array.from({ length: crowd.count }, (_, at) => `${crowd.prefix}${String(at + 1).padStart(digits, '0')}`);
}

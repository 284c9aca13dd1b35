import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import type { ParsedMessage } from './parsed-message.ts';

/** Where the letter and its envelope do not agree, by header. That is allowed, and often right. */
export function differences(
  { reversePath, recipient }: Pick<StoredMessage, 'reversePath' | 'recipient'>,
  { from, to }: Pick<ParsedMessage, 'from' | 'to'>,
): { From?: string; To?: string } {
  return {
    ...(from.length > 0 && reversePath !== '' && !includes(from, reversePath)
      ? { From: 'not the return address on the envelope' }
      : {}),
    ...(to.length > 0 && !includes(to, recipient) ? { To: 'does not name the recipient on the envelope' } : {}),
  };
}

/** Whether upper and lower case differ is up to the receiving server; almost none minds. RFC 5321 §2.4. */
function includes(addresses: string[], wanted: string): boolean {
  return addresses.some((address) => address.toLowerCase() === wanted.toLowerCase());
}

import { z } from 'zod';

/** `554 5.7.1`, `5.7.1` or `554`: nothing else is taken from an address, for anybody can make a link. */
const codeSchema = z
  .string()
  .regex(/^(?:[2-5]\d\d)?(?:(?:^| )[245]\.\d{1,3}\.\d{1,3})?$/)
  .min(3);

/** Whole replies that a link of ours may bring, by their names in it. */
const replies: ReadonlyMap<string, string> = new Map([['relay-access-denied', '554 5.7.1 Relay access denied']]);

/** The code in the fragment of `/explain#code=5.7.1`, or the reply that `#reply=relay-access-denied` names; undefined when
 *  there is none. @param hash with its `#` */
export function linkedText(hash: string): string | undefined {
  const fields = new URLSearchParams(hash.slice(1));
  return codeSchema.safeParse(fields.get('code')).data ?? replies.get(fields.get('reply') ?? '');
}

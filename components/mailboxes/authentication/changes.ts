import type { Message } from '#protocol/projections/messages.ts';
import { type Signature, signaturesOf, signedBody, signedFields } from './canonical.ts';

/** What happened to the signed parts of a letter between its signer and somebody who checked. */
export interface Changes {
  /** Host that signed. */
  signer: string;
  /** Signed fields that are not as they were, in canonical form; absent: not there. */
  fields: { name: string; signed?: string; arrived?: string }[];
  body: { signed: string; arrived: string } | undefined;
}

/**
 * Compares the signed letter as its signer passed it on, if this sandbox saw that, with the one that arrived. Both in
 * canonical form: what canonicalisation forgives is no change.
 */
export function changesSinceSigned(message: Message, signature: Signature, arrived: string): Changes | undefined {
  for (const { host, raw } of message.hops) {
    const original = signaturesOf(raw).find(({ tags }) => tags.b !== undefined && tags.b === signature.tags.b);
    if (!original) continue;
    const [before, after] = [signedFields(raw, original), signedFields(arrived, signature)];
    const fields = before.flatMap(({ name, text }, index) =>
      text === after[index]?.text ? [] : [{ name, signed: text, arrived: after[index]?.text }],
    );
    const [signed, now] = [signedBody(raw, original), signedBody(arrived, signature)];
    return { signer: host, fields, body: signed === now ? undefined : { signed, arrived: now } };
  }
  return undefined;
}

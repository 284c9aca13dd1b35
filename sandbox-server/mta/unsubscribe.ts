import { headerFields, headerValue } from '#protocol/header-section.ts';
import type { DkimCheck } from '#protocol/mail-authentication.ts';

/** How a reader may leave, as the header of a letter says (RFC 2369 §3.2, RFC 8058). */
export interface Unsubscribe {
  /** Where a POST is all that it takes: HTTPS, both fields there, and a valid signature over them. */
  oneClick?: string;
  /** Address to which a letter is to be written. */
  mailto?: string;
  /** Why there is no one click, as a phrase. */
  problem?: string;
}

const fieldNames = ['list-unsubscribe', 'list-unsubscribe-post'];

/**
 * What the header offers.
 *
 * @param raw the letter, octets in latin1
 * @param dkim what its receiver found out about the signatures
 */
export function unsubscribeOf(raw: string, dkim: readonly DkimCheck[]): Unsubscribe {
  const addresses = [...fieldOf(raw, 'list-unsubscribe').matchAll(/<([^<>]+)>/g)].map(([, uri = '']) => uri.trim());
  const mailto = addresses.flatMap((uri) => /^mailto:([^?\s]+@[^?\s]+)/i.exec(uri)?.[1] ?? [])[0];
  const https = addresses.find((uri) => /^https:\/\//i.test(uri) && URL.canParse(uri));
  const problem = problemOf(raw, https, dkim);
  return {
    ...(mailto === undefined ? {} : { mailto }),
    ...(problem === undefined && https !== undefined ? { oneClick: https } : {}),
    ...(problem === undefined ? {} : { problem }),
  };
}

function problemOf(raw: string, https: string | undefined, dkim: readonly DkimCheck[]): string | undefined {
  if (fieldOf(raw, 'list-unsubscribe') === '') return 'there is no List-Unsubscribe field';
  if (https === undefined) return 'List-Unsubscribe names no HTTPS address';
  if (!/^List-Unsubscribe=One-Click$/i.test(fieldOf(raw, 'list-unsubscribe-post'))) {
    return 'List-Unsubscribe-Post: List-Unsubscribe=One-Click is missing';
  }
  const signed = dkim.some(
    ({ result, signedHeaders }) =>
      result === 'pass' && fieldNames.every((name) => signedHeaders.some((one) => one.toLowerCase() === name)),
  );
  return signed ? undefined : 'no valid DKIM signature covers both fields';
}

/** The value of a header field, unfolded; empty when there is none. */
function fieldOf(raw: string, name: string): string {
  return headerValue(headerFields(raw), name) ?? '';
}

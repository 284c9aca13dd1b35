import type { ARCChainEntry, ARCSigningData } from 'mailauth';
import { arc, createSeal } from 'mailauth/lib/arc/index.js';
import { sandboxEpochMs } from '#protocol/epoch.ts';
import type { ArcCheck, MailAuthentication } from '#protocol/mail-authentication.ts';
import { canonicalDomain } from './domain.ts';
import type { KeyResolver } from './lookup.ts';
import type { SigningKey } from './sign.ts';

/** Validates the chain of a message (RFC 8617 §5.2). @param data from `checkSignatures` */
export async function checkArc(data: ARCSigningData | undefined, resolver: KeyResolver): Promise<ArcCheck> {
  const chain = data?.chain || [];
  // The library means the same by false, which its types leave out.
  const { status } = await arc({ ...data, chain: data?.chain as ARCChainEntry[] }, { resolver, strict: true });
  const [first] = chain;
  return {
    result: status.result === 'pass' || status.result === 'fail' ? status.result : 'none',
    instances: chain.length,
    sealers: chain.map((set) => canonicalDomain(String(set['arc-seal']?.parsed?.d?.value ?? ''))),
    ...(first && { original: resultsOf(first['arc-authentication-results']?.original ?? '') }),
    comment: status.comment ?? '',
  };
}

/** `i=1; mx.globex.example; spf=pass ...` without name and instance, unfolded. */
function resultsOf(field: Buffer | string): string {
  return field
    .toString('latin1')
    .replace(/^[^:]*:\s*i\s*=\s*\d+\s*;\s*/i, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The message with an ARC set on top (RFC 8617 §5.1): what `authentication` found when the message came in, vouched for
 * with a signature over the message as it goes out. A chain that was sealed as failed stays as it is.
 *
 * @param raw octets in latin1, CR LF line ends
 * @param at sandbox ms
 * @throws Error when the key cannot sign, or the message has no From
 */
export async function arcSeal(
  raw: string,
  { domain, selector, privateKey }: SigningKey,
  authentication: MailAuthentication,
  at: number,
): Promise<string> {
  const { headers, errors } = await createSeal(Buffer.from(raw, 'latin1'), {
    seal: {
      signingDomain: domain,
      selector,
      privateKey,
      cv: authentication.arc.result,
      authResults: authentication.header,
      signTime: new Date(sandboxEpochMs + at),
    },
  });
  const [problem] = errors;
  if (problem && problem.err.code !== 'EARCCHAINFAILED') throw problem.err;
  return `${headers.map((field) => `${field}\r\n`).join('')}${raw}`;
}

import type { ARCSigningData, DKIMResult } from 'mailauth';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { sandboxEpochMs } from '#protocol/epoch.ts';
import type { DkimCheck } from '#protocol/mail-authentication.ts';
import type { FromFields } from './dmarc.ts';
import { canonicalDomain } from './domain.ts';
import type { KeyResolver } from './lookup.ts';

export interface Signatures {
  dkim: DkimCheck[];
  from: FromFields;
  /** The chain as the library read it on its way, with the result of the newest ARC-Message-Signature. */
  arc: ARCSigningData | undefined;
}

/** Comments of the library that mean: the key is not there, or not usable. RFC 8601 §2.7.1 calls that permerror. */
const keyProblems = new Set([
  'no key',
  'unknown key version',
  'unknown key type',
  'invalid public key',
  'inappropriate hash algorithm',
  'inappropriate key algorithm',
  'key not for email',
]);

/**
 * Verifies each DKIM-Signature of a message (RFC 6376 §6), as of a sandbox moment: x= is compared with it.
 *
 * @param raw octets in latin1, CR LF line ends
 * @param at sandbox ms
 */
export async function checkSignatures(raw: string, at: number, resolver: KeyResolver): Promise<Signatures> {
  const { results, headerFrom, fromFields, arc } = await dkimVerify(Buffer.from(raw, 'latin1'), {
    resolver,
    curTime: new Date(sandboxEpochMs + at),
    strict: true,
  });
  const signed = results.filter(({ signingDomain, algo }) => signingDomain !== undefined || algo !== undefined);
  return { dkim: signed.map(checkOf), from: { addresses: headerFrom, count: fromFields }, arc };
}

function checkOf(signature: DKIMResult): DkimCheck {
  const { signingDomain, selector, algo, format, bodyHash, bodyHashExpecting, signingHeaders, status } = signature;
  const result = resultOf(status);
  return {
    result,
    domain: canonicalDomain(signingDomain ?? ''),
    selector: selector ?? '',
    algorithm: algo ?? '',
    canonicalization: format || 'simple/simple',
    ...(bodyHash && { bodyHashMatches: bodyHash === bodyHashExpecting }),
    signedHeaders: signingHeaders?.keys.split(': ').filter(Boolean) ?? [],
    aligned: false,
    comment: result === 'pass' ? '' : (status.comment ?? status.policy?.['dkim-rules'] ?? ''),
  };
}

function resultOf({ result, comment = '' }: DKIMResult['status']): DkimCheck['result'] {
  if (keyProblems.has(comment)) return 'permerror';
  switch (result) {
    case 'pass':
    case 'fail':
    case 'none':
    case 'temperror':
    case 'permerror':
    case 'policy':
      return result;
    default:
      return 'neutral';
  }
}

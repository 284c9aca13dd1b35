import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { dkimSign as sign } from 'mailauth/lib/dkim/sign.js';
import { sandboxEpochMs } from '#protocol/epoch.ts';

export type SigningAlgorithm = 'rsa-sha256' | 'ed25519-sha256';

export interface SigningKey {
  domain: string;
  selector: string;
  /** PEM. */
  privateKey: string;
}

interface DkimSigning extends SigningKey {
  algorithm: SigningAlgorithm;
  /** Of header and body; relaxed/relaxed without it. */
  canonicalization?: 'simple/simple' | 'simple/relaxed' | 'relaxed/simple' | 'relaxed/relaxed';
  /** Names of the header fields to sign, those that the message has; `usualFields` without it. */
  fields?: string[];
}

/** RFC 6376 §5.4.1, and both fields of one-click unsubscribe: it counts only under a signature (RFC 8058 §3.1). */
const usualFields =
  `From Sender Reply-To Subject Date Message-ID To Cc MIME-Version Content-Type Content-Transfer-Encoding
  Content-ID Content-Description Resent-Date Resent-From Resent-Sender Resent-To Resent-Cc Resent-Message-ID In-Reply-To
  References List-Id List-Help List-Unsubscribe List-Unsubscribe-Post List-Subscribe List-Post List-Owner List-Archive
  Feedback-ID`.split(/\s+/);

const makeKeys = promisify(generateKeyPair);

/**
 * The message with a DKIM-Signature field on top (RFC 6376 §5).
 *
 * @param raw octets in latin1, CR LF line ends
 * @param at sandbox ms, for t=
 * @throws Error when the key is of another kind, or the message has no From
 */
export async function dkimSign(
  raw: string,
  { domain, selector, privateKey, algorithm, canonicalization = 'relaxed/relaxed', fields = usualFields }: DkimSigning,
  at: number,
): Promise<string> {
  const key = { signingDomain: domain, selector, privateKey, algorithm };
  const { signatures, errors } = await sign(Buffer.from(raw, 'latin1'), {
    // The types want the key here, too; the library reads the list.
    ...key,
    signatureData: [key],
    canonicalization,
    headerList: fields,
    signTime: new Date(sandboxEpochMs + at),
  });
  const [problem] = errors;
  if (problem) throw problem.err;
  return signatures + raw;
}

/** A new key: PEM for the signer, and the TXT record for `selector._domainkey.domain` (RFC 6376 §3.6.1, RFC 8463 §4). */
export async function dkimKeyPair(algorithm: SigningAlgorithm): Promise<{ privateKey: string; record: string }> {
  const { privateKey, publicKey } =
    algorithm === 'rsa-sha256' ? await makeKeys('rsa', { modulusLength: 2048 }) : await makeKeys('ed25519', {});
  const der = publicKey.export({ type: 'spki', format: 'der' });
  // RFC 8463 §4.2 publishes the bare key: the last 32 octets of the structure around it.
  const [kind, octets] = algorithm === 'rsa-sha256' ? ['rsa', der] : ['ed25519', der.subarray(-32)];
  return {
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    record: `v=DKIM1; k=${kind}; p=${octets.toString('base64')}`,
  };
}

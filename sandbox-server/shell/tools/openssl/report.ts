import type { ClientSession } from '../../../network/tls.ts';

/** What s_client prints about a session, in the words of OpenSSL 3.0, without the parts that only OpenSSL's authors need. */

type Certificate = ReturnType<ClientSession['socket']['getPeerCertificate']>;

export interface Verdict {
  code: number;
  words: string;
}

const ok: Verdict = { code: 0, words: 'ok' };

/** X509_V_ERR numbers. */
const codes: Record<string, number> = {
  'unable to get local issuer certificate': 20,
  'unable to verify the first certificate': 21,
  'certificate has expired': 10,
  'self-signed certificate': 18,
  'hostname mismatch': 62,
};

/** s_client compares names only when it is told to. */
export function verdictOf({ socket, problem }: ClientSession, expectedName: string | undefined): Verdict {
  if (problem && problem !== 'hostname mismatch') return { code: codes[problem] ?? 1, words: problem };
  if (expectedName === undefined) return ok;
  const names = socket.getPeerCertificate().subjectaltname?.split(', ') ?? [];
  return names.includes(`DNS:${expectedName.toLowerCase()}`) ? ok : { code: 62, words: 'hostname mismatch' };
}

/** Lines of the verification, the authority first. */
export function verification({ socket }: ClientSession, { code, words }: Verdict): string {
  const certificate = socket.getPeerCertificate();
  const leaf = `depth=0 ${nameOf(certificate.subject)}\n`;
  const until = code === 10 ? `notAfter=${certificate.valid_to}\n` : '';
  const error = code === 0 ? '' : `${leaf}verify error:num=${code}:${words}\n${until}verify return:1\n`;
  const authority = isSelfSigned(certificate) ? '' : `depth=1 ${nameOf(certificate.issuer)}\nverify return:1\n`;
  const end = `${leaf}${until}verify return:1\n`;
  // A name is compared before the chain is followed.
  return code === 62 ? error + authority + end : authority + error + end;
}

export function fullReport(
  session: ClientSession,
  verdict: Verdict,
  octets: { read: number; written: number },
): string {
  const certificate = session.socket.getPeerCertificate();
  const [subject, issuer] = [nameOf(certificate.subject), nameOf(certificate.issuer)];
  const protocol = session.socket.getProtocol() ?? '';
  return `---
Certificate chain
 0 s:${subject}
   i:${issuer}
   v:NotBefore: ${certificate.valid_from}; NotAfter: ${certificate.valid_to}
---
Server certificate
subject=${subject}
issuer=${issuer}
---
SSL handshake has read ${octets.read} bytes and written ${octets.written} bytes
${verificationLine(verdict)}
---
New, ${protocol}, Cipher is ${session.socket.getCipher().name}
Server public key is ${certificate.bits ?? 256} bit
Verify return code: ${verdict.code} (${verdict.words})
---
`;
}

export function briefReport({ socket }: ClientSession, verdict: Verdict): string {
  const subject = nameOf(socket.getPeerCertificate().subject);
  const error = verdict.code === 0 ? '' : `depth=0 ${subject}\nverify error:num=${verdict.code}:${verdict.words}\n`;
  return `${error}CONNECTION ESTABLISHED
Protocol version: ${socket.getProtocol()}
Ciphersuite: ${socket.getCipher().name}
Peer certificate: ${subject}
${verificationLine(verdict)}
`;
}

export const withoutCertificate = '---\nno peer certificate available\n---\n';

function verificationLine({ code, words }: Verdict): string {
  return code === 0 ? 'Verification: OK' : `Verification error: ${words}`;
}

function isSelfSigned({ subject, issuer }: Certificate): boolean {
  return nameOf(subject) === nameOf(issuer);
}

function nameOf(name: Certificate['subject'] | undefined): string {
  return Object.entries(name ?? {})
    .map(([attribute, value]) => `${attribute} = ${value}`)
    .join(', ');
}

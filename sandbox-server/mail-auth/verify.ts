import type { MailAuthentication } from '#protocol/mail-authentication.ts';
import { checkArc } from './arc.ts';
import { authenticationResults } from './authentication-results.ts';
import { checkSignatures } from './dkim.ts';
import { checkDmarc } from './dmarc.ts';
import { askedOnce, keyResolver, type LookUp } from './lookup.ts';
import { checkSpf } from './spf.ts';

export interface ReceivedMail {
  /** The server that took the message: the authserv-id. */
  host: string;
  /** IPv4 address, and what it said in HELO or EHLO. */
  client: { address: string; hello: string };
  /** MAIL FROM without the brackets; empty for <>. */
  reversePath: string;
  /** Octets in latin1, CR LF line ends. */
  raw: string;
  /** Sandbox ms. */
  at: number;
}

/** SPF, DKIM, ARC and DMARC of a message, on the virtual DNS alone. A DNS that fails is a temperror, never a throw. */
export async function authenticate(mail: ReceivedMail, look: LookUp): Promise<MailAuthentication> {
  const { host, client, reversePath, raw, at } = mail;
  const asked = askedOnce(look);
  const resolver = keyResolver(asked);
  const spf = await checkSpf({ client: client.address, hello: client.hello, reversePath, host, at }, asked);
  const { dkim, from, arc: chain } = await checkSignatures(raw, at, resolver);
  const arc = await checkArc(chain, resolver);
  const checks = { ...(await checkDmarc(from, { spf, dkim }, asked)), arc };
  return { ...checks, header: authenticationResults(host, reversePath || client.hello, checks) };
}

import type { Duplex } from 'node:stream';
import { connect, TLSSocket } from 'node:tls';
import type { RecordFacts } from '#protocol/events.ts';
import type { HostState } from '#protocol/projections/hosts.ts';
import { clientContext, presentedBy } from './certificates.ts';

export type { TLSSocket };

/** What a client made of the server's certificate. */
export interface ClientSession {
  socket: TLSSocket;
  trusted: boolean;
  /** As OpenSSL words it: "certificate has expired". */
  problem?: string;
}

interface ClientOptions {
  connection: string;
  /** Name of the client, for the facts. */
  host: string;
  /** Whom the client means to talk to: sent as SNI, and compared with the certificate. */
  serverName: string;
  record: RecordFacts;
}

/**
 * TLS as a client, over an open connection. A certificate that is not trusted does not end it: what to make of that is the
 * caller's business. Rejects when the handshake fails.
 */
export async function startTls(
  socket: Duplex,
  { connection, host, serverName, record }: ClientOptions,
): Promise<ClientSession> {
  const tls = connect(await clientTlsOptions(socket, serverName));
  await secured(tls, 'secureConnect');
  const problem = certificateProblem(tls);
  record({ type: 'certificate.checked', connection, host, trusted: !problem, ...(problem ? { problem } : {}) });
  return { socket: tls, trusted: !problem, ...(problem ? { problem } : {}) };
}

/** Options for the TLS library of a client that looks at the certificate itself, after the handshake. */
export async function clientTlsOptions(socket: Duplex | undefined, serverName: string) {
  return {
    ...(socket ? { socket } : {}),
    servername: serverName,
    secureContext: await clientContext(),
    rejectUnauthorized: false,
  };
}

/** Why a client cannot trust the certificate it was shown; undefined when it can. */
export function certificateProblem(socket: TLSSocket): string | undefined {
  if (socket.authorized) return undefined;
  // Typed as an Error, but a code at run time.
  const code = String(socket.authorizationError);
  return certificateProblems[code] ?? code;
}

/** TLS as a server from the first octet on, as on port 465. Rejects when the handshake fails. */
export async function acceptTls(
  socket: Duplex,
  { connection, host, record }: { connection: string; host: HostState; record: RecordFacts },
): Promise<TLSSocket> {
  const { context } = await presentedBy(host);
  const tls = new TLSSocket(socket, {
    isServer: true,
    secureContext: context,
    SNICallback: (_, done) => done(null, context),
  });
  try {
    await secured(tls, 'secure');
  } catch (error) {
    record({
      type: 'tls.failed',
      connection,
      by: 'server',
      problem: String(error instanceof Error ? error.message : error),
    });
    throw error;
  }
  noteSecured(tls, { connection, mode: 'implicit', certificate: host.certificate, record });
  return tls;
}

interface Secured {
  connection: string;
  mode: 'starttls' | 'implicit';
  certificate: HostState['certificate'];
  record: RecordFacts;
}

/** Says that the handshake is done, and from now on what goes inside. To be called on the server's side. */
export function noteSecured(tls: TLSSocket, { connection, mode, certificate, record }: Secured): void {
  record({
    type: 'tls.established',
    connection,
    mode,
    protocol: tls.getProtocol() ?? '',
    cipher: tls.getCipher()?.name ?? '',
    certificate,
    ...(typeof tls.servername === 'string' ? { serverName: tls.servername } : {}),
  });
  const note = (by: 'client' | 'server', data: Uint8Array | string) =>
    record({ type: 'plaintext.sent', connection, by, data: Buffer.from(data as string).toString('latin1') });
  const push = tls.push.bind(tls);
  // Not a listener for 'data': that would set the stream flowing before its reader is there.
  tls.push = (chunk: unknown, ...rest: [BufferEncoding?]) => {
    if (chunk instanceof Uint8Array && chunk.length > 0) note('client', chunk);
    return push(chunk, ...rest);
  };
  const write = tls.write.bind(tls) as (...args: unknown[]) => boolean;
  tls.write = (chunk: Uint8Array | string, ...rest: unknown[]) => {
    note('server', chunk);
    return write(chunk, ...rest);
  };
}

function secured(tls: TLSSocket, event: 'secure' | 'secureConnect'): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error?: Error) => reject(error ?? new Error('connection closed during the handshake'));
    tls.once(event, () => resolve());
    tls.once('close', () => fail());
    // For good: a record that makes no sense later must not end the process.
    tls.on('error', fail);
    tls.once('_tlsError', fail);
  });
}

/** The words of OpenSSL for Node's codes. */
const certificateProblems: Record<string, string> = {
  CERT_HAS_EXPIRED: 'certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'self-signed certificate',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unable to verify the first certificate',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unable to get local issuer certificate',
  ERR_TLS_CERT_ALTNAME_INVALID: 'hostname mismatch',
};

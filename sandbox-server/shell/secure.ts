import { authorityPem } from '../network/certificates.ts';
import { type ClientSession, startTls } from '../network/tls.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';
import { isAddress } from './connect.ts';
import type { ToolContext } from './tool.ts';

/** TLS over an open connection; an Error when the handshake fails, or Ctrl-C breaks it off. */
export async function secure(
  { work, host, record, signal }: ToolContext,
  socket: VirtualSocket,
  server: string,
): Promise<ClientSession | Error> {
  // Only keys are made outside the event loop. The handshake itself may wait for ever for a peer that never answers, and
  // must not count as work.
  await work.track(authorityPem());
  const breakOff = () => socket.destroy();
  signal.addEventListener('abort', breakOff, { once: true });
  try {
    // An address is no name that could be asked for (RFC 6066 §3).
    const serverName = isAddress(server) ? '' : server;
    return await startTls(socket, { connection: socket.connection, host, serverName, record });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    signal.removeEventListener('abort', breakOff);
  }
}

/** What OpenSSL says, without the parts that name its own process and files. */
export function opensslError(error: Error): string {
  return /error:[0-9A-F]{8}:[^:]*:[^:]*:[^:]*/.exec(error.message)?.[0] ?? error.message;
}

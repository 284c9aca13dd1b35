import type { MtaParts } from '../mta/parts.ts';
import { ConnectError } from '../network/network.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';

/** Sandbox ms that an actor waits for a mail server. */
const connectTimeoutMs = 10_000;

/** An actor's call to port 25 of an address; undefined when nobody answers there. */
export async function callMailServer(
  from: string,
  address: string,
  { network }: Pick<MtaParts, 'network'>,
): Promise<VirtualSocket | undefined> {
  try {
    return await network.connect({ from, to: { address, port: 25 }, driver: 'actor', timeoutMs: connectTimeoutMs });
  } catch (error) {
    if (error instanceof ConnectError) return undefined;
    throw error;
  }
}

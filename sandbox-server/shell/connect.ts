import { callPatienceMs } from '#protocol/limits.ts';
import { ConnectError } from '../network/network.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';
import type { ToolContext } from './tool.ts';

export function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text);
}

/** The addresses of a host as typed: a name, an address, or localhost. */
export async function addressesOf(context: ToolContext, name: string): Promise<string[]> {
  if (isAddress(name)) return [name];
  if (name === 'localhost') return ['127.0.0.1'];
  return context.resolver.addresses({ client: context.host, driver: 'learner' }, name);
}

/** Calls a port; 'interrupted' when the learner gave up, otherwise a socket or why there is none. */
export async function connect(
  context: ToolContext,
  to: { address: string; port: number },
  timeoutMs = callPatienceMs,
): Promise<VirtualSocket | ConnectError | 'interrupted'> {
  const { network, host, signal } = context;
  const interrupted = new Promise<'interrupted'>((resolve) => {
    signal.addEventListener('abort', () => resolve('interrupted'), { once: true });
  });
  const calling = network.connect({ from: host, to, driver: 'learner', timeoutMs, signal });
  try {
    const outcome = await Promise.race([calling, interrupted]);
    // A call that is answered after the learner gave up is hung up.
    if (outcome === 'interrupted') calling.then((late) => late.destroy()).catch(() => undefined);
    return outcome;
  } catch (error) {
    if (error instanceof ConnectError) return error;
    throw error;
  }
}

/** As /etc/services names them. */
const services: Record<string, number> = { smtp: 25, smtps: 465, submissions: 465, submission: 587, http: 80 };

/** A port as typed; undefined when it is none. */
export function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Object.hasOwn(services, text) ? services[text] : Number(text);
  return Number.isInteger(port) && port !== undefined && port > 0 && port < 65_536 ? port : undefined;
}

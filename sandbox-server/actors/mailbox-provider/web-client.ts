import type { MtaParts } from '../../mta/parts.ts';
import { startTls } from '../../network/tls.ts';
import { fetchOver } from '../../network/web.ts';

/** Who asks, and with what. */
export interface WebClient {
  /** Host whose address the request comes from. */
  host: string;
  /** User-Agent. */
  agent: string;
}

/** Sandbox ms for an answer, the call included. */
const patienceMs = 10_000;
/** Redirections that are followed; browsers take about twenty. */
const redirectsMax = 5;

type Parts = Pick<MtaParts, 'network' | 'resolver' | 'record' | 'clock'>;

/** Asks for a page as a browser does, redirections followed. Whatever goes wrong ends it: the facts tell. */
export async function visit(client: WebClient, url: string, parts: Parts): Promise<void> {
  let next: string | undefined = url;
  for (let hops = 0; next !== undefined && hops <= redirectsMax; hops += 1) {
    const here: string = next;
    const location: string | undefined = await ask(client, here, {}, parts);
    next = location !== undefined && URL.canParse(location, here) ? new URL(location, here).href : undefined;
  }
}

/** One-click unsubscribe: one POST without cookies, and no redirection is followed (RFC 8058 §3.2). */
export async function postOneClick(client: WebClient, url: string, parts: Parts): Promise<void> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  await ask(client, url, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' }, parts);
}

/** Where the answer leads to, if anywhere; undefined when there is none. */
async function ask(
  { host, agent }: WebClient,
  url: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string },
  parts: Parts,
): Promise<string | undefined> {
  const { protocol, hostname, port, pathname, search } = new URL(url);
  const isSecure = protocol === 'https:';
  if (!isSecure && protocol !== 'http:') return undefined;
  const address = await addressOf(host, hostname, parts);
  if (address === undefined) return undefined;
  const { network, clock, record } = parts;
  const to = { address, port: Number(port) || (isSecure ? 443 : 80) };
  // In a campaign thousands of handshakes would fill the log; what is said inside them is written down.
  const cable = await network
    .connect({ from: host, to, driver: 'actor', timeoutMs: patienceMs, counted: isSecure })
    .catch(() => undefined);
  if (!cable) return undefined;
  const cancel = clock.after(patienceMs, () => cable.destroy());
  try {
    const { connection } = cable;
    const tls = isSecure ? await startTls(cable, { connection, host, serverName: hostname, record }) : undefined;
    // Whom nobody vouches for is not talked to: a browser would warn, and a machine gives up.
    if (tls && !tls.trusted) return undefined;
    const length: Record<string, string> = body === undefined ? {} : { 'content-length': String(body.length) };
    const asked = {
      host: hostname,
      path: pathname + search,
      method,
      headers: { ...headers, ...length, 'user-agent': agent },
    };
    const { location } = await fetchOver(tls?.socket ?? cable, body === undefined ? asked : { ...asked, body });
    return location;
  } catch {
    return undefined;
  } finally {
    cancel();
    cable.destroy();
  }
}

async function addressOf(host: string, name: string, { resolver }: Parts): Promise<string | undefined> {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(name)) return name;
  const [address] = await resolver.addresses({ client: host, driver: 'actor' }, name);
  return address;
}

import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** Who may talk to this server: by the name it was called, and by the page that calls. */
export interface CallerRules {
  publicHosts: readonly string[];
  allowedOrigins: readonly string[];
  trustProxy: boolean;
}

/**
 * Whether the server answers to this Host. DNS rebinding needs a name that an attacker can point at us; localhost, a
 * plain address and the operator's own names are none.
 */
export function isOurHost(host: string | undefined, { publicHosts }: CallerRules): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.exec(host ?? '')?.[1]?.toLowerCase();
  if (!name) return false;
  return name === 'localhost' || isIP(name.replace(/^\[|\]$/g, '')) > 0 || publicHosts.includes(name);
}

/** Whether the learner's browser speaks https to us; a proxy in front is believed when the operator says so. */
export function isHttps(headers: IncomingHttpHeaders, { trustProxy }: CallerRules): boolean {
  return trustProxy && headers['x-forwarded-proto'] === 'https';
}

/** Address of the caller; the last one that a trusted proxy has added. */
export function addressOf(request: IncomingMessage, { trustProxy }: CallerRules): string {
  const forwarded = trustProxy ? String(request.headers['x-forwarded-for'] ?? '').split(',') : [];
  return forwarded.at(-1)?.trim() || (request.socket.remoteAddress ?? 'unknown');
}

/**
 * Whether the page that calls is our own: scheme, name and port alike, or one that the operator allows. Browsers name
 * the page of every WebSocket and every POST. Only for a GET of its own page they do not; then they say so in
 * Sec-Fetch-Site, a header that scripts cannot set.
 */
export function isOurOrigin(request: IncomingMessage, rules: CallerRules): boolean {
  const { origin, host, upgrade, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined) return request.method === 'GET' && !upgrade && site === 'same-origin';
  if (rules.allowedOrigins.includes(origin)) return true;
  if (!URL.canParse(origin) || !isOurHost(host, rules)) return false;
  const own = new URL(`${isHttps(request.headers, rules) ? 'https' : 'http'}://${host}`).origin;
  return new URL(origin).origin === own;
}

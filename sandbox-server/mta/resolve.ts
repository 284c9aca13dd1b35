import type { World } from '#protocol/world.ts';
import type { Random } from '../clock/random.ts';
import type { Asker, Resolver } from '../dns/resolver.ts';
import { domainOf } from './address.ts';
import { isDestination } from './aliases.ts';
import { parameter } from './config.ts';
import { transportTable } from './tables.ts';

/** A server to hand mail to; tried in order of preference. */
export interface NextHop {
  host: string;
  port: number;
}

/** What a failed attempt says: a status (RFC 3463) and the text that mailq and bounces show. */
export interface Failure {
  status: string;
  diagnostic: string;
}

/** Where a recipient's mail goes from a host. */
export type Route =
  | { kind: 'local' }
  | { kind: 'relay'; nextHops: NextHop[]; preferences: number[] }
  | ({ kind: 'deferred' | 'failed' } & Failure);

/** The next station without a look-up, or the domain whose MX records name it. */
export type Destination =
  | { kind: 'local' }
  | { kind: 'host'; nextHop: NextHop }
  | { kind: 'domain'; domain: string; port: number };

/** What the configuration says about a recipient: ours, a fixed next hop, or the domain to look up. */
export function destination(world: World, host: string, recipient: string): Destination {
  if (isDestination(world, host, recipient)) return { kind: 'local' };
  const domain = domainOf(recipient);
  if (domain.startsWith('[')) return { kind: 'host', nextHop: { host: domain, port: 25 } };
  const transport = transportTable(parameter(world, host, 'transport_maps'))?.get(domain);
  const chosen = transport ?? parameter(world, host, 'relayhost');
  if (chosen === '') return { kind: 'domain', domain, port: 25 };
  const [, bracketed, plain = '', port = '25'] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(chosen) ?? [];
  if (bracketed) return { kind: 'host', nextHop: { host: bracketed, port: Number(port) } };
  return { kind: 'domain', domain: plain, port: Number(port) };
}

/** Asks DNS for the mail servers of a domain (RFC 5321 §5.1, RFC 7505). Lower preference numbers come first. */
export async function mailRoute(
  { resolver, random }: { resolver: Resolver; random: Random },
  by: Asker,
  { domain, port }: Pick<Extract<Destination, { kind: 'domain' }>, 'domain' | 'port'>,
): Promise<Route> {
  const found = await resolver.mailHosts(by, domain);
  switch (found.kind) {
    case 'mx': {
      const hosts = drawnAmongEquals(found.hosts, random);
      return {
        kind: 'relay',
        nextHops: hosts.map(({ exchange }) => ({ host: exchange, port })),
        preferences: hosts.map(({ preference }) => preference),
      };
    }
    case 'implicit':
      return { kind: 'relay', nextHops: [{ host: domain, port }], preferences: [0] };
    case 'null-mx':
      return { kind: 'failed', status: '5.1.10', diagnostic: `Domain ${domain} does not accept mail (nullMX)` };
    case 'no-domain':
      return { kind: 'failed', status: '5.4.4', diagnostic: hostNotFound(domain, 'Host not found') };
    case 'failed':
      return { kind: 'deferred', status: '4.4.3', diagnostic: hostNotFound(domain, 'Host not found, try again') };
  }
}

/** Servers of one preference in an order drawn by lot: so they share the load (RFC 5321 §5.1). Sorted by preference. */
function drawnAmongEquals<Server extends { preference: number }>(hosts: readonly Server[], random: Random): Server[] {
  const isAlone = (host: Server) => hosts.filter(({ preference }) => preference === host.preference).length === 1;
  return hosts
    .map((host) => ({ host, lot: isAlone(host) ? 0 : random.integer(1_000_000) }))
    .toSorted((one, other) => one.host.preference - other.host.preference || one.lot - other.lot)
    .map(({ host }) => host);
}

/**
 * The servers that are better than the host itself: a backup MX hands mail only to a better one. Empty when the host is
 * the best: then the mail would come back to it (RFC 5321 §5.1).
 */
export function betterThan(host: string, route: Extract<Route, { kind: 'relay' }>): NextHop[] {
  const own = route.nextHops.findIndex((nextHop) => nextHop.host === host);
  if (own < 0) return route.nextHops;
  const ownPreference = route.preferences[own] ?? 0;
  return route.nextHops.filter((_, index) => (route.preferences[index] ?? 0) < ownPreference);
}

function hostNotFound(domain: string, problem: string): string {
  return `Host or domain name not found. Name service error for name=${domain} type=MX: ${problem}`;
}

import { borderAgainst } from '#protocol/border.ts';
import type { HostState } from '#protocol/projections/hosts.ts';
import type { World } from '#protocol/world.ts';
import { knownBlocks } from '../known-borders.ts';

/** A door of a host, as the learner finds it from where he sits. */
export interface PortNotes {
  port: number;
  state: 'open' | 'blocked' | 'closed';
  tls: 'implicit' | 'offered' | 'none';
  /** All of it in words. */
  text: string;
}

/** How many signs stand beside its number. */
export function withSigns({ port, state, tls }: PortNotes): { port: number; signs: number } {
  return { port, signs: (state === 'blocked' ? 1 : 0) + (tls === 'none' ? 0 : 1) };
}

/** TLS from the first octet (RFC 8314 §3.3); HTTPS. */
const implicitTlsPorts = [465, 443];

export function portsOf(world: World, host: HostState): PortNotes[] {
  const ports = Object.keys(host.pages).length > 0 ? [...host.ports, 443] : host.ports;
  return ports.map((port) => {
    const tls = tlsOf(world, host, port);
    const { state, why } = wayTo(world, host, port);
    return { port, state, tls, text: [`port ${port}`, why, tlsWords[tls]].filter(Boolean).join(', ') };
  });
}

const tlsWords = { implicit: 'TLS from the start', offered: 'STARTTLS offered', none: '' };

function tlsOf({ config }: World, host: HostState, port: number): PortNotes['tls'] {
  if (implicitTlsPorts.includes(port)) return 'implicit';
  const level = config.current[host.name]?.smtpd_tls_security_level ?? 'none';
  return level === 'may' || level === 'encrypt' ? 'offered' : 'none';
}

function wayTo(world: World, host: HostState, port: number): { state: PortNotes['state']; why: string } {
  const { hosts } = world;
  const seat = hosts.byName[hosts.terminal.host];
  if (!hosts.byName[host.name]?.up) return { state: 'closed', why: 'closed: the host is off' };
  const border = seat && borderAgainst(world, seat, host, port);
  const network = hosts.networks.find(({ name }) => name === border?.network);
  const isKnown = network && knownBlocks(world, network).some((block) => block.port === port);
  // What a border does is found out by knocking; until then the door is what it is at the host.
  if (!border || !isKnown) return { state: 'open', why: 'open' };
  const what = border.how === 'drop' ? 'no answer' : 'refused';
  return { state: 'blocked', why: `blocked for you by the border of ${border.network} (${what})` };
}

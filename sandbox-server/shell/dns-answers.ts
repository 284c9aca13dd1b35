import type { DnsType } from '#protocol/scenario.ts';
import type { World } from '#protocol/world.ts';
import { dnsTypes } from '#protocol/zone-file.ts';
import type { Answer } from '../dns/resolver.ts';
import type { ToolContext } from './tool.ts';

/** What dig, host and nslookup have in common. */

/** Types of the DNS that no zone here has. */
const otherTypes = ['AAAA', 'SOA', 'SRV', 'CAA', 'ANY', 'DS', 'DNSKEY'];

export function isOtherType(word: string): boolean {
  return otherTypes.includes(word.toUpperCase());
}

export function typeIn(word: string | undefined): DnsType | undefined {
  return dnsTypes.find((known) => known === word?.toUpperCase());
}

export function ask({ resolver, host: client }: ToolContext, name: string, type: DnsType): Promise<Answer> {
  return resolver.query({ client, driver: 'learner' }, name, type);
}

/** Address of the name server that answers. */
export function nameServer({ hosts }: World): string {
  return Object.values(hosts.byName).find(({ role }) => role === 'dns')?.address ?? '198.51.100.53';
}

/** Under this name the DNS keeps the name of an address (RFC 1035 §3.5). */
export function reverseName(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}

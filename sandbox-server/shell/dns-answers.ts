import type { DnsRecord, DnsType } from '#protocol/scenario.ts';
import type { World } from '#protocol/world.ts';
import type { Answer } from '../dns/resolver.ts';
import type { ToolContext } from './tool.ts';

/** What dig, host and nslookup have in common. */

/** Types of the DNS that no zone here has. */
const otherTypes = ['AAAA', 'SOA', 'SRV', 'CAA', 'ANY', 'DS', 'DNSKEY'];
const types: readonly DnsType[] = ['A', 'MX', 'CNAME', 'TXT', 'PTR', 'NS', 'TLSA'];

export function isOtherType(word: string): boolean {
  return otherTypes.includes(word.toUpperCase());
}

export function typeIn(word: string | undefined): DnsType | undefined {
  return types.find((known) => known === word?.toUpperCase());
}

export function ask({ resolver, host: client }: ToolContext, name: string, type: DnsType): Promise<Answer> {
  return resolver.query({ client, driver: 'learner' }, name, type);
}

/** Address of the name server that answers. */
export function nameServer({ hosts }: World): string {
  return Object.values(hosts.byName).find(({ role }) => role === 'dns')?.address ?? '198.51.100.53';
}

/** The data of a record as a zone file writes it. */
export function dataOf(record: DnsRecord): string {
  switch (record.type) {
    case 'A':
      return record.address;
    case 'MX':
      return `${record.preference} ${dotted(record.exchange)}`;
    case 'TXT':
      return quoted(record.text);
    case 'TLSA':
      return `${record.usage} ${record.selector} ${record.matching} ${record.data.toUpperCase()}`;
    case 'CNAME':
    case 'PTR':
    case 'NS':
      return dotted(record.target);
  }
}

/** Under this name the DNS keeps the name of an address (RFC 1035 §3.5). */
export function reverseName(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}

/** A character string holds 255 octets at most; a longer text is several (RFC 1035 §3.3). */
function quoted(text: string): string {
  return (text.match(/.{1,255}/gs) ?? ['']).map((part) => `"${part.replace(/[\\"]/g, '\\$&')}"`).join(' ');
}

function dotted(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

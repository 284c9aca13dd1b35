import type { DnsRecord, DnsType } from '#protocol/scenario.ts';
import { recordData } from '#protocol/zone-file.ts';
import type { Answer } from '../../dns/resolver.ts';
import { isAddress } from '../connect.ts';
import { ask, reverseName } from '../dns-answers.ts';
import { type Tool, UsageError } from '../tool.ts';

export const host: Tool = {
  summary: 'ask the DNS, in one sentence',
  usage: 'host NAME',
  manual: `Says the address and the mail servers of a name; for an address, its name.

    host globex.example`,
  async run(context) {
    const [name] = context.args;
    if (!name) throw new UsageError('host: which name?');
    if (isAddress(name)) return context.print('shell', sentences(name, await ask(context, reverseName(name), 'PTR')));
    const [addresses, mailServers] = [await ask(context, name, 'A'), await ask(context, name, 'MX')];
    if (addresses.rcode !== 'NOERROR') return context.print('error', notFound(name, addresses.rcode));
    context.print('shell', sentences(name, addresses) + sentences(name, mailServers));
  },
};

const verbs: Record<DnsType, string> = {
  A: 'has address',
  MX: 'mail is handled by',
  TXT: 'descriptive text',
  CNAME: 'is an alias for',
  PTR: 'domain name pointer',
  NS: 'name server',
  TLSA: 'has TLSA record',
};

function sentences(name: string, { rcode, answers }: Answer): string {
  if (rcode !== 'NOERROR') return notFound(name, rcode);
  return answers.map((record) => `${sentence(record)}\n`).join('');
}

function sentence(record: DnsRecord): string {
  return `${record.name} ${verbs[record.type]} ${recordData(record)}`;
}

/** The number is the one of the DNS itself (RFC 1035 §4.1.1). */
function notFound(name: string, rcode: Answer['rcode']): string {
  return `Host ${name} not found: ${rcode === 'SERVFAIL' ? 2 : 3}(${rcode})\n`;
}

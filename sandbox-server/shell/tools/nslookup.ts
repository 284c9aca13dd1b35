import type { DnsRecord, DnsType } from '#protocol/scenario.ts';
import { recordData } from '#protocol/zone-file.ts';
import type { Answer } from '../../dns/resolver.ts';
import { isAddress } from '../connect.ts';
import { ask, isOtherType, nameServer, reverseName, typeIn } from '../dns-answers.ts';
import { type Tool, UsageError } from '../tool.ts';

export const nslookup: Tool = {
  summary: 'ask the DNS, as on Windows',
  usage: 'nslookup [-type=TYPE] NAME [SERVER]',
  manual: `Asks the name server for records of a name: A without -type; MX, TXT, CNAME, PTR, NS, TLSA with it. -q=MX
is the same as -type=MX. For an address, asks for its name. There is one name server here, whatever
SERVER says.

    nslookup mx.globex.example
    nslookup -type=MX globex.example`,
  async run(context) {
    const { name, type } = questionOf(context.args);
    const answer = await ask(context, name, type);
    const server = nameServer(context.world);
    context.print('shell', `Server:\t\t${server}\nAddress:\t${server}#53\n\n`);
    if (answer.rcode !== 'NOERROR') {
      return context.print('error', `** server can't find ${name}: ${answer.rcode}\n\n`);
    }
    if (answer.answers.length === 0) return context.print('error', `*** Can't find ${name}: No answer\n\n`);
    context.print('shell', `Non-authoritative answer:\n${linesOf(answer)}\n`);
  },
};

function questionOf(args: readonly string[]): { name: string; type: DnsType } {
  const options = args.filter((word) => word.startsWith('-'));
  const [name] = args.filter((word) => !word.startsWith('-'));
  let type: DnsType | undefined;
  for (const option of options) {
    const [, wanted] = /^-(?:type|query|querytype|q|ty)=(.+)$/i.exec(option) ?? [];
    if (!wanted) throw new UsageError(`nslookup: option ${option} is not available here`);
    if (isOtherType(wanted)) throw new UsageError(`nslookup: no zone here has ${wanted.toUpperCase()} records`);
    type = typeIn(wanted);
    if (!type) throw new UsageError(`nslookup: unknown query type: ${wanted}`);
  }
  if (!name) throw new UsageError('nslookup: which name?');
  if (!isAddress(name)) return { name, type: type ?? 'A' };
  return { name: reverseName(name), type: 'PTR' };
}

function linesOf({ answers }: Answer): string {
  return answers.map((record) => `${lineOf(record)}\n`).join('');
}

function lineOf(record: DnsRecord): string {
  const { name } = record;
  switch (record.type) {
    case 'A':
      return `Name:\t${name}\nAddress: ${recordData(record)}`;
    case 'MX':
      return `${name}\tmail exchanger = ${recordData(record)}`;
    case 'TXT':
      return `${name}\ttext = ${recordData(record)}`;
    case 'CNAME':
      return `${name}\tcanonical name = ${recordData(record)}`;
    case 'PTR':
      return `${name}\tname = ${recordData(record)}`;
    case 'NS':
      return `${name}\tnameserver = ${recordData(record)}`;
    case 'TLSA':
      return `${name}\trdata_52 = ${recordData(record)}`;
  }
}

import type { DnsRecord, DnsType } from '#protocol/scenario.ts';
import type { Answer } from '../../dns/resolver.ts';
import { type Tool, type ToolContext, UsageError } from '../tool.ts';

const types: readonly DnsType[] = ['A', 'MX', 'CNAME', 'TXT', 'PTR', 'NS', 'TLSA'];

/** Sandbox seconds that these zones allow an answer to be kept. */
const ttl = 3600;

export const dig: Tool = {
  summary: 'ask the DNS, and see the whole answer',
  usage: 'dig [+short] [TYPE] NAME | dig [+short] -x ADDRESS',
  manual: `Asks the name server for records: A (address), MX (mail servers), TXT, CNAME, PTR, NS. Without a type: A.

    +short   only the data of the answers
    -x       the name that belongs to an address

    dig MX globex.example
    dig +short mx.globex.example
    dig -x 198.51.100.25`,
  async run(context) {
    const question = questionOf(context.args);
    const answer = await ask(context, question.name, question.type);
    if (context.args.includes('+short')) {
      return context.print('shell', answer.answers.map((record) => `${dataOf(record)}\n`).join(''));
    }
    context.print('shell', full(context, question, answer));
  },
};

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

function questionOf(args: readonly string[]): { name: string; type: DnsType } {
  const words = args.filter((word) => word !== '+short' && !word.startsWith('@'));
  const reverse = words.indexOf('-x');
  const address = words[reverse + 1];
  if (reverse >= 0 && address) return { name: reverseName(address), type: 'PTR' };
  const type = types.find((known) => words.some((word) => word.toUpperCase() === known));
  const name = words.find((word) => word.toUpperCase() !== type && !/^[-+]/.test(word));
  const unknown = words.find((word) => /^[-+]/.test(word));
  if (unknown) throw new UsageError(`dig: option ${unknown} is not available here`);
  if (!name) throw new UsageError('dig: which name?');
  return { name, type: type ?? 'A' };
}

function ask({ resolver, host: client }: ToolContext, name: string, type: DnsType): Promise<Answer> {
  return resolver.query({ client, driver: 'learner' }, name, type);
}

function full(
  { world, args }: ToolContext,
  { name, type }: { name: string; type: DnsType },
  { rcode, answers }: Answer,
): string {
  const server = Object.values(world.hosts.byName).find(({ role }) => role === 'dns')?.address ?? '198.51.100.53';
  const section = answers.map((record) => `${record.name}.\t${ttl}\tIN\t${record.type}\t${dataOf(record)}\n`).join('');
  return `
; <<>> DiG 9.20 <<>> ${args.join(' ')}
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: ${rcode}
;; flags: qr rd ra; QUERY: 1, ANSWER: ${answers.length}, AUTHORITY: 0, ADDITIONAL: 0

;; QUESTION SECTION:
;${name.replace(/\.$/, '')}.\t\tIN\t${type}
${section ? `\n;; ANSWER SECTION:\n${section}` : ''}
;; SERVER: ${server}#53(${server}) (UDP)
`;
}

/** The data of a record as a zone file writes it. */
function dataOf(record: DnsRecord): string {
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

/** A character string holds 255 octets at most; a longer text is several (RFC 1035 §3.3). */
function quoted(text: string): string {
  return (text.match(/.{1,255}/gs) ?? ['']).map((part) => `"${part.replace(/[\\"]/g, '\\$&')}"`).join(' ');
}

function dotted(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

function sentences(name: string, { rcode, answers }: Answer): string {
  if (rcode !== 'NOERROR') return notFound(name, rcode);
  return answers.map((record) => `${sentence(record)}\n`).join('');
}

function sentence(record: DnsRecord): string {
  const verbs: Record<DnsType, string> = {
    A: 'has address',
    MX: 'mail is handled by',
    TXT: 'descriptive text',
    CNAME: 'is an alias for',
    PTR: 'domain name pointer',
    NS: 'name server',
    TLSA: 'has TLSA record',
  };
  return `${record.name} ${verbs[record.type]} ${dataOf(record)}`;
}

/** The number is the one of the DNS itself (RFC 1035 §4.1.1). */
function notFound(name: string, rcode: Answer['rcode']): string {
  return `Host ${name} not found: ${rcode === 'SERVFAIL' ? 2 : 3}(${rcode})\n`;
}

function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text);
}

function reverseName(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}

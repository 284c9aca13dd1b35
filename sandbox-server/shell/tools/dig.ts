import type { DnsType } from '#protocol/scenario.ts';
import { recordData } from '#protocol/zone-file.ts';
import type { Answer } from '../../dns/resolver.ts';
import { ask, isOtherType, nameServer, reverseName, typeIn } from '../dns-answers.ts';
import { type Tool, type ToolContext, UsageError } from '../tool.ts';

/** Sandbox seconds that these zones allow an answer to be kept. */
const ttl = 3600;

export const dig: Tool = {
  summary: 'ask the DNS, and see the whole answer',
  usage: 'dig [@SERVER] [TYPE] NAME [+short] | dig -x ADDRESS [+short]',
  manual: `Asks the name server for records: A (address), MX (mail servers), TXT, CNAME, PTR, NS, TLSA. Without a
type: A. There is one name server here, whatever @SERVER says.

    +short             only the data of the answers
    +noall +answer     only the answers
    -x                 the name that belongs to an address

    dig MX globex.example
    dig +short mx.globex.example
    dig TLSA _25._tcp.mx.globex.example
    dig -x 198.51.100.25`,
  async run(context) {
    const { name, type, flags } = questionOf(context.args);
    const answer = await ask(context, name, type);
    if (flags.includes('+short')) {
      return context.print('shell', answer.answers.map((record) => `${recordData(record)}\n`).join(''));
    }
    if (flags.includes('+noall')) return context.print('shell', flags.includes('+answer') ? answersOf(answer) : '');
    context.print('shell', full(context, { name, type }, answer));
  },
};

interface Question {
  name: string;
  type: DnsType;
}

const flagsHere = ['+short', '+noall', '+answer', '+all'];

function questionOf(args: readonly string[]): Question & { flags: string[] } {
  const flags = args.filter((word) => word.startsWith('+'));
  if (flags.includes('+trace')) {
    throw new UsageError('dig: +trace has nothing to follow here: one name server knows all zones. Leave it out');
  }
  const reverse = args.indexOf('-x');
  const address = reverse >= 0 ? args[reverse + 1] : undefined;
  const words = args.filter((word) => !/^[+@]/.test(word) && word !== '-t');
  const unknown = [
    ...flags.filter((flag) => !flagsHere.includes(flag)),
    ...words.filter((word) => /^-(?!x$)/.test(word)),
  ];
  if (unknown[0]) throw new UsageError(`dig: option ${unknown[0]} is not available here`);
  if (address) return { name: reverseName(address), type: 'PTR', flags };
  const other = words.find(isOtherType);
  if (other) throw new UsageError(`dig: no zone here has ${other.toUpperCase()} records`);
  const typed = words.find(typeIn);
  const name = words.find((word) => word !== typed && word !== '-x');
  if (!name) throw new UsageError('dig: which name?');
  return { name, type: typeIn(typed) ?? 'A', flags };
}

function full({ world, args }: ToolContext, { name, type }: Question, answer: Answer): string {
  const server = nameServer(world);
  const section = answersOf(answer);
  const vouched = answer.secure ? ' ad' : '';
  return `
; <<>> DiG 9.20 <<>> ${args.join(' ')}
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: ${answer.rcode}
;; flags: qr rd ra${vouched}; QUERY: 1, ANSWER: ${answer.answers.length}, AUTHORITY: 0, ADDITIONAL: 0

;; QUESTION SECTION:
;${name.replace(/\.$/, '')}.\t\tIN\t${type}
${section ? `\n;; ANSWER SECTION:\n${section}` : ''}
;; SERVER: ${server}#53(${server}) (UDP)
`;
}

function answersOf({ answers }: Answer): string {
  return answers.map((record) => `${record.name}.\t${ttl}\tIN\t${record.type}\t${recordData(record)}\n`).join('');
}

import { parseArgs } from 'node:util';
import { mailDate } from '../../mta/cleanup.ts';
import type { VirtualSocket } from '../../network/virtual-socket.ts';
import { addressesOf, connect, portOf } from '../connect.ts';
import { ownAddress } from '../mailbox.ts';
import { ReplyReader, type ServerReply } from '../reply-reader.ts';
import { type Tool, type ToolContext, UsageError } from '../tool.ts';

export const swaks: Tool = {
  summary: 'send a whole test message with one line',
  usage: 'swaks --to ADDRESS[,ADDRESS] [--server HOST] [--port PORT] [--from ADDRESS] [...]',
  manual: `The Swiss Army Knife for SMTP: speaks the whole conversation for you and shows it. -> is what it sends,
<- what the server says, <** a refusal.

    -s, --server HOST         default: the first MX of the recipient's domain
    -p, --port PORT           default: 25
    -f, --from ADDRESS        envelope sender; '<>' for none
    -t, --to A,B              envelope recipients, one envelope for all
    --ehlo NAME               default: this host's name
    --h-Subject TEXT          --h-From, --h-To ...: replaces a header field
    --add-header 'X: text'    adds a header field, on top
    --body TEXT               the text
    -q, --quit-after VERB     CONNECT, EHLO, MAIL or RCPT: stop there

    swaks --server mail.acme.example --from kim@acme.example --to bob@acme.example`,
  async run(context) {
    const order = orderFrom(context);
    const server = order.server ?? (await defaultServer(context, order.to));
    const [address] = await addressesOf(context, server);
    if (!address) return context.print('error', `*** Error resolving ${server}: Name or service not known\n`);
    context.print('shell', `=== Trying ${server}:${order.port}...\n`);
    const socket = await connect(context, { address, port: order.port });
    if (socket === 'interrupted') return;
    if (socket instanceof Error) {
      return context.print('error', `*** Error connecting to ${server}:${order.port}:\n*** \t${socket.message}\n`);
    }
    context.print('shell', `=== Connected to ${server}.\n`, socket.connection);
    await new Session(context, socket).run(order);
    socket.end();
    context.print('shell', '=== Connection closed with remote host.\n');
  },
};

interface Order {
  server: string | undefined;
  port: number;
  from: string;
  to: string[];
  ehlo: string;
  /** The message, LF line ends. */
  message: string;
  quitAfter: string | undefined;
}

const options = {
  server: { type: 'string', short: 's' },
  port: { type: 'string', short: 'p' },
  from: { type: 'string', short: 'f' },
  to: { type: 'string', short: 't', multiple: true },
  ehlo: { type: 'string' },
  helo: { type: 'string' },
  body: { type: 'string' },
  'add-header': { type: 'string', multiple: true },
  header: { type: 'string', multiple: true },
  'quit-after': { type: 'string', short: 'q' },
} as const;

function orderFrom(context: ToolContext): Order {
  const { fields, rest } = headerOptions(context.args);
  const values = parsed(rest);
  const to = (values.to ?? []).flatMap((list) => list.split(',')).map((one) => one.trim());
  const port = portOf(values.port ?? '25');
  if (to.length === 0 || to.includes('')) throw new UsageError('swaks: --to needs an address');
  if (port === undefined) throw new UsageError(`swaks: bad port ${values.port}`);
  const from = values.from === '<>' ? '' : (values.from ?? ownAddress(context.world));
  for (const field of values.header ?? []) {
    const colon = field.indexOf(':');
    if (colon < 1) throw new UsageError(`swaks: --header needs 'Name: text', not ${field}`);
    fields.set(field.slice(0, colon), field.slice(colon + 1).trim());
  }
  return {
    server: values.server,
    port,
    from,
    to,
    ehlo: values.ehlo ?? values.helo ?? context.host,
    message: messageOf(context, { from, to, fields, added: values['add-header'] ?? [], body: values.body }),
    quitAfter: values['quit-after']?.toUpperCase(),
  };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options, allowPositionals: false }).values;
  } catch (error) {
    // parseArgs says "Unknown option '--x'. …": the first sentence is enough here.
    const [problem = ''] = (error instanceof Error ? error.message : '').split('. ');
    throw new UsageError(`swaks: ${problem.charAt(0).toLowerCase()}${problem.slice(1)} (not available here)`);
  }
}

/** `--h-Subject text` may name any field, so no list of options can hold it. */
function headerOptions(args: readonly string[]): { fields: Map<string, string>; rest: string[] } {
  const fields = new Map<string, string>();
  const rest: string[] = [];
  const words = [...args];
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    const [, name, value] = /^--h-([\w-]+)(?:=(.*))?$/.exec(word) ?? [];
    if (name === undefined) rest.push(word);
    else fields.set(name, value ?? words.shift() ?? '');
  }
  return { fields, rest };
}

interface Letter {
  from: string;
  to: string[];
  fields: Map<string, string>;
  added: string[];
  body: string | undefined;
}

function messageOf({ clock, random, host }: ToolContext, { from, to, fields, added, body }: Letter): string {
  const date = mailDate(clock.now());
  const header = new Map([
    ['Date', date],
    ['To', to.join(',')],
    ['From', from],
    ['Subject', `test ${date}`],
    ['Message-Id', `<${random.text(12, '0123456789abcdef')}@${host}>`],
  ]);
  for (const [name, value] of fields) {
    header.set([...header.keys()].find((known) => known.toLowerCase() === name.toLowerCase()) ?? name, value);
  }
  const lines = [...added, ...[...header].map(([name, value]) => `${name}: ${value}`)];
  return `${lines.join('\n')}\n\n${(body ?? 'This is a test mailing').replaceAll('\\n', '\n')}\n`;
}

async function defaultServer(context: ToolContext, [recipient = '']: string[]): Promise<string> {
  const domain = recipient.slice(recipient.lastIndexOf('@') + 1);
  const found = await context.resolver.mailHosts({ client: context.host, driver: 'learner' }, domain);
  return found.kind === 'mx' ? (found.hosts[0]?.exchange ?? domain) : domain;
}

/** The conversation itself, in lock-step. */
class Session {
  readonly #context: ToolContext;
  readonly #socket: VirtualSocket;
  readonly #replies: ReplyReader;

  constructor(context: ToolContext, socket: VirtualSocket) {
    this.#context = context;
    this.#socket = socket;
    this.#replies = new ReplyReader(socket);
  }

  async run({ ehlo, from, to, message, quitAfter }: Order): Promise<void> {
    if (!(await this.#isFine(await this.#hear())) || quitAfter === 'CONNECT') return this.#quit();
    if (!(await this.#say(`EHLO ${ehlo}`)) || quitAfter === 'EHLO') return this.#quit();
    if (!(await this.#say(`MAIL FROM:<${from}>`)) || quitAfter === 'MAIL') return this.#quit();
    let accepted = 0;
    for (const recipient of to) if (await this.#say(`RCPT TO:<${recipient}>`)) accepted += 1;
    if (accepted === 0 || quitAfter === 'RCPT') return this.#quit();
    if (!(await this.#say('DATA'))) return this.#quit();
    // A line that begins with a dot gets one more (RFC 5321 §4.5.2).
    await this.#say(`${message.replace(/^\./gm, '..')}.`);
    return this.#quit();
  }

  async #quit(): Promise<void> {
    await this.#say('QUIT');
  }

  /** Sends, prints and waits; true when the server agreed. */
  async #say(text: string): Promise<boolean> {
    if (this.#socket.destroyed || this.#context.signal.aborted) return false;
    const shown = text.split('\n').map((line) => ` -> ${line}\n`);
    this.#context.print('client', shown.join(''), this.#socket.connection);
    this.#socket.write(Buffer.from(`${text.replaceAll('\n', '\r\n')}\r\n`, 'utf8'));
    return this.#isFine(await this.#hear());
  }

  async #hear(): Promise<ServerReply | undefined> {
    const reply = await this.#replies.next(this.#context.signal);
    if (!reply) return undefined;
    const mark = reply.code < 400 ? '<- ' : '<**';
    this.#context.print('server', reply.lines.map((line) => `${mark} ${line}\n`).join(''), this.#socket.connection);
    return reply;
  }

  #isFine(reply: ServerReply | undefined): boolean {
    return reply !== undefined && reply.code < 400;
  }
}

import type { Duplex } from 'node:stream';
import { ReplyReader, type ServerReply } from '../../../network/reply-reader.ts';
import type { ClientSession } from '../../../network/tls.ts';
import type { VirtualSocket } from '../../../network/virtual-socket.ts';
import { opensslError, secure } from '../../secure.ts';
import type { ToolContext } from '../../tool.ts';
import { type Login, type LoginOutcome, logIn, type Say } from './authentication.ts';
import type { Order } from './order.ts';
import type { Transcript } from './transcript.ts';

/** After a station: on to the next, QUIT, or away without a word. */
type Next = 'go-on' | 'quit' | 'exit';

/** Names of the stations for --quit-after. */
const stations = {
  tls: ['TLS'],
  greeting: ['CONNECT', 'BANNER'],
  firstHello: ['FIRST-HELO', 'FIRST-EHLO'],
  hello: ['HELO', 'EHLO'],
  auth: ['AUTH'],
  mail: ['MAIL', 'FROM'],
  rcpt: ['RCPT', 'TO'],
};

/** The conversation itself, from the open connection on. */
export class Session {
  readonly #context: ToolContext;
  readonly #socket: VirtualSocket;
  readonly #server: string;
  readonly #order: Order;
  readonly #transcript: Transcript;
  /** The socket, or TLS on top of it. */
  #stream: Duplex;
  #replies: ReplyReader;
  /** Lines of the EHLO reply, without their codes, in capitals. */
  #offers: string[] = [];
  /** Nothing more can be said. */
  #gone = false;

  constructor(context: ToolContext, socket: VirtualSocket, server: string, order: Order, transcript: Transcript) {
    this.#context = context;
    this.#socket = socket;
    this.#server = server;
    this.#order = order;
    this.#transcript = transcript;
    this.#stream = socket;
    this.#replies = new ReplyReader(socket);
  }

  async run(): Promise<void> {
    const way = [this.#begin, this.#greeting, this.#firstHello, this.#startTls, this.#auth, this.#letter];
    let next: Next = 'go-on';
    for (const station of way) if (next === 'go-on') next = await station.call(this);
    if (next !== 'exit' && !this.#gone) await this.#say('QUIT', { expect: '221' });
    this.#stream.end();
    if (next !== 'exit' && !this.#gone) this.#transcript.information('Connection closed with remote host.');
  }

  async #begin(): Promise<Next> {
    if (this.#order.tls !== 'on-connect') return 'go-on';
    return (await this.#secure()) ? this.#after('tls') : 'exit';
  }

  async #greeting(): Promise<Next> {
    const reply = await this.#hear('220');
    return isFine(reply, '220') ? this.#after('greeting') : 'quit';
  }

  async #firstHello(): Promise<Next> {
    if (!(await this.#hello())) return 'quit';
    if (this.#after('firstHello') === 'quit') return 'quit';
    return this.#order.tls === 'none' || this.#order.tls === 'on-connect' ? this.#after('hello') : 'go-on';
  }

  /** EHLO, or HELO where the server knows no better. */
  async #hello(): Promise<boolean> {
    const { helo, extended } = this.#order;
    this.#offers = [];
    if (extended) {
      const reply = await this.#say(`EHLO ${helo}`, { expect: '250' });
      this.#offers = isFine(reply, '250') ? reply.lines.map((line) => line.slice(4).toUpperCase()) : [];
      if (isFine(reply, '250') || this.#gone) return !this.#gone;
    }
    return isFine(await this.#say(`HELO ${helo}`, { expect: '250' }), '250');
  }

  async #startTls(): Promise<Next> {
    const { tls } = this.#order;
    if (tls === 'none' || tls === 'on-connect') return 'go-on';
    if (!this.#offers.includes('STARTTLS')) {
      this.#transcript.problem('Host did not advertise STARTTLS');
      return tls === 'required' ? 'quit' : this.#after('hello');
    }
    const ready = await this.#say('STARTTLS', { expect: '220' });
    if (this.#gone) return 'exit';
    if (!isFine(ready, '220') || !(await this.#secure())) {
      this.#transcript.problem('STARTTLS attempted but failed');
      return tls === 'required' ? 'exit' : 'go-on';
    }
    if (this.#after('tls') === 'quit') return 'quit';
    // What was said before TLS is forgotten (RFC 3207 §4.2).
    return (await this.#hello()) ? this.#after('hello') : 'quit';
  }

  async #auth(): Promise<Next> {
    const { login } = this.#order;
    if (!login) return 'go-on';
    const offer = this.#offers.find((line) => /^AUTH[ =]/.test(line));
    const outcome = await logIn(this.#say, login, offer?.slice(5).split(' '));
    if (outcome === 'gone') return 'exit';
    if (outcome === 'done') return this.#after('auth');
    this.#transcript.problem(loginProblem(outcome, login));
    return login.isOptional ? this.#after('auth') : 'quit';
  }

  async #letter(): Promise<Next> {
    const { from, to, pipeline } = this.#order;
    const envelope = [`MAIL FROM:<${from}>`, ...to.map((recipient) => `RCPT TO:<${recipient}>`)];
    const isPiped = pipeline && this.#offers.includes('PIPELINING');
    const wantsData = isPiped ? await this.#allAtOnce([...envelope, 'DATA']) : await this.#oneByOne(envelope);
    if (!wantsData) return 'quit';
    // A line that begins with a dot gets one more (RFC 5321 §4.5.2).
    const text = `${this.#order.message.replace(/^\./gm, '..')}.`;
    this.#transcript.sentMessage(text);
    this.#write(text);
    await this.#hear('250');
    return 'quit';
  }

  /** True when the server waits for the message. */
  async #oneByOne([mail = '', ...recipients]: string[]): Promise<boolean> {
    if (!isFine(await this.#say(mail, { expect: '250' }), '250') || this.#after('mail') === 'quit') return false;
    let accepted = 0;
    for (const recipient of recipients) if (isFine(await this.#say(recipient, { expect: '25' }), '25')) accepted += 1;
    if (accepted === 0 || this.#after('rcpt') === 'quit') return false;
    return isFine(await this.#say('DATA', { expect: '354' }), '354');
  }

  /** RFC 2920: everything leaves together, the replies come in the same order. */
  async #allAtOnce(lines: readonly string[]): Promise<boolean> {
    for (const line of lines) this.#transcript.sent(line);
    this.#write(lines.join('\n'));
    let last: ServerReply | undefined;
    for (const line of lines) last = await this.#hear(line === 'DATA' ? '354' : '25');
    return isFine(last, '354');
  }

  /** Handshake, and what came of it; false when there is no TLS now. */
  async #secure(): Promise<boolean> {
    const { tlsSni, tlsVerify, timeoutMs } = this.#order;
    this.#replies.release();
    const cancel = this.#context.clock.after(timeoutMs, () => this.#socket.destroy());
    const session = await secure(this.#context, this.#socket, tlsSni ?? this.#server);
    cancel();
    const problem =
      session instanceof Error ? shortened(session) : tlsVerify && !session.trusted ? notVerified : undefined;
    if (session instanceof Error || problem !== undefined) {
      this.#transcript.problem(`TLS startup failed (connect(): ${problem})`);
      this.#gone = true;
      return false;
    }
    this.#stream = session.socket;
    this.#replies = new ReplyReader(session.socket);
    this.#transcript.secure = true;
    for (const line of described(session)) this.#transcript.information(line);
    return true;
  }

  #after(station: keyof typeof stations): Next {
    const { quitAfter } = this.#order;
    return quitAfter !== undefined && stations[station].includes(quitAfter) ? 'quit' : 'go-on';
  }

  /** Sends a line, prints it and waits for the answer. */
  readonly #say: Say = async (line, { expect, shown, decode }) => {
    if (this.#gone) return undefined;
    this.#transcript.sent(shown ?? line);
    this.#write(line);
    return this.#hear(expect, decode);
  };

  #write(text: string): void {
    if (!this.#stream.destroyed) this.#stream.write(Buffer.from(`${text.replaceAll('\n', '\r\n')}\r\n`, 'utf8'));
  }

  async #hear(expect: string, decode?: (text: string) => string): Promise<ServerReply | undefined> {
    const { signal, clock } = this.#context;
    if (this.#gone) return undefined;
    const tooLate = new AbortController();
    const cancel = clock.after(this.#order.timeoutMs, () => tooLate.abort());
    const reply = await this.#replies.next(AbortSignal.any([signal, tooLate.signal]));
    cancel();
    if (!reply) {
      this.#gone = true;
      if (!signal.aborted) this.#transcript.problem(tooLate.signal.aborted ? this.#timeout : hungUp);
      return undefined;
    }
    this.#transcript.heard(decode ? decodedReply(reply, decode) : reply, isFine(reply, expect));
    return reply;
  }

  get #timeout(): string {
    return `Timeout (${this.#order.timeoutMs / 1000} secs) waiting for server response`;
  }
}

const hungUp = 'Remote host closed connection unexpectedly.';
const notVerified = 'error:0A000086:SSL routines::certificate verify failed';

function isFine(reply: ServerReply | undefined, expect: string): reply is ServerReply {
  return reply !== undefined && String(reply.code).startsWith(expect);
}

function loginProblem(outcome: Exclude<LoginOutcome, 'done' | 'gone'>, { mechanisms }: Login): string {
  switch (outcome) {
    case 'not-advertised':
      return 'Host did not advertise authentication';
    case 'no-common-mechanism':
      return mechanisms === 'any'
        ? 'Auth not attempted, no advertised types available'
        : 'Auth not attempted, requested type not available';
    case 'refused':
      return 'No authentication type succeeded';
  }
}

function described({ socket }: ClientSession): string[] {
  const { name } = socket.getCipher();
  const bits = /AES_?128/.test(name) ? 128 : 256;
  return [
    `TLS started with cipher ${socket.getProtocol()}:${name}:${bits}`,
    'TLS no local certificate set',
    `TLS peer DN="${nameOf(socket.getPeerCertificate())}"`,
  ];
}

function nameOf({ subject }: ReturnType<ClientSession['socket']['getPeerCertificate']>): string {
  return Object.entries(subject ?? {})
    .map(([attribute, value]) => `/${attribute}=${value}`)
    .join('');
}

/** swaks leaves out the function's name. */
function shortened(error: Error): string {
  return opensslError(error).replace(/^(error:[0-9A-F]+:[^:]*):[^:]*:/, '$1::');
}

function decodedReply({ code, lines }: ServerReply, decode: (text: string) => string): ServerReply {
  if (code !== 334) return { code, lines };
  return { code, lines: lines.map((line) => line.slice(0, 4) + decode(line.slice(4))) };
}

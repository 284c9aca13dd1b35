import type { Duplex } from 'node:stream';
import type { Newsletter } from '#protocol/newsletter.ts';
import { mailDate } from '../../../mta/cleanup.ts';
import { ReplyReader, type ServerReply } from '../../../network/reply-reader.ts';
import type { VirtualSocket } from '../../../network/virtual-socket.ts';
import { secure } from '../../secure.ts';
import type { ToolContext } from '../../tool.ts';
import { logIn } from '../swaks/authentication.ts';
import type { Order } from './order.ts';

/** Sandbox ms that an answer may take. */
const answerMaxMs = 30_000;

/** One run of the newsletter program over one connection: a letter for each address, and no memory of what went wrong. */
export class Delivery {
  readonly #context: ToolContext;
  readonly #socket: VirtualSocket;
  readonly #newsletter: Newsletter;
  readonly #order: Order;
  /** The socket, or TLS on top of it. */
  #stream: Duplex;
  #replies: ReplyReader;
  #gone = false;
  /** An envelope is begun, and no letter followed it. */
  #isHalfway = false;

  constructor(context: ToolContext, socket: VirtualSocket, newsletter: Newsletter, order: Order) {
    this.#context = context;
    this.#socket = socket;
    this.#newsletter = newsletter;
    this.#order = order;
    this.#stream = socket;
    this.#replies = new ReplyReader(socket);
  }

  async run(): Promise<void> {
    const { server, port } = this.#order;
    this.#tell(`Calling ${server}:${port} ...\n`);
    const isReady = (await this.#hear())?.code === 220 && (await this.#hello()) && (await this.#logsIn());
    if (isReady) await this.#sendAll();
    if (!this.#gone) await this.#say('QUIT');
    this.#stream.end();
  }

  /** EHLO, and again inside TLS wherever it is offered. */
  async #hello(): Promise<boolean> {
    const reply = await this.#say(`EHLO ${this.#context.host}`);
    if (reply?.code !== 250) return this.#fails('EHLO', reply);
    if (!offers(reply, /^STARTTLS$/)) return this.#remembers(reply);
    const ready = await this.#say('STARTTLS');
    if (ready?.code !== 220) return this.#fails('STARTTLS', ready);
    this.#replies.release();
    const session = await secure(this.#context, this.#socket, this.#order.server);
    if (session instanceof Error) {
      this.#gone = true;
      return this.#fails('TLS', undefined);
    }
    this.#stream = session.socket;
    this.#replies = new ReplyReader(session.socket);
    const inside = await this.#say(`EHLO ${this.#context.host}`);
    return inside?.code === 250 ? this.#remembers(inside) : this.#fails('EHLO', inside);
  }

  #logins: string[] | undefined;

  #remembers(reply: ServerReply): true {
    this.#logins = offers(reply, /^AUTH[ =]/)
      ?.slice(5)
      .split(' ');
    return true;
  }

  async #logsIn(): Promise<boolean> {
    const { user, password } = this.#order;
    if (user === undefined) return true;
    let last: ServerReply | undefined;
    const say = async (line: string) => {
      last = await this.#say(line);
      return last;
    };
    const login = {
      mechanisms: 'any',
      isOptional: false,
      user,
      password,
      passwordShown: undefined,
      isPlain: false,
    } as const;
    const outcome = await logIn(say, login, this.#logins);
    if (outcome === 'done') {
      this.#tell(`Logged in as ${user}.\n`);
      return true;
    }
    return this.#fails(`login as ${user}`, last, 'the server offers no login that I know');
  }

  async #sendAll(): Promise<void> {
    const { recipients } = this.#newsletter;
    const { pauseMs } = this.#order;
    let taken = 0;
    let forNow = 0;
    let done = 0;
    for (const recipient of recipients) {
      if (this.#gone || this.#context.signal.aborted) break;
      if (done > 0 && pauseMs > 0) await this.#pause(pauseMs);
      const reply = await this.#one(recipient);
      done += 1;
      if (reply?.code === 250) taken += 1;
      if (reply && reply.code >= 400 && reply.code < 500) forNow += 1;
      this.#report(recipient, reply);
    }
    const lost = recipients.length - taken;
    this.#tell(`${recipients.length} addresses: ${taken} taken, ${lost} not.\n`);
    if (taken > 0) this.#tell('Taken is not delivered. See the tab Service, or the queue.\n');
    if (forNow > 0) {
      this.#tell(`${forNow} were told “later” (4xx). This program has no queue: it has forgotten them.\n`, 'error');
    }
  }

  /** The last reply of one letter's transaction. */
  async #one(recipient: string): Promise<ServerReply | undefined> {
    const { from } = this.#order;
    // What was refused halfway is broken off before the next one begins: so the refusal is the last word about it.
    if (this.#isHalfway) await this.#say('RSET');
    this.#isHalfway = false;
    for (const line of [`MAIL FROM:<${from}>`, `RCPT TO:<${recipient}>`, 'DATA']) {
      const reply = await this.#say(line);
      if (reply && reply.code < 400) this.#isHalfway = line !== 'DATA';
      else return reply;
    }
    // A line that begins with a dot gets one more (RFC 5321 §4.5.2).
    return this.#say(`${this.#letter(recipient).replace(/^\./gm, '..')}\n.`);
  }

  #letter(recipient: string): string {
    const { clock, random, host } = this.#context;
    const { name, subject } = this.#newsletter;
    const { from, fields, body } = this.#order;
    return [
      `Date: ${mailDate(clock.now())}`,
      `From: ${name} <${from}>`,
      `To: ${recipient}`,
      `Subject: ${subject}`,
      `Message-Id: <${random.text(12, '0123456789abcdef')}@${host}>`,
      ...fields,
      'MIME-Version: 1.0',
      'Content-Type: text/html; charset=utf-8',
      '',
      ...body.split('\n'),
    ].join('\n');
  }

  #report(recipient: string, reply: ServerReply | undefined): void {
    const mark = reply === undefined ? '?' : reply.code < 300 ? '+' : reply.code < 500 ? '~' : '-';
    const words = reply?.lines.at(-1) ?? 'no answer';
    this.#tell(`${mark} ${recipient.padEnd(26)} ${words}\n`, mark === '+' ? 'server' : 'error');
  }

  #fails(what: string, reply: ServerReply | undefined, otherwise = 'no answer'): false {
    this.#tell(`campaign: ${what}: ${reply?.lines.at(-1) ?? otherwise}. Nothing was sent.\n`, 'error');
    return false;
  }

  #pause(ms: number): Promise<void> {
    const { clock, signal } = this.#context;
    return new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      const stop = () => {
        cancel();
        resolve();
      };
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  async #say(line: string): Promise<ServerReply | undefined> {
    if (this.#gone) return undefined;
    if (!this.#stream.destroyed) this.#stream.write(Buffer.from(`${line.replaceAll('\n', '\r\n')}\r\n`, 'utf8'));
    return this.#hear();
  }

  async #hear(): Promise<ServerReply | undefined> {
    const { clock, signal } = this.#context;
    const tooLate = new AbortController();
    const cancel = clock.after(answerMaxMs, () => tooLate.abort());
    const reply = await this.#replies.next(AbortSignal.any([signal, tooLate.signal]));
    cancel();
    if (!reply) this.#gone = true;
    return reply;
  }

  #tell(text: string, voice: 'shell' | 'server' | 'error' = 'shell'): void {
    this.#context.print(voice, text, this.#socket.connection);
  }
}

/** The line of an EHLO reply that fits, in capitals and without its code. */
function offers({ lines }: ServerReply, pattern: RegExp): string | undefined {
  return lines.map((line) => line.slice(4).toUpperCase()).find((line) => pattern.test(line));
}

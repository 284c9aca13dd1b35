import type { SMTPServer } from 'smtp-server';
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js';
import { clientHello, isClientHello } from '#protocol/client-hello.ts';
import type { ParameterName } from '#protocol/parameters.ts';
import type { OpenedConnection } from '../../network/network.ts';
import { noteSecured, type TLSSocket } from '../../network/tls.ts';
import type { VirtualSocket } from '../../network/virtual-socket.ts';
import { isOn, listOf, millisecondsOf, numberOf, parameter } from '../config.ts';
import type { MtaParts } from '../parts.ts';
import { type ConfigurationLine, type Reply, replies } from '../replies.ts';
import { inStyle, type ReplyStyle } from '../reply-styles.ts';
import type { Anvil } from './anvil.ts';
import { configurationLine } from './configuration-line.ts';
import { replyForLibrary } from './replies-for-library.ts';
import { fitting } from './reply-line.ts';
import { SmtpSession, type Turn } from './session.ts';
import { type BareNewline, type Received, SmtpdStream } from './stream.ts';

type Resume = () => void;

/** What the listener of the host gives each of its connections. */
interface Listener {
  readonly host: string;
  readonly parts: MtaParts;
  readonly anvil: Anvil;
  /** Makes the certificate ready for a client that has said STARTTLS. */
  prepareTls(): Promise<void>;
  /** Of the connections that its client has open here, this is number so and so, from 1, in the order in which they came. */
  placeOf(connection: SmtpdConnection, address: string): number;
}

/**
 * One SMTP connection on the server's side: npm smtp-server keeps the socket, the lines, the time-outs and the change to
 * TLS; every line is answered by our session, and each command and reply is a fact.
 */
export class SmtpdConnection extends SMTPConnection {
  readonly #host: string;
  readonly #parts: MtaParts;
  readonly #smtpd: Listener;
  readonly #opened: OpenedConnection;
  /** The cable, also when TLS runs over it. */
  readonly #cable: VirtualSocket;
  #session: SmtpSession | undefined;
  /** Verb that is being answered; empty when nothing is. */
  #verb = 'CONNECT';
  #errors = 0;
  /** What a client has said inside TLS before the greeting. */
  #afterGreeting: (() => void) | undefined;
  #over = false;
  /** The client has begun a handshake in the clear: there is nothing more to understand. */
  #beganTls = false;

  constructor(
    smtpd: SMTPServer & Listener,
    socket: VirtualSocket | TLSSocket,
    cable: VirtualSocket,
    opened: OpenedConnection,
  ) {
    const { id, from, to } = opened;
    super(smtpd, socket as never, {
      id,
      remoteAddress: from.address,
      remotePort: from.port,
      localAddress: to.address,
      localPort: to.port,
    }); // a Duplex with those methods of net.Socket it calls
    this.#host = smtpd.host;
    this.#parts = smtpd.parts;
    this.#smtpd = smtpd;
    this.#opened = opened;
    this.#cable = cable;
    this.secure = this.session.secure = socket !== cable;
  }

  /** No early-talker delay of 100 ms as in the library: how long to wait is a parameter of the host. */
  override init(): void {
    this._setListeners(() => {
      const delayMs = millisecondsOf(this.#parts.world, this.#host, 'lab_greet_delay');
      if (delayMs === 0) this.connectionReady();
      else this.#parts.clock.after(delayMs, () => this.connectionReady());
    });
  }

  /** The library's own words become ours. Its greeting is where the conversation begins. */
  override send(code: number, data?: string | string[] | null): void {
    const text = Array.isArray(data) ? data.join(' ') : (data ?? '');
    if (code === 220) return this.#greet();
    this.#say(replyForLibrary(code, text, this.#name, this.#line('smtpd_timeout')));
  }

  override _onCommand(command: Buffer, callback: Resume = () => undefined): void {
    // What came in the clear behind STARTTLS is thrown away unread (RFC 3207 §5).
    if (this._upgrading) return callback();
    const line = command.toString('latin1');
    const session = this.#session;
    if (!session && this.secure) {
      // Who has done a handshake is no web page; programs that are fed by a pipe do not wait inside it.
      this.#afterGreeting = () => this._onCommand(command, callback);
      return;
    }
    // The rest of a handshake is no line either.
    if (this.#beganTls) return callback();
    if (isClientHello(line)) {
      this.#beganTls = true;
      this.#heard(clientHello, line);
      return this.#say(session ? replies.tlsInTheClear() : replies.tlsTooSoon());
    }
    this.#heard(session ? session.verbOf(line) : '', line);
    if (!session) return this.#say(replies.talkedTooSoon());
    if (this.#stream.takeBareNewline() && this.#bareNewline === 'reject') {
      return this.#say({ ...replies.bareNewline(this.#name, this.#line('smtpd_forbid_bare_newline')), closes: true });
    }
    // The idle time counts only while the client owes us something.
    this._handlerPending = true;
    session
      .command(line, this.#stream.talksOn)
      .then((turn) => this.#take(turn, callback))
      .catch((error) => this.#fail(error));
  }

  override _createParser(): SmtpdStream {
    const parser = new SmtpdStream({ maxCommandLength: 16_384 });
    parser.oncommand = (command: Buffer, callback?: Resume) => this._onCommand(command, callback);
    parser.on('error', (error: Error) => this.send(421, error.message));
    return parser;
  }

  /** By the sandbox's clock, which a TLS socket of Node does not know. */
  override _armTimeout(): void {
    this.#cable.setTimeout(millisecondsOf(this.#parts.world, this.#host, 'smtpd_timeout'), () => this._onTimeout());
  }

  /** In the middle of a handshake nothing can be said. */
  override _onTimeout(): void {
    if (this._upgrading) this.#cable.destroy();
    else super._onTimeout();
  }

  /** The handshake that STARTTLS asked for is done. */
  secured(socket: TLSSocket): void {
    const { world, record } = this.#parts;
    const certificate = world.hosts.byName[this.#host]?.certificate ?? 'valid';
    noteSecured(socket, { connection: this.id, mode: 'starttls', certificate, record });
    this.#session?.secured();
  }

  #greet(): void {
    const name =
      typeof this.clientHostname === 'string' && !this.clientHostname.startsWith('[') ? this.clientHostname : undefined;
    const { from, to, driver, carries } = this.#opened;
    const state = { host: this.#host, port: to.port, secure: this.secure };
    const client = { connection: this.id, address: from.address, name, driver, carries };
    this.#session = new SmtpSession(state, client, this.#smtpd.anvil, this.#parts);
    const refusal = this.#session.refusalAtConnect(this.#smtpd.placeOf(this, from.address));
    this.#say(refusal ?? replies.greeting(this.#name));
    this.#afterGreeting?.();
  }

  #take(turn: Turn, resume: Resume): void {
    if (!('octets' in turn)) return this.#answer(turn, resume);
    const taken = (received: Received, after: Resume) =>
      void turn.taken(received).then(
        (reply) => this.#answer(reply, after),
        (error) => this.#fail(error),
      );
    if (turn.octets === 0) return taken({ data: Buffer.alloc(0), tooBig: false, bareNewline: false }, resume);
    // Who sends chunk by chunk may wait for the answers to what came before it.
    this._socket.uncork();
    this.#stream.readOctets(turn.octets, turn.maxOctets, taken);
    this._handlerPending = false;
    resume();
  }

  /** Goodbye was said: nothing more comes of it, though the cable may hang on for a moment. */
  get isOver(): boolean {
    return this.#over;
  }

  #answer(reply: Reply, resume: Resume): void {
    if (reply.opens === 'tls') return this.#startTls(reply, resume);
    // Answers to commands that came together leave together (RFC 2920 §3.2), unless the client must hear this one first.
    this.#say(reply, this.#stream.hasNextLine && !reply.opens);
    this._handlerPending = false;
    if (reply.closes || reply.code === 221) return this.close();
    if (reply.opens === 'letter') this.#readLetter();
    // A client that never reads must not fill our memory: it is read on when it has.
    this._whenWritable(resume);
  }

  #readLetter(): void {
    const session = this.#session;
    this.#stream.readLetter(session?.letterMaxOctets ?? 0, this.#bareNewline, (received, after) => {
      this.#heard('DATA-END', '.');
      this._handlerPending = true;
      session?.letter(received).then(
        (reply) => this.#answer(reply, after),
        (error) => this.#fail(error),
      );
    });
  }

  /** The certificate is ready before the 220: the handshake may arrive at once, and must find a TLS socket. */
  #startTls(reply: Reply, resume: Resume): void {
    const prepared = this.#parts.work.track(this.#smtpd.prepareTls());
    prepared.then(
      () => {
        this.#say(reply);
        this._handlerPending = false;
        if (!this._socket.destroyed) this.upgrade(resume);
      },
      (error) => this.#fail(error),
    );
  }

  get #stream(): SmtpdStream {
    return this._parser as SmtpdStream; // made by _createParser
  }

  #heard(verb: string, line: string): void {
    this.#verb = verb;
    this.#parts.record({ type: 'smtp.command', host: this.#host, connection: this.id, verb, line });
  }

  /** A fault of ours ends this connection, and nothing else. */
  #fail(error: unknown): void {
    console.error(error);
    this.#say(replies.shuttingDown(this.#host));
  }

  /** @param another a reply that can leave together with this one follows */
  #say(unworded: Reply, another = false): void {
    if (unworded.closes || unworded.code === 221) this.#over = true;
    if (this._socket.destroyed || this._socket.readyState !== 'open') return this.close();
    const reply = this.#softened(this.#inOwnWords(unworded));
    const { code, enhanced, because } = reply;
    const lines = reply.lines.map((line) => fitting(line, enhanced));
    const verb = this.#verb;
    this.#verb = '';
    const { record } = this.#parts;
    const head = { type: 'smtp.reply', host: this.#host, connection: this.id, verb, code } as const;
    record({ ...head, ...(enhanced ? { enhanced } : {}), lines, because });
    const texts = lines.map((line) => (enhanced ? `${enhanced} ${line}` : line));
    if (another && this._socket.writableCorked === 0) this._socket.cork();
    super.send(code, texts.length > 1 ? texts : texts[0], false);
    // Nobody reads on while too much waits.
    if (!another || this._socket.writableNeedDrain) this._socket.uncork();
    if (reply.closes) this.close();
    else this.#countErrors(reply);
  }

  /** The one place where a provider's own wording comes in: all that is said passes here. */
  #inOwnWords(reply: Reply): Reply {
    const { world } = this.#parts;
    const style = parameter(world, this.#host, 'lab_reply_style') as ReplyStyle; // checked when set
    if (style === 'postfix') return reply;
    const [domain = this.#host] = listOf(world, this.#host, 'mydestination');
    return inStyle(reply, style, { host: this.#name, domain, client: this.#opened.from.address });
  }

  /** With `soft_bounce` nothing is refused for good: every 5yz is said as 4yz, as Postfix does. */
  #softened(reply: Reply): Reply {
    if (reply.code < 500 || !isOn(this.#parts.world, this.#host, 'soft_bounce')) return reply;
    const { enhanced } = reply;
    return { ...reply, code: reply.code - 100, ...(enhanced ? { enhanced: enhanced.replace(/^5/, '4') } : {}) };
  }

  /**
   * As Postfix does: the last error, too, is answered before the server hangs up; a message that was taken makes good for
   * all of them; and a long list of recipients is no error.
   */
  #countErrors({ code, because }: Reply): void {
    if (because.reason === 'responsibility-taken') this.#errors = 0;
    if (code < 400 || because.reason === 'too-many-recipients') return;
    this.#errors += 1;
    if (this.#errors < numberOf(this.#parts.world, this.#host, 'smtpd_hard_error_limit')) return;
    this.#say(replies.tooManyErrors(this.#name, this.#line('smtpd_hard_error_limit')));
  }

  get #bareNewline(): BareNewline {
    return parameter(this.#parts.world, this.#host, 'smtpd_forbid_bare_newline') as BareNewline; // checked when set
  }

  get #name(): string {
    return parameter(this.#parts.world, this.#host, 'myhostname');
  }

  #line(name: ParameterName): ConfigurationLine {
    return configurationLine(this.#parts.world, this.#host, name);
  }
}

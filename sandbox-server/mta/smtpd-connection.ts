import type { SMTPServer } from 'smtp-server';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { RecordFacts } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../clock/clock.ts';
import type { OpenedConnection } from '../network/network.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';
import { millisecondsOf, numberOf, parameter } from './config.ts';
import type { MtaParts } from './parts.ts';
import { type Reply, replies } from './replies.ts';
import { replyForLibrary } from './replies-for-library.ts';

/** Verbs that take no argument (RFC 5321 §4.1.1). */
const bareVerbs = ['DATA', 'RSET', 'QUIT'];
/** Parameters of the extensions that EHLO lists. */
const knownParameters: Record<string, string[]> = { MAIL: ['SIZE', 'BODY'], RCPT: [] };
/** A browser that was told to post here is hung up on: a web page must not be able to send mail. */
const webVerbs = /^(OPTIONS|GET|HEAD|POST|PUT|PATCH|DELETE|TRACE|CONNECT)\b/i;
/** RFC 5321 §4.5.3.1.4 asks for 512; Postfix takes 2048. */
const commandLineMaxOctets = 2048;

/**
 * One SMTP conversation on the server's side: npm smtp-server does the protocol, this subclass listens at its few
 * override points, so that each command and each reply is a fact, and every reply has Postfix's wording and a reason.
 */
export class SmtpdConnection extends SMTPConnection {
  readonly #host: string;
  readonly #world: World;
  readonly #clock: Clock;
  readonly #record: RecordFacts;
  /** Verb that is being answered. */
  #verb = 'CONNECT';
  #line = '';
  /** Reply decided by policy, which the library is about to send in its own words. */
  #decided: Reply | undefined;
  #errors = 0;
  #refusedRecipients = 0;

  constructor(server: SMTPServer & { host: string; parts: MtaParts }, socket: VirtualSocket, opened: OpenedConnection) {
    super(server, socket as never, connectionOptions(opened)); // a Duplex with those methods of net.Socket it calls
    this.#host = server.host;
    this.#world = server.parts.world;
    this.#clock = server.parts.clock;
    this.#record = server.parts.record;
  }

  /** Says which reply the library must send next: its hooks know only a code and a text. */
  decide(reply: Reply): void {
    this.#decided = reply;
  }

  /** The final dot is a command too: the one that is answered after DATA. */
  endOfData(): void {
    this.#heard('DATA-END', '.');
  }

  /** No early-talker delay of 100 ms as in the library: how long to wait is a parameter of the host. */
  override init(): void {
    this._setListeners(() => {
      const delayMs = millisecondsOf(this.#world, this.#host, 'lab_greet_delay');
      if (delayMs === 0) this.connectionReady();
      else this.#clock.after(delayMs, () => this.connectionReady());
    });
  }

  /** The library's only writer: here its words become ours. */
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const text = Array.isArray(data) ? data.join(' ') : (data ?? '');
    const decided = this.#decided;
    this.#decided = undefined;
    this.#say(
      decided ??
        replyForLibrary({
          code,
          text,
          context: context || undefined,
          verb: this.#verb,
          line: this.#line,
          host: parameter(this.#world, this.#host, 'myhostname'),
          refusedRecipients: this.#refusedRecipients,
          sizeLimit: numberOf(this.#world, this.#host, 'message_size_limit'),
        }),
    );
  }

  override _onCommand(command: Buffer, callback?: () => void): void {
    const line = command.toString('latin1');
    this.#heard((line.split(' ', 1)[0] ?? '').toUpperCase(), line);
    // The library hangs up at the 10th unknown verb; ours is Postfix's limit for all errors.
    this._unrecognizedCommands = 0;
    const refusal = this._ready ? this.#refusal(line) : undefined;
    if (!refusal) return super._onCommand(command, callback);
    this.#say(refusal);
    if (!refusal.closes) setImmediate(() => callback?.());
  }

  override _resetSession(): void {
    this.#refusedRecipients = 0;
    super._resetSession();
  }

  override handler_EHLO(command: Buffer, callback: () => void): void {
    const [, hello = '', more] = command.toString('latin1').trim().split(/\s+/);
    if (hello === '' || more !== undefined) this.#say(replies.helloSyntax('EHLO'));
    else this.#greet(hello);
    callback();
  }

  override handler_NOOP(_command: Buffer, callback: () => void): void {
    this.#say(replies.ok('nothing-done'));
    callback();
  }

  override handler_VRFY(command: Buffer, callback: () => void): void {
    const argument = command.toString('latin1').slice(4).trim();
    this.#say(argument === '' ? replies.syntax('VRFY address') : replies.mayExist(argument));
    callback();
  }

  override handler_HELP(_command: Buffer, callback: () => void): void {
    this.#say(replies.help('EHLO HELO MAIL RCPT DATA RSET NOOP VRFY HELP QUIT'));
    callback();
  }

  #heard(verb: string, line: string): void {
    this.#verb = verb;
    this.#line = line;
    this.#record({ type: 'smtp.command', host: this.#host, connection: this.id, verb, line });
  }

  /** What Postfix refuses and the library would take, or would refuse in another order. */
  #refusal(line: string): Reply | undefined {
    const [verb = '', ...rest] = line.trim().split(/\s+/);
    const upper = verb.toUpperCase();
    if (webVerbs.test(line)) return replies.notHttp(parameter(this.#world, this.#host, 'myhostname'));
    if (line.length > commandLineMaxOctets) return replies.lineTooLong();
    if (bareVerbs.includes(upper) && rest.length > 0) return replies.syntax(upper);
    if (upper === 'AUTH') return replies.authenticationOff();
    if (['STARTTLS', 'EXPN', 'ETRN', 'BDAT', 'TURN', 'SEND', 'SOML', 'SAML'].includes(upper)) {
      return replies.notImplemented();
    }
    return this.#unknownParameter(upper, line);
  }

  #unknownParameter(verb: string, line: string): Reply | undefined {
    const known = knownParameters[verb];
    const parameters = line.split('>').slice(1).join('>').trim();
    if (!known || parameters === '') return undefined;
    const unknown = parameters.split(/\s+/).find((word) => !known.includes(word.split('=')[0]?.toUpperCase() ?? ''));
    return unknown === undefined ? undefined : replies.unknownParameter(unknown);
  }

  /** Lists only what this server does (RFC 5321 §4.1.1.1). */
  #greet(hello: string): void {
    this.hostNameAppearsAs = hello.slice(0, 255);
    this._resetSession();
    const limit = numberOf(this.#world, this.#host, 'message_size_limit');
    const keywords = ['PIPELINING', `SIZE ${limit}`, 'ENHANCEDSTATUSCODES', '8BITMIME'];
    this.#say(replies.extensions(parameter(this.#world, this.#host, 'myhostname'), keywords));
  }

  #say(reply: Reply): void {
    if (this._socket.destroyed || this._socket.readyState !== 'open') return this.close();
    const { code, enhanced, lines, because } = reply;
    const verb = this.#verb;
    this.#verb = '';
    if (verb === 'RCPT' && code >= 400 && this.session.envelope.mailFrom) this.#refusedRecipients += 1;
    this.#record({
      type: 'smtp.reply',
      host: this.#host,
      connection: this.id,
      verb,
      code,
      ...(enhanced ? { enhanced } : {}),
      lines,
      because,
    });
    const texts = lines.map((line) => (enhanced ? `${enhanced} ${line}` : line));
    super.send(code, texts.length > 1 ? texts : texts[0], false);
    if (reply.closes) this.close();
    else if (code >= 400) this.#countError();
  }

  /** Postfix answers the last error, too, before it hangs up. */
  #countError(): void {
    this.#errors += 1;
    if (this.#errors < numberOf(this.#world, this.#host, 'smtpd_hard_error_limit')) return;
    this.#say(replies.tooManyErrors(parameter(this.#world, this.#host, 'myhostname')));
  }
}

function connectionOptions({ id, from, to }: OpenedConnection): SMTPConnectionOptions {
  return {
    id,
    remoteAddress: from.address,
    remotePort: from.port,
    localAddress: to.address,
    localPort: to.port,
  };
}

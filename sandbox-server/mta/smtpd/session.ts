import { isUtf8 } from 'node:buffer';
import type { ParameterName } from '#protocol/parameters.ts';
import { activeFaults } from '#protocol/projections/faults.ts';
import { listMembers } from '../aliases.ts';
import { isOn, listOf, numberOf, parameter } from '../config.ts';
import type { MtaParts } from '../parts.ts';
import { type ConfigurationLine, isReply, type Reply, replies } from '../replies.ts';
import { type AccessRequest, dataRefusal, decide } from './access.ts';
import { canonicalAddress, isAscii, readPath, routedAddress } from './address-grammar.ts';
import type { Anvil } from './anvil.ts';
import type { Client } from './client.ts';
import { configurationLine } from './configuration-line.ts';
import {
  type ConversationState,
  demandsTls,
  extensions,
  isForSubmission,
  isHidden,
  letterMaxOctets,
  offeredMechanisms,
  offersTls,
} from './ehlo.ts';
import { takeOver } from './end-of-data.ts';
import { mailParameters, rcptParameters } from './esmtp-parameters.ts';
import { mechanisms, SaslExchange, type SaslStep } from './sasl.ts';
import { hasBareNewline, type Received, withLineEnds } from './stream.ts';
import { envelopeOf, type Transaction } from './transaction.ts';

/** What the server does after a line: answers, or first reads so many octets and then answers. */
export type Turn = Reply | { octets: number; maxOctets: number; taken(received: Received): Promise<Reply> };

/** What came with one BDAT. */
interface Chunk {
  /** How many octets were announced. */
  octets: number;
  /** They themselves, when they are not too many. */
  data: Buffer;
  tooBig: boolean;
  last: boolean;
}

/** A browser that was told to post here is hung up on: a web page must not be able to send mail. */
const webVerbs = /^(OPTIONS|GET|HEAD|POST|PUT|PATCH|DELETE|TRACE|CONNECT)\b/i;
/** A line of a login, in octets (RFC 4954 §4). */
const authLineMaxOctets = 12_288;
/** RFC 5321 §4.5.3.1.4, and what the extensions add to it: RFC 1870, 6152, 6531, 8689, 3461, 4954. */
const lineMaxOctets: Record<string, number> = {
  MAIL: 512 + 26 + 17 + 10 + 11 + 109 + 500,
  RCPT: 512 + 528,
  AUTH: authLineMaxOctets,
};
const anyLineMaxOctets = 512;
/** May be said before TLS where `smtpd_tls_security_level` is encrypt (RFC 3207 §4). */
const beforeTls = ['EHLO', 'HELO', 'STARTTLS', 'NOOP', 'HELP', 'QUIT'];

/**
 * What one SMTP conversation has come to, and the answer to each line: RFC 5321 and its extensions as Postfix speaks them.
 * It knows nothing of sockets.
 */
export class SmtpSession {
  readonly #host: string;
  readonly #client: Client;
  readonly #parts: MtaParts;
  readonly #anvil: Anvil;
  readonly #state: ConversationState;
  #hello: { verb: 'EHLO' | 'HELO'; name: string } | undefined;
  #transaction: Transaction | undefined;
  #sasl: SaslExchange | undefined;
  /** More has arrived behind the command that is being answered. */
  #talksOn = false;

  constructor(state: ConversationState, client: Client, anvil: Anvil, parts: MtaParts) {
    this.#host = state.host;
    this.#state = state;
    this.#client = client;
    this.#anvil = anvil;
    this.#parts = parts;
  }

  /** The verb of a line, as the facts name it. */
  verbOf(line: string): string {
    return this.#sasl ? 'AUTH' : (/^[ \t]*([^ \t]*)/.exec(line)?.[1] ?? '').toUpperCase();
  }

  /** The greeting of a host that does not want to talk; undefined when it does. */
  refusalAtConnect(placeAmongOpen: number): Reply | undefined {
    const { world } = this.#parts;
    if (this.#is('lab_takes_no_mail')) return replies.takesNoMail(this.#name, this.#line('lab_takes_no_mail'));
    if (activeFaults(world.faults, 'not-available').some(({ host }) => host === this.#host)) {
      return replies.notAvailable(this.#name);
    }
    const { address } = this.#client;
    const exceeded = this.#anvil.tooManyAtOnce(placeAmongOpen) ?? this.#anvil.exceeds('connection', address);
    return exceeded && replies.tooManyConnections(this.#name, address, exceeded);
  }

  /** All that was known is forgotten once TLS has begun (RFC 3207 §4.2). */
  secured(): void {
    this.#state.secure = true;
    this.#state.user = undefined;
    this.#hello = undefined;
    this.#transaction = undefined;
  }

  /**
   * @param line a whole line without its end, octets in latin1
   * @param talksOn the client has sent more behind it already
   */
  async command(line: string, talksOn = false): Promise<Turn> {
    this.#talksOn = talksOn;
    if (this.#sasl) return this.#continueLogin(this.#sasl, line);
    if (webVerbs.test(line.trimStart())) return replies.notHttp();
    const verb = this.verbOf(line);
    if (line.length + 2 > (lineMaxOctets[verb] ?? anyLineMaxOctets)) {
      return verb === 'AUTH' ? replies.authenticationLineTooLong() : replies.lineTooLong();
    }
    if (!isAscii(line) && !isUtf8(Buffer.from(line, 'latin1'))) return replies.malformedUnicode();
    if (/^[ \t]*$/.test(line)) return replies.noCommand();
    const handler = Object.hasOwn(handlers, verb) ? handlers[verb] : undefined;
    if (!handler) return replies.unknownCommand();
    if (demandsTls(this.#parts.world, this.#state) && !beforeTls.includes(verb)) {
      return replies.tlsFirst(this.#line('smtpd_tls_security_level'));
    }
    const argument = line.replace(/^[ \t]*[^ \t]*/, '').replace(/^[ \t]+|[ \t]+$/g, '');
    return handler.call(this, isAscii(argument) ? argument : Buffer.from(argument, 'latin1').toString('utf8'), verb);
  }

  /**
   * The final dot is a command too: the one that is answered after DATA.
   * @param octetsInChunks of a letter that came with BDAT
   */
  async letter(received: Received, octetsInChunks?: number): Promise<Reply> {
    const transaction = this.#transaction;
    this.#transaction = undefined;
    if (!transaction) return replies.senderFirst();
    const rule = this.#line('smtpd_forbid_bare_newline');
    if (received.bareNewline && rule.value === 'reject') return replies.bareNewline(this.#name, rule);
    if (received.tooBig) return replies.tooBig(this.#line('message_size_limit'));
    return takeOver(
      {
        host: this.#host,
        client: this.#client,
        hello: this.#hello?.name ?? '',
        protocol: this.#protocol(transaction),
        user: this.#state.user,
        envelope: envelopeOf(transaction),
        data: received.data.toString('latin1'),
        octetsInChunks,
      },
      this.#parts,
    );
  }

  /** The largest letter that is read, in octets. */
  get letterMaxOctets(): number {
    return letterMaxOctets(this.#parts.world, this.#host);
  }

  ehlo(name: string): Reply {
    if (!/^[^ \t]+$/.test(name)) return replies.helloSyntax('EHLO');
    this.#begin('EHLO', name);
    return replies.extensions(this.#name, extensions(this.#parts.world, this.#state));
  }

  helo(name: string): Reply {
    if (!/^[^ \t]+$/.test(name)) return replies.helloSyntax('HELO');
    this.#begin('HELO', name);
    return replies.hello(this.#name);
  }

  async mail(argument: string): Promise<Reply> {
    if (!this.#hello) return replies.helloFirst();
    const { world } = this.#parts;
    if (this.#transaction) return replies.senderTwice();
    if (isForSubmission(world, this.#state) && this.#state.user === undefined) {
      return replies.authenticationFirst(this.#line('smtpd_sasl_auth_enable'), this.#state.port);
    }
    const path = pathAfter('FROM', argument);
    if (path === 'malformed') return replies.badSender();
    if (!path) return replies.syntax('MAIL FROM:<address>');
    const found = mailParameters(path.rest, (keyword) => this.#offers(keyword));
    if (isReply(found)) return found;
    if (!isAscii(path.address) && !found.smtputf8) return replies.unicodeUndeclared();
    const reversePath = path.address === '' ? '' : canonicalAddress(path.address);
    if (reversePath === undefined) return replies.badSender();
    const refused = this.#sizeProblem(found.size ?? 0) ?? (await this.#senderRefusal(reversePath));
    return refused ?? this.#beginTransaction(reversePath, found);
  }

  async rcpt(argument: string): Promise<Reply> {
    const transaction = this.#transaction;
    if (!transaction) return replies.senderFirst();
    if (transaction.chunks) return replies.afterChunks('RCPT');
    const path = pathAfter('TO', argument);
    if (path === 'malformed') return replies.badRecipient();
    if (!path) return replies.syntax('RCPT TO:<address>');
    const found = rcptParameters(path.rest, (keyword) => this.#offers(keyword));
    if (isReply(found)) return found;
    if (!isAscii(path.address) && !transaction.asked.smtputf8) return replies.unicodeUndeclared();
    const recipient = this.#recipientOf(path.address);
    if (recipient === undefined) return replies.badRecipient();
    const reply = this.#tooManyRecipients(transaction) ?? (await this.#decide(transaction, recipient));
    if (reply.code < 400) transaction.recipients.set(recipient, found);
    else transaction.refused += 1;
    return reply;
  }

  async data(argument: string): Promise<Reply> {
    if (argument !== '') return replies.syntax('DATA');
    const transaction = this.#transaction;
    if (transaction?.chunks) return replies.afterChunks('DATA');
    const missing = this.#withoutRecipients();
    if (missing || !transaction) return missing ?? replies.recipientFirst();
    const { reversePath, recipients } = transaction;
    const [recipient = ''] = recipients.keys();
    // The letter may not be sent before the server has asked for it, whatever EHLO lists.
    const request = this.#accessRequest(reversePath, recipient, this.#talksOn);
    return (await dataRefusal(request, this.#parts)) ?? replies.sendLetter();
  }

  /**
   * RFC 3030: the octets come whatever the answer will be, and must be read. Where nobody knows how many there are, the
   * server hangs up, as Postfix does: it could not tell them from commands.
   */
  bdat(argument: string): Turn {
    if (isHidden(this.#parts.world, this.#host, 'CHUNKING')) {
      return replies.chunksNotOffered(this.#line('smtpd_discard_ehlo_keywords'));
    }
    const [, digits, last] = /^(\d{1,15})([ \t]+LAST)?$/i.exec(argument) ?? [];
    if (digits === undefined) return replies.chunkSyntax();
    const octets = Number(digits);
    const taken = async (received: Received) =>
      this.#chunk({ octets, data: received.data, tooBig: received.tooBig, last: last !== undefined });
    if (octets === 0) return { octets, maxOctets: 0, taken };
    return { octets, maxOctets: this.letterMaxOctets, taken };
  }

  rset(argument: string): Reply {
    if (argument !== '') return replies.syntax('RSET');
    this.#transaction = undefined;
    return replies.ok('transaction-reset');
  }

  vrfy(argument: string): Reply {
    const syntax = this.#offers('SMTPUTF8') ? 'VRFY address [SMTPUTF8]' : 'VRFY address';
    if (argument === '') return replies.syntax(syntax);
    const [, name = argument, smtputf8] = /^(.+?)([ \t]+SMTPUTF8)?$/i.exec(argument) ?? [];
    return isAscii(name) || smtputf8 ? replies.mayExist(name) : replies.unicodeUndeclared();
  }

  expn(argument: string): Reply {
    if (!this.#is('lab_expn_command')) return replies.notImplemented(this.#line('lab_expn_command'));
    if (argument === '') return replies.syntax('EXPN list');
    const name = argument.replace(/^<|>$/g, '').split('@', 1)[0] ?? '';
    const members = listMembers(this.#parts.world, this.#host, name.toLowerCase());
    if (!members) return replies.notExpanded(argument);
    return replies.listMembers(
      members.map((member) => `<${member}>`),
      this.#line('lab_expn_command'),
    );
  }

  /** RFC 1985: somebody whose mail waits here has come on line. Postfix answers without enhanced codes, and so do we. */
  etrn(argument: string): Reply {
    if (!this.#hello) return replies.plainly(replies.helloFirst());
    if (this.#transaction) return replies.plainly(replies.transactionOpen());
    if (!/^[^ \t]+$/.test(argument)) return replies.queueRunSyntax();
    const domain = argument.replace(/^[@#]/, '').toLowerCase();
    if (canonicalAddress(`a@${domain}`) === undefined) return replies.queueRunDomain();
    const { world, record } = this.#parts;
    const line = this.#line('relay_domains');
    if (!listOf(world, this.#host, 'relay_domains').includes(domain)) return replies.queueRunRefused(domain, line);
    record({ type: 'queue.flushed', host: this.#host, domain });
    return replies.queueRunStarted(domain, line);
  }

  help(): Reply {
    const known = Object.keys(handlers);
    return replies.help(known.filter((verb) => verb !== 'EXPN' || this.#is('lab_expn_command')).join(' '));
  }

  startTls(argument: string): Reply {
    if (argument !== '') return replies.syntax('STARTTLS');
    if (this.#state.secure) return replies.tlsActive();
    if (isHidden(this.#parts.world, this.#host, 'STARTTLS')) return this.#notOffered();
    return offersTls(this.#parts.world, this.#state)
      ? replies.readyForTls()
      : replies.notImplemented(this.#line('smtpd_tls_security_level'));
  }

  auth(argument: string): Reply {
    const { world, random } = this.#parts;
    if (!this.#hello) return replies.helloFirst();
    if (isHidden(world, this.#host, 'AUTH')) {
      return replies.authenticationOff(this.#line('smtpd_discard_ehlo_keywords'));
    }
    if (!isForSubmission(world, this.#state)) return replies.authenticationOff(this.#line('smtpd_sasl_auth_enable'));
    if (this.#transaction) return replies.transactionOpen();
    if (this.#state.user !== undefined) return replies.authenticatedAlready();
    const [word = '', initial, ...more] = argument.split(/[ \t]+/);
    if (word === '' || more.length > 0) return replies.syntax('AUTH mechanism');
    const offered = offeredMechanisms(world, this.#state);
    if (offered.length === 0) return replies.encryptionFirst(this.#line('smtpd_tls_auth_only'));
    const mechanism = mechanisms.find((known) => known === word.toUpperCase() && offered.includes(known));
    if (!mechanism) return replies.unknownMechanism(this.#line('smtpd_sasl_mechanism_filter'));
    const exceeded = this.#anvil.exceeds('auth', this.#client.address);
    if (exceeded) return replies.tooMuch('many AUTH commands', this.#client.address, exceeded);
    this.#sasl = new SaslExchange(mechanism, `<${random.text(12, '0123456789')}@${this.#name}>`);
    if (initial !== undefined && !this.#sasl.clientBegins) {
      this.#sasl = undefined;
      return replies.syntax('AUTH mechanism');
    }
    return this.#authenticate(this.#sasl.begin(initial));
  }

  #continueLogin(sasl: SaslExchange, line: string): Reply {
    if (line.length + 2 <= authLineMaxOctets) return this.#authenticate(sasl.next(line));
    this.#sasl = undefined;
    return replies.authenticationLineTooLong();
  }

  #authenticate(step: SaslStep): Reply {
    const sasl = this.#sasl;
    if (step.kind === 'challenge') return replies.challenge(step.text);
    if (step.kind === 'credentials' && sasl) return this.#login(sasl, step.credentials);
    this.#sasl = undefined;
    return step.kind === 'cancelled' ? replies.authenticationCancelled() : replies.undecodable();
  }

  #login(sasl: SaslExchange, { user, knows }: Extract<SaslStep, { kind: 'credentials' }>['credentials']): Reply {
    const { world, record } = this.#parts;
    const account = world.hosts.byName[this.#host]?.accounts.find((one) => this.#isSameUser(one.user, user));
    // Somebody who does not exist takes the same time.
    const ok = knows(account ?? { password: '\0', token: '\0' }) && account !== undefined;
    const refusal = ok ? undefined : sasl.takeRefusal();
    if (refusal !== undefined) return replies.challenge(refusal);
    this.#sasl = undefined;
    const { connection } = this.#client;
    record({ type: 'login.attempted', host: this.#host, connection, mechanism: sasl.mechanism, user, ok });
    if (!ok) return replies.authenticationFailed(`${sasl.mechanism} for user ${user}`);
    this.#state.user = account?.user;
    return replies.authenticated(`${sasl.mechanism} for user ${account?.user}`);
  }

  /** In any case, and with or without our domain: so do Dovecot's `auth_username_format` and `auth_default_realm`. */
  #isSameUser(known: string, given: string): boolean {
    const [domain] = listOf(this.#parts.world, this.#host, 'mydestination');
    const whole = (user: string) => (user.includes('@') || !domain ? user : `${user}@${domain}`).toLowerCase();
    return whole(known) === whole(given);
  }

  #begin(verb: 'EHLO' | 'HELO', name: string): void {
    // It goes into the Received line: what does not belong there becomes `?`, as Postfix writes it.
    this.#hello = { verb, name: name.slice(0, 255).replace(/[^\x21-\x7e]/g, '?') };
    this.#transaction = undefined;
  }

  async #senderRefusal(reversePath: string): Promise<Reply | undefined> {
    const { user } = this.#state;
    return user === undefined ? undefined : this.#parts.extensions.get(this.#host)?.senderRefusal?.(user, reversePath);
  }

  #beginTransaction(reversePath: string, found: Exclude<ReturnType<typeof mailParameters>, Reply>): Reply {
    const exceeded = this.#anvil.exceeds('message', this.#client.address);
    if (exceeded) return replies.tooMuch('much mail', this.#client.address, exceeded);
    const { smtputf8, requireTls, ret, envid } = found;
    this.#transaction = {
      reversePath,
      asked: { ...(smtputf8 ? { smtputf8 } : {}), ...(requireTls ? { requireTls } : {}) },
      dsn: { ...(ret ? { ret } : {}), ...(envid === undefined ? {} : { envid }) },
      recipients: new Map(),
      refused: 0,
    };
    return replies.senderOk();
  }

  #sizeProblem(announced: number): Reply | undefined {
    const { world } = this.#parts;
    if (announced > this.letterMaxOctets) return replies.declaredTooBig(this.#line('message_size_limit'));
    const isFull = activeFaults(world.faults, 'disk-full').some(({ host }) => host === this.#host);
    return isFull ? replies.noRoom() : undefined;
  }

  #recipientOf(address: string): string | undefined {
    if (/^postmaster$/i.test(address)) return this.#postmaster();
    const routed = this.#is('allow_untrusted_routing')
      ? routedAddress(address, (domain) => this.#isOurs(domain))
      : undefined;
    return routed ?? canonicalAddress(address);
  }

  /** Including the addresses under which a client may think it has reached us. */
  #isOurs(domain: string): boolean {
    const { world } = this.#parts;
    const ours = [this.#name, `[${world.hosts.byName[this.#host]?.address}]`, '[127.0.0.1]'];
    return [...ours, ...listOf(world, this.#host, 'mydestination')].includes(domain);
  }

  #tooManyRecipients({ recipients }: Transaction): Reply | undefined {
    if (recipients.size >= numberOf(this.#parts.world, this.#host, 'smtpd_recipient_limit')) {
      return replies.tooManyRecipients(this.#line('smtpd_recipient_limit'));
    }
    const exceeded = this.#anvil.exceeds('recipient', this.#client.address);
    return exceeded && replies.tooMuch('many recipients', this.#client.address, exceeded);
  }

  async #decide({ reversePath }: Transaction, recipient: string): Promise<Reply> {
    const { connection } = this.#client;
    const { user } = this.#state;
    // Commands in groups are for those whom EHLO has told of them.
    const talksOn = this.#talksOn && this.#hello?.verb === 'HELO';
    const decision = await decide(this.#accessRequest(reversePath, recipient, talksOn), this.#parts);
    const { verdict, because } = decision;
    this.#parts.record({
      type: 'policy.decided',
      host: this.#host,
      connection,
      reversePath,
      recipient,
      ...(user === undefined ? {} : { user }),
      verdict,
      because,
    });
    return 'reply' in decision ? decision.reply : replies.recipientOk(because);
  }

  #accessRequest(reversePath: string, recipient: string, talksOn: boolean): AccessRequest {
    const { connection, address, name } = this.#client;
    const { user } = this.#state;
    const client = { address, name, connection };
    return { host: this.#host, client, hello: this.#hello?.name, user, reversePath, recipient, talksOn };
  }

  #withoutRecipients(): Reply | undefined {
    if (this.#transaction?.recipients.size) return undefined;
    return this.#transaction?.refused ? replies.noValidRecipients() : replies.recipientFirst();
  }

  async #chunk(chunk: Chunk): Promise<Reply> {
    const { data, last } = chunk;
    const transaction = this.#transaction;
    const chunks = [...(transaction?.chunks ?? []), data];
    const refusal = this.#chunkRefusal(chunks, chunk);
    if (transaction) transaction.chunks = chunks;
    if (refusal || !transaction) {
      if (last) this.#transaction = undefined;
      else if (transaction) transaction.spoilt = true;
      return refusal ?? replies.senderFirst();
    }
    if (!last) return replies.chunkTaken(data.length);
    // Not BINARYMIME: it is text that must be fit for DATA at the next server.
    const text = Buffer.concat(chunks).toString('latin1');
    const whole = Buffer.from(withLineEnds(text), 'latin1');
    const octets = whole.length + (/(^|\r\n)$/.test(whole.toString('latin1')) ? 0 : 2);
    return this.letter({ data: whole, tooBig: false, bareNewline: hasBareNewline(text) }, octets);
  }

  #chunkRefusal(chunks: readonly Buffer[], { octets, tooBig, last }: Chunk): Reply | undefined {
    if (octets === 0 && !last) return replies.emptyChunk();
    if (this.#transaction?.spoilt) return replies.chunkDiscarded(octets);
    const sum = chunks.reduce((before, { length }) => before + length, 0);
    if (tooBig || sum > this.letterMaxOctets) return replies.chunkTooBig(this.#line('message_size_limit'));
    return this.#withoutRecipients();
  }

  /** RFC 5321 §4.5.1: every server takes mail for postmaster, even without a domain. */
  #postmaster(): string {
    const { world } = this.#parts;
    const [domain = `[${world.hosts.byName[this.#host]?.address}]`] = listOf(world, this.#host, 'mydestination');
    return `postmaster@${domain}`;
  }

  /** As the Received line names it (RFC 3848, RFC 6531 §4.3). */
  #protocol({ asked }: Transaction): string {
    const base = asked.smtputf8 ? 'UTF8SMTP' : this.#hello?.verb === 'EHLO' ? 'ESMTP' : 'SMTP';
    return `${base}${this.#state.secure ? 'S' : ''}${this.#state.user === undefined ? '' : 'A'}`;
  }

  #offers(keyword: string): boolean {
    return extensions(this.#parts.world, this.#state).some((listed) => listed.split(' ', 1)[0] === keyword);
  }

  #notOffered(): Reply {
    return replies.notImplemented(this.#line('smtpd_discard_ehlo_keywords'));
  }

  #line(name: ParameterName): ConfigurationLine {
    return configurationLine(this.#parts.world, this.#host, name);
  }

  #is(name: ParameterName): boolean {
    return isOn(this.#parts.world, this.#host, name);
  }

  get #name(): string {
    return parameter(this.#parts.world, this.#host, 'myhostname');
  }
}

/** For filters in front of a server, and by no host for a stranger. */
const notAuthorized = () => replies.notAuthorized();

const handlers: Record<string, (this: SmtpSession, argument: string, verb: string) => Turn | Promise<Turn>> = {
  AUTH: SmtpSession.prototype.auth,
  BDAT: SmtpSession.prototype.bdat,
  DATA: SmtpSession.prototype.data,
  EHLO: SmtpSession.prototype.ehlo,
  ETRN: SmtpSession.prototype.etrn,
  EXPN: SmtpSession.prototype.expn,
  HELO: SmtpSession.prototype.helo,
  HELP: SmtpSession.prototype.help,
  MAIL: SmtpSession.prototype.mail,
  NOOP: () => replies.ok('nothing-done'),
  QUIT: (argument) => (argument === '' ? replies.bye() : replies.syntax('QUIT')),
  RCPT: SmtpSession.prototype.rcpt,
  RSET: SmtpSession.prototype.rset,
  STARTTLS: SmtpSession.prototype.startTls,
  VRFY: SmtpSession.prototype.vrfy,
  XCLIENT: notAuthorized,
  XFORWARD: notAuthorized,
};

const behind = { FROM: /^FROM:[ \t]*(.*)$/is, TO: /^TO:[ \t]*(.*)$/is };

/** What stands behind `FROM:` or `TO:`. Brackets that open and do not close where they should make it malformed. */
function pathAfter(word: 'FROM' | 'TO', argument: string) {
  const [, path] = behind[word].exec(argument) ?? [];
  if (path === undefined) return undefined;
  return readPath(path) ?? (path.startsWith('<') ? 'malformed' : undefined);
}

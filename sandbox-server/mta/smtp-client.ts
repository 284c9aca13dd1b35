import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Endpoint, Envelope } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import type { Asker } from '../dns/resolver.ts';
import { presentedBy } from '../network/certificates.ts';
import { ConnectError } from '../network/network.ts';
import { certificateProblem, clientTlsOptions, type TLSSocket } from '../network/tls.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';
import { foldLongLines } from './cleanup.ts';
import { isOn, listOf, millisecondsOf, parameter } from './config.ts';
import type { MtaParts } from './parts.ts';
import type { Failure, NextHop } from './resolve.ts';
import { passwordTable } from './tables.ts';
import { type TlsPolicy, tlsPolicy } from './tls-policy.ts';

/** What became of one recipient at the next hop. */
export type Outcome =
  | {
      kind: 'sent';
      nextHop: Endpoint;
      reply: string;
      connection: string;
      /** The next hop was told what the sender wants to know, and will see to it (RFC 3461 §4). */
      takesDsn: boolean;
    }
  | ({ kind: 'deferred' | 'failed'; nextHop?: string } & Failure);

/** What is handed over: one envelope with the recipients that share the next hop and what their sender wants to know. */
export interface Delivery {
  host: string;
  queueId: string;
  reversePath: string;
  recipients: string[];
  asked: Omit<Envelope, 'reversePath' | 'recipients'>;
  /** Octets in latin1. */
  raw: string;
  /** The domain whose MX records name the next hops; undefined when the configuration does. */
  domain?: string | undefined;
}

/** No session came about: another server may be tried, or this one without TLS. */
type NoSession = Outcome & { withoutTls?: true };

/**
 * Hands a message to the first of the next hops that answers, and says what became of each recipient. The next one is
 * tried when there is no connection, no TLS where it must be, or the greeting is a refusal, as Postfix does; a reply to
 * MAIL, RCPT or DATA is final for this attempt.
 */
export async function handOver(
  delivery: Delivery,
  nextHops: NextHop[],
  parts: MtaParts,
): Promise<Map<string, Outcome>> {
  let failure: Outcome = { kind: 'failed', status: '5.4.4', diagnostic: 'unable to find a mail server' };
  const by = askerFor(delivery);
  for (const nextHop of nextHops) {
    const { addresses, rcode } = await addressesOf(by, nextHop, parts);
    if (addresses.length === 0) failure = noAddress(nextHop, rcode);
    for (const address of addresses) {
      const outcome = await attempt(delivery, { ...nextHop, address }, parts);
      if (outcome instanceof Map) return outcome;
      failure = outcome;
    }
  }
  return new Map(delivery.recipients.map((recipient) => [recipient, failure]));
}

function askerFor({ host, queueId }: Delivery): Asker {
  return { client: host, driver: 'mta', about: { queueId } };
}

async function addressesOf(by: Asker, nextHop: NextHop, { resolver }: MtaParts) {
  const [, literal] = /^\[?(\d{1,3}(?:\.\d{1,3}){3})\]?$/.exec(nextHop.host) ?? [];
  if (literal) return { addresses: [literal], rcode: 'NOERROR' } as const;
  const { rcode, answers } = await resolver.query(by, nextHop.host, 'A');
  return { addresses: answers.flatMap((record) => (record.type === 'A' ? [record.address] : [])), rcode };
}

async function attempt(delivery: Delivery, to: Endpoint, parts: MtaParts): Promise<Map<string, Outcome> | Outcome> {
  const policy = await tlsPolicy(askerFor(delivery), to, delivery.domain, parts);
  if (policy.refused) return { kind: 'deferred', ...policy.refused, nextHop: to.host };
  const outcome = await connectAndSend(delivery, to, policy, parts);
  if (outcome instanceof Map || !outcome.withoutTls || policy.level !== 'may') return outcome;
  // Where TLS is only nice to have, a handshake that fails is no reason to keep the mail (RFC 7435).
  return connectAndSend(delivery, to, { level: 'none' }, parts);
}

/** One connection. A single outcome means: no session came about. */
async function connectAndSend(
  delivery: Delivery,
  to: Endpoint,
  policy: TlsPolicy,
  parts: MtaParts,
): Promise<Map<string, Outcome> | NoSession> {
  const { host, queueId } = delivery;
  try {
    const socket = await parts.network.connect({
      from: host,
      fromAddress: sourceAddress(delivery, parts.world),
      to,
      driver: 'mta',
      carries: { host, queueId },
      timeoutMs: millisecondsOf(parts.world, host, 'smtp_connect_timeout'),
    });
    return await new Session(delivery, to, policy, socket, parts).run();
  } catch (error) {
    return notConnected(to, error);
  }
}

/** A server with several addresses calls from the next one at each attempt; undefined: from its own. */
function sourceAddress({ host, queueId }: Delivery, world: World): string | undefined {
  const addresses = listOf(world, host, 'lab_source_addresses');
  const attempts = world.queues.byHost[host]?.[queueId]?.attempts ?? 0;
  return addresses[attempts % addresses.length];
}

/** Sandbox ms without a word after which a server is given up: Postfix's smtp_helo_timeout, smtp_mail_timeout and others. */
const silenceMs = 300_000;

/** nodemailer's own timers follow the wall, not the sandbox's clock; the longest that Node can set never fires. */
const never = 2_147_483_647;

/** The parts of nodemailer's error that we read. */
interface SmtpError {
  message: string;
  code?: string | undefined;
  response?: string | undefined;
  responseCode?: number | undefined;
  command?: string | undefined;
  recipient?: string | undefined;
  rejectedErrors?: SmtpError[] | undefined;
}

/** What nodemailer knows and does not publish. */
interface Internals {
  _socket: TLSSocket | VirtualSocket;
  _supportedExtensions: string[];
  _supportedAuth: string[];
  /** What the server said behind SIZE, in octets; 0: nothing. */
  _maxAllowedSize: number;
}

/** One conversation with a server, from its greeting to QUIT. */
class Session {
  readonly #delivery: Delivery;
  readonly #to: Endpoint;
  readonly #policy: TlsPolicy;
  readonly #socket: VirtualSocket;
  readonly #parts: MtaParts;

  constructor(delivery: Delivery, to: Endpoint, policy: TlsPolicy, socket: VirtualSocket, parts: MtaParts) {
    this.#delivery = delivery;
    this.#to = to;
    this.#policy = policy;
    this.#socket = socket;
    this.#parts = parts;
  }

  async run(): Promise<Map<string, Outcome> | NoSession> {
    const { world, work } = this.#parts;
    const { host } = this.#delivery;
    const client = new SMTPConnection({
      connection: this.#socket as never, // a Duplex with those methods of net.Socket that nodemailer calls
      host: this.#to.host,
      name: parameter(world, host, 'myhostname'),
      secure: isOn(world, host, 'smtp_tls_wrappermode'),
      ignoreTLS: this.#policy.level === 'none',
      requireTLS: !['none', 'may'].includes(this.#policy.level),
      opportunisticTLS: this.#policy.level === 'may',
      tls: await work.track(clientTlsOptions(undefined, this.#to.host)),
      logger: false,
      socketTimeout: silenceMs,
      connectionTimeout: never,
      greetingTimeout: never,
    });
    const problem = (await this.#begin(client)) ?? (await this.#secured(client)) ?? (await this.#login(client));
    if (!problem) return this.#send(client);
    client.close();
    return problem;
  }

  /** After the session has begun, an error belongs to it; before, another server may be tried. */
  #begin(client: SMTPConnection): Promise<NoSession | undefined> {
    return new Promise((resolve) => {
      client.once('error', (error: SmtpError) => resolve(this.#noSession(error)));
      client.connect((error) => resolve(error ? this.#noSession(error) : undefined));
    });
  }

  #noSession(error: SmtpError): NoSession {
    if (error.code !== 'ETLS') return brokenOff(this.#to, error);
    const refused = error.response !== undefined;
    const what = refused ? 'TLS is required, but was not offered by host' : 'Cannot start TLS: handshake failure with';
    const diagnostic = `${what} ${this.#to.host}[${this.#to.address}]`;
    return {
      kind: 'deferred',
      status: refused ? '4.7.4' : '4.7.5',
      diagnostic,
      nextHop: this.#to.host,
      withoutTls: true,
    };
  }

  /** Looks at the certificate, and at what the policy makes of it. */
  async #secured(client: SMTPConnection): Promise<NoSession | undefined> {
    const { _socket: socket } = client as unknown as Internals;
    if (!client.secure || !('authorized' in socket)) return undefined;
    const problem = certificateProblem(socket);
    const { host } = this.#delivery;
    const checked = { type: 'certificate.checked', connection: this.#socket.connection, host } as const;
    this.#parts.record({ ...checked, trusted: !problem, ...(problem ? { problem } : {}) });
    if (this.#policy.level === 'dane')
      return (await this.#isRightKey()) ? undefined : this.#notTrusted('key not in TLSA');
    return problem && this.#policy.level === 'verify' ? this.#notTrusted(problem) : undefined;
  }

  async #isRightKey(): Promise<boolean> {
    const server = this.#parts.world.hosts.byName[this.#to.host];
    if (!server) return false;
    const { keyHash } = await presentedBy(server);
    return (this.#policy.keyHashes ?? []).some((hash) => hash === 'auto' || hash === keyHash);
  }

  #notTrusted(problem: string): NoSession {
    const diagnostic = `Server certificate not trusted: ${this.#to.host}[${this.#to.address}]: ${problem}`;
    return { kind: 'deferred', status: '4.7.5', diagnostic, nextHop: this.#to.host };
  }

  async #login(client: SMTPConnection): Promise<NoSession | undefined> {
    const { world } = this.#parts;
    const { host } = this.#delivery;
    if (!isOn(world, host, 'smtp_sasl_auth_enable')) return undefined;
    const table = passwordTable(parameter(world, host, 'smtp_sasl_password_maps'));
    const { host: name, port } = this.#to;
    const secret = [`[${name}]:${port}`, `[${name}]`, `${name}:${port}`, name]
      .map((key) => table?.get(key))
      .find(Boolean);
    if (!secret) return undefined;
    const offered = (client as unknown as Internals)._supportedAuth;
    const server = `${name}[${this.#to.address}]`;
    const head = { kind: 'deferred', status: '4.7.0', nextHop: name } as const;
    if (offered.length === 0) {
      return {
        ...head,
        diagnostic: `SASL authentication failed; server ${server} offered no compatible authentication mechanisms`,
      };
    }
    return new Promise((resolve) => {
      client.login({ user: secret.user, pass: secret.password }, (error: SmtpError | null) => {
        const diagnostic = `SASL authentication failed; server ${server} said: ${error?.response ?? error?.message}`;
        resolve(error ? { ...head, diagnostic } : undefined);
      });
    });
  }

  #send(client: SMTPConnection): Promise<Map<string, Outcome>> {
    const { recipients, reversePath, asked, raw } = this.#delivery;
    const letter = foldLongLines(raw);
    const impossible = this.#missingExtension(client) ?? this.#tooLarge(client, letter.length);
    if (impossible) {
      client.quit();
      return Promise.resolve(new Map(recipients.map((recipient) => [recipient, impossible])));
    }
    const takesDsn = (client as unknown as Internals)._supportedExtensions.includes('DSN');
    const envelope = {
      from: reversePath,
      to: recipients,
      size: letter.length,
      use8BitMime: true,
      requireTLSExtensionEnabled: asked.requireTls === true,
      ...(asked.dsn ? { dsn: this.#dsn() } : {}),
    };
    return new Promise((resolve) => {
      client.send(envelope as never, Buffer.from(letter, 'latin1'), (failed, info) => {
        client.quit();
        const refused = rejections(this.#to, failed ?? undefined, info?.rejectedErrors);
        const sent = { kind: 'sent', nextHop: this.#to, reply: info?.response ?? '' } as const;
        const otherwise: Outcome = failed
          ? said(this.#to, failed)
          : { ...sent, connection: this.#socket.connection, takesDsn };
        resolve(new Map(recipients.map((recipient) => [recipient, refused.get(recipient) ?? otherwise])));
      });
    });
  }

  /** All recipients of a delivery share what is asked; a name of its own has only a single one. */
  #dsn() {
    const { asked, recipients } = this.#delivery;
    const { notify, orcpt } = asked.dsn?.recipients[recipients[0] ?? ''] ?? {};
    const { ret, envid } = asked.dsn ?? {};
    return {
      ...(ret ? { ret } : {}),
      ...(envid ? { envid } : {}),
      ...(notify ? { notify } : {}),
      ...(orcpt ? { orcpt } : {}),
    };
  }

  /** What the message needs and the server does not have. */
  #missingExtension(client: SMTPConnection): Outcome | undefined {
    const { asked } = this.#delivery;
    const { _supportedExtensions: offered } = client as unknown as Internals;
    const server = `${this.#to.host}[${this.#to.address}]`;
    const head = { kind: 'failed', nextHop: this.#to.host } as const;
    if (asked.smtputf8 && !offered.includes('SMTPUTF8')) {
      return { ...head, status: '5.6.7', diagnostic: `SMTPUTF8 is required, but was not offered by host ${server}` };
    }
    if (asked.requireTls && !(client.secure && offered.includes('REQUIRETLS'))) {
      return { ...head, status: '5.7.30', diagnostic: `REQUIRETLS is required, but was not offered by host ${server}` };
    }
    return undefined;
  }

  /** A server that says how much it takes (RFC 1870) is not asked for more. */
  #tooLarge(client: SMTPConnection, size: number): Outcome | undefined {
    const { _maxAllowedSize: limit } = client as unknown as Internals;
    if (limit === 0 || size <= limit) return undefined;
    const { host, address } = this.#to;
    const diagnostic = `message size ${size} exceeds size limit ${limit} of server ${host}[${address}]`;
    return { kind: 'failed', status: '5.3.4', diagnostic, nextHop: host };
  }
}

function notConnected(to: Endpoint, error: unknown): Outcome {
  if (!(error instanceof ConnectError)) throw error;
  const what = error.code === 'ETIMEDOUT' ? 'Connection timed out' : 'Connection refused';
  const diagnostic = `connect to ${to.host}[${to.address}]:${to.port}: ${what}`;
  return { kind: 'deferred', status: '4.4.1', diagnostic, nextHop: to.host };
}

function rejections(to: Endpoint, failed?: SmtpError, partly: SmtpError[] = []): Map<string, Outcome> {
  const errors = [...partly, ...(failed?.rejectedErrors ?? [])];
  return new Map(errors.map((error): [string, Outcome] => [error.recipient ?? '', said(to, error)]));
}

/** The server refused: 4yz is for now, 5yz for good (RFC 5321 §4.2.1). Without a reply the connection broke. */
function said(to: Endpoint, error: SmtpError): Outcome {
  const { response, responseCode, command } = error;
  if (!response || !responseCode) return brokenOff(to, error);
  const [, status = responseCode < 500 ? '4.0.0' : '5.0.0'] =
    /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(response) ?? [];
  const place = command ? ` (in reply to ${command === 'DATA' ? 'end of DATA' : command} command)` : '';
  const diagnostic = `host ${to.host}[${to.address}] said: ${response.replace(/\r?\n/g, ' ')}${place}`;
  return { kind: responseCode < 500 ? 'deferred' : 'failed', status, diagnostic, nextHop: to.host };
}

function brokenOff(to: Endpoint, error: SmtpError): Outcome {
  if (error.response && error.responseCode) return said(to, error);
  const what = error.code === 'ETIMEDOUT' ? 'conversation timed out with' : 'lost connection with';
  const diagnostic = `${what} ${to.host}[${to.address}] while talking to it`;
  return { kind: 'deferred', status: '4.4.2', diagnostic, nextHop: to.host };
}

/** A name server that fails may know the name later; one that answers has said no. */
function noAddress({ host }: NextHop, rcode: 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL'): Outcome {
  const isLater = rcode === 'SERVFAIL';
  const problem = isLater ? 'Host not found, try again' : 'Host not found';
  const diagnostic = `Host or domain name not found. Name service error for name=${host} type=A: ${problem}`;
  return { kind: isLater ? 'deferred' : 'failed', status: isLater ? '4.4.3' : '5.4.4', diagnostic, nextHop: host };
}

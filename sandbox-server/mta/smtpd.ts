import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { messageSizeMaxBytes } from '#protocol/limits.ts';
import type { OpenedConnection } from '../network/network.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';
import { type AccessVerdict, accessVerdict } from './access.ts';
import { hopCount, receivedLine } from './cleanup.ts';
import { listOf, millisecondsOf, numberOf, parameter } from './config.ts';
import { newQueueId } from './ids.ts';
import type { MtaParts } from './parts.ts';
import { type Reply, replies } from './replies.ts';
import { SmtpdConnection } from './smtpd-connection.ts';

type Done = (error?: Error | null) => void;

/** The listener of one host: who may hand in what, and the promise of the 250 after the final dot. */
export class Smtpd extends SMTPServer {
  readonly host: string;
  readonly parts: MtaParts;
  readonly #open = new Map<string, { smtp: SmtpdConnection; opened: OpenedConnection }>();

  constructor(host: string, parts: MtaParts) {
    super({
      name: host,
      logger: false,
      hideENHANCEDSTATUSCODES: false,
      authOptional: true,
      disabledCommands: ['AUTH', 'STARTTLS', 'XCLIENT', 'XFORWARD', 'LHLO', 'WIZ', 'SHELL', 'KILL'],
      size: messageSizeMaxBytes,
      rejectOversized: true,
      resolver: { reverse: (address, done) => this.#reverse(address, done) },
    });
    this.host = host;
    this.parts = parts;
    // A client that breaks off in the middle is a fact of the network already; unheard it would end the process.
    this.on('error', () => undefined);
  }

  /** Takes over a connection that the network opened to one of the host's ports. */
  accept(socket: VirtualSocket, opened: OpenedConnection): void {
    const { world } = this.parts;
    this.options.size = numberOf(world, this.host, 'message_size_limit');
    this.options.maxRecipients = numberOf(world, this.host, 'smtpd_recipient_limit');
    this.options.socketTimeout = millisecondsOf(world, this.host, 'smtpd_timeout');
    const smtp = new SmtpdConnection(this, socket, opened);
    this.#open.set(opened.id, { smtp, opened });
    this.connections.add(smtp);
    smtp.on('error', () => undefined);
    smtp.init();
  }

  override onMailFrom(_address: SMTPServerAddress, session: SMTPServerSession, done: Done): void {
    this.#smtp(session).decide(replies.senderOk());
    done();
  }

  override onRcptTo(address: SMTPServerAddress, session: SMTPServerSession, done: Done): void {
    if (address.address.toLowerCase() === 'postmaster') this.#qualify(address);
    const recipient = address.address;
    const request = { host: this.host, client: session.remoteAddress, recipient };
    const decided = accessVerdict(request, this.parts.world);
    this.parts.record({
      type: 'policy.decided',
      host: this.host,
      connection: session.id,
      reversePath: reversePathOf(session),
      recipient,
      verdict: decided.verdict === 'local' || decided.verdict === 'relay' ? decided.verdict : 'reject',
      because: decided.because,
    });
    const reply = replyTo(recipient, decided);
    this.#smtp(session).decide(reply);
    done(reply.code < 400 ? null : new Error(reply.lines.join(' ')));
  }

  override onData(stream: SMTPServerDataStream, session: SMTPServerSession, done: Done): void {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => {
      if (!stream.sizeExceeded) chunks.push(chunk);
    });
    stream.on('error', () => undefined);
    stream.on('end', () => {
      const smtp = this.#smtp(session);
      smtp.endOfData();
      if (stream.sizeExceeded) return done();
      this.#accept(session, Buffer.concat(chunks).toString('latin1')).then((reply) => {
        smtp.decide(reply);
        done(reply.code < 400 ? null : new Error(reply.lines.join(' ')));
      });
    });
  }

  override onClose(session: SMTPServerSession): void {
    this.#open.delete(session.id);
  }

  /** The contract of SMTP: 250 only when the message is on disk (RFC 5321 §4.2.5). */
  async #accept(session: SMTPServerSession, data: string): Promise<Reply> {
    const { world, random, record, clock } = this.parts;
    const hops = hopCount(data);
    if (hops > numberOf(world, this.host, 'hopcount_limit')) return replies.tooManyHops(hops);
    const { opened } = this.#entry(session);
    const queueId = newQueueId(random);
    const envelope = {
      reversePath: reversePathOf(session),
      recipients: session.envelope.rcptTo.map(({ address }) => address),
    };
    const upstream = opened.carries;
    const handedOver = upstream && world.queues.byHost[upstream.host]?.[upstream.queueId]?.message;
    const client = this.#client(session);
    const trace = { client, host: this.host, queueId, recipients: envelope.recipients, at: clock.now() };
    try {
      await record({
        type: 'message.accepted',
        host: this.host,
        queueId,
        message: handedOver ?? `m${world.messages.count + 1}`,
        origin: world.messages.byId[handedOver ?? '']?.origin ?? 'learner',
        connection: session.id,
        envelope,
        raw: receivedLine(trace) + data,
        ...(upstream ? { upstream } : {}),
      });
    } catch {
      return replies.storageProblem();
    }
    return replies.queued(queueId);
  }

  #client(session: SMTPServerSession) {
    const { remoteAddress: address, clientHostname, hostNameAppearsAs, transmissionType } = session;
    const name = String(clientHostname).startsWith('[') ? undefined : String(clientHostname);
    return { hello: String(hostNameAppearsAs), name, address, protocol: transmissionType };
  }

  /** RFC 5321 §4.5.1: every server takes mail for postmaster, even without a domain. */
  #qualify(address: SMTPServerAddress): void {
    const { world } = this.parts;
    const domain = listOf(world, this.host, 'mydestination')[0] ?? parameter(world, this.host, 'myhostname');
    address.address = `postmaster@${domain}`;
  }

  #reverse(address: string, done: (error: Error | null, names?: string[]) => void): void {
    this.parts.resolver.reverse({ client: this.host, driver: 'mta' }, address).then(
      (name) => done(null, name === undefined ? [] : [name]),
      (error: Error) => done(error),
    );
  }

  #smtp(session: SMTPServerSession): SmtpdConnection {
    return this.#entry(session).smtp;
  }

  #entry(session: SMTPServerSession) {
    const entry = this.#open.get(session.id);
    if (!entry) throw new Error(`no connection ${session.id} at ${this.host}`);
    return entry;
  }
}

function replyTo(recipient: string, { verdict, because }: AccessVerdict): Reply {
  switch (verdict) {
    case 'local':
    case 'relay':
      return replies.recipientOk(because);
    case 'relay-denied':
      return replies.relayDenied(recipient, because);
    case 'user-unknown':
      return replies.userUnknown(recipient, because);
  }
}

function reversePathOf(session: SMTPServerSession): string {
  return session.envelope.mailFrom ? session.envelope.mailFrom.address : '';
}

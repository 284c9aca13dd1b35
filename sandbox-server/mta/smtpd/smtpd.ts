import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { presentedBy } from '../../network/certificates.ts';
import type { OpenedConnection } from '../../network/network.ts';
import { acceptTls, type TLSSocket } from '../../network/tls.ts';
import type { VirtualSocket } from '../../network/virtual-socket.ts';
import { millisecondsOf } from '../config.ts';
import type { MtaParts } from '../parts.ts';
import { Anvil } from './anvil.ts';
import { SmtpdConnection } from './connection.ts';

/** On this port TLS begins with the first octet (RFC 8314 §3.3). */
const implicitTlsPort = 465;

/** The listener of one host. */
export class Smtpd extends SMTPServer {
  readonly host: string;
  readonly parts: MtaParts;
  readonly anvil: Anvil;
  readonly #open = new Map<string, { smtp: SmtpdConnection; client: string; implicitTls: boolean }>();

  constructor(host: string, parts: MtaParts) {
    super({
      name: host,
      logger: false,
      authOptional: true,
      resolver: { reverse: (address, done) => this.#reverse(address, done) },
    });
    this.host = host;
    this.parts = parts;
    this.anvil = new Anvil(host, parts);
    // A client that breaks off in the middle is a fact of the network already; unheard it would end the process.
    this.on('error', () => undefined);
  }

  /** Takes over a connection that the network opened to one of the host's ports. */
  accept(socket: VirtualSocket, opened: OpenedConnection): void {
    if (opened.to.port !== implicitTlsPort) return this.#converse(socket, socket, opened);
    const { world, work, record } = this.parts;
    const host = world.hosts.byName[this.host];
    if (!host) throw new Error(`no host ${this.host}`);
    // Somebody who never begins the handshake is not waited for.
    socket.setTimeout(millisecondsOf(world, this.host, 'smtpd_timeout'), () => socket.destroy());
    work
      .track(presentedBy(host))
      .then(() => acceptTls(socket, { connection: opened.id, host, record }))
      .then(
        (tls) => this.#converse(tls, socket, opened),
        () => socket.destroy(),
      );
  }

  /** Makes the certificate ready for a client that has said STARTTLS. */
  async prepareTls(): Promise<void> {
    const host = this.parts.world.hosts.byName[this.host];
    if (host) this.secureContext.set('*', (await presentedBy(host)).context);
  }

  /** Of the connections that its client has open here, this is number so and so, from 1, in the order in which they came. */
  placeOf(connection: SmtpdConnection, address: string): number {
    const open = [...this.#open.values()].filter(({ client, smtp }) => client === address && !smtp.isOver);
    return open.findIndex(({ smtp }) => smtp === connection) + 1;
  }

  /** The library would read its own certificate from disk; ours comes when it is asked for. */
  override updateSecureContext(): void {
    this.secureContext = new Map();
  }

  override onSecure(socket: TLSSocket, session: SMTPServerSession, done: (error?: Error | null) => void): void {
    const entry = this.#open.get(session.id);
    if (entry && !entry.implicitTls) entry.smtp.secured(socket);
    done();
  }

  override onClose(session: SMTPServerSession): void {
    this.#open.delete(session.id);
  }

  #converse(socket: VirtualSocket | TLSSocket, cable: VirtualSocket, opened: OpenedConnection): void {
    const smtp = new SmtpdConnection(this, socket, cable, opened);
    this.#open.set(opened.id, { smtp, client: opened.from.address, implicitTls: socket !== cable });
    this.connections.add(smtp);
    smtp.on('error', (error: Error & { meta?: { stage?: string } }) => {
      if (!error.meta) return;
      this.parts.record({ type: 'tls.failed', connection: opened.id, by: 'server', problem: error.message });
    });
    smtp.init();
  }

  #reverse(address: string, done: (error: Error | null, names?: string[]) => void): void {
    // The library asks while it greets: the newest connection of this address is the one.
    const connection = [...this.#open].findLast(([, { client }]) => client === address)?.[0];
    const about = connection === undefined ? {} : { about: { connection } };
    this.parts.resolver.reverse({ client: this.host, driver: 'mta', ...about }, address).then(
      (name) => done(null, name === undefined ? [] : [name]),
      (error: Error) => done(error),
    );
  }
}

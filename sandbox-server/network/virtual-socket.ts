import { Duplex } from 'node:stream';
import type { Clock } from '../clock/clock.ts';

type Done = (error?: Error | null) => void;

/** What the network is told by a socket. */
export interface Cable {
  clock: Clock;
  /** Carries a delivery to the other side, on a later turn and in order. */
  carry(deliver: () => void): void;
  sent(data: Buffer): void;
  closed(how: 'fin' | 'rst'): void;
}

/**
 * One end of an in-memory TCP connection, with those members of net.Socket that smtp-server, nodemailer and node:tls use.
 * Octets arrive on a later turn, never inside write(): nodemailer sends STARTTLS first and only then installs the handler
 * that must see the reply.
 */
export class VirtualSocket extends Duplex {
  readonly connection: string;
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly #cable: Cable;
  #peer: VirtualSocket | undefined;
  #waiting: Done | undefined;
  #idleMs = 0;
  #cancelIdle: (() => void) | undefined;

  constructor(
    connection: string,
    local: { address: string; port: number },
    remote: { address: string; port: number },
    cable: Cable,
  ) {
    super({ allowHalfOpen: false });
    this.connection = connection;
    this.localAddress = local.address;
    this.localPort = local.port;
    this.remoteAddress = remote.address;
    this.remotePort = remote.port;
    this.#cable = cable;
    // A reset that nobody listens for must not end the process.
    this.on('error', () => undefined);
  }

  static join(one: VirtualSocket, other: VirtualSocket): void {
    one.#peer = other;
    other.#peer = one;
  }

  get readyState(): 'open' | 'readOnly' | 'writeOnly' | 'closed' {
    if (this.destroyed) return 'closed';
    if (this.writable && !this.writableEnded) return this.readableEnded ? 'writeOnly' : 'open';
    return this.readableEnded ? 'closed' : 'readOnly';
  }

  setTimeout(ms: number, onTimeout?: () => void): this {
    this.#idleMs = ms;
    if (onTimeout) {
      if (ms > 0) this.once('timeout', onTimeout);
      else this.removeListener('timeout', onTimeout);
    }
    this.#heard();
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  /** Drops the connection without a word to the other side: power or cable gone. */
  lose(): void {
    this.#peer = undefined;
    this.destroy();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    const data = Buffer.from(chunk);
    this.#heard();
    this.#cable.sent(data);
    this.#cable.carry(() => {
      if (this.#peer) this.#peer.#receive(data, done);
      else done();
    });
  }

  override _final(done: Done): void {
    const peer = this.#peer;
    this.#cable.closed('fin');
    this.#cable.carry(() => {
      if (peer && !peer.destroyed) peer.push(null);
    });
    done();
  }

  override _read(): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.();
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#cancelIdle?.();
    const peer = this.#peer;
    this.#peer = undefined;
    this.#waiting?.();
    if (peer) {
      this.#cable.closed(this.writableFinished ? 'fin' : 'rst');
      this.#cable.carry(() => peer.#lost(this.writableFinished));
    }
    done(error);
  }

  #receive(data: Buffer, done: Done): void {
    if (this.destroyed) return done();
    this.#heard();
    if (this.push(data)) done();
    else this.#waiting = done;
  }

  #lost(orderly: boolean): void {
    if (this.destroyed || orderly) return;
    this.#peer = undefined;
    this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
  }

  #heard(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = undefined;
    if (this.#idleMs > 0 && !this.destroyed)
      this.#cancelIdle = this.#cable.clock.after(this.#idleMs, () => this.emit('timeout'));
  }
}

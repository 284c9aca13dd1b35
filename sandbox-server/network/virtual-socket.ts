import { Duplex } from 'node:stream';
import type { Clock } from '../clock/clock.ts';

type Done = (error?: Error | null) => void;

/** What a socket asks of the connection of which it is one end. */
export interface Cable {
  clock: Clock;
  /** Brings something to the other end: on a later turn, after the latency, in order. */
  carry(deliver: () => void): void;
  /** These octets leave. Returns those that will arrive. */
  sent(data: Buffer): Buffer;
  /** This end sends nothing more: FIN. */
  finished(): void;
  /** This end breaks off: RST. */
  reset(): void;
}

/** Octets under way in one direction before the sender must wait; about what Linux begins with. No fact is longer. */
const windowOctets = 65_536;

/**
 * One end of an in-memory TCP connection, with those members of net.Socket that smtp-server, nodemailer and node:tls use.
 * Octets arrive on a later turn, never inside write(): nodemailer sends STARTTLS first and only then installs the handler
 * that must see the reply. destroy() sends FIN, as close(2) does; destroy(error) sends RST.
 */
export class VirtualSocket extends Duplex {
  /** Id of the connection in the facts. */
  readonly connection: string;
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly #cable: Cable;
  /** The other end; undefined when the cable is cut. */
  #peer: VirtualSocket | undefined;
  /** Octets sent that have not arrived. */
  #underWay = 0;
  /** Enough has arrived that nobody has read. */
  #full = false;
  /** Our FIN was sent. */
  #finished = false;
  /** Continues our writer, who waits for the window. */
  #resumeWriter: (() => void) | undefined;
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
  }

  static join(one: VirtualSocket, other: VirtualSocket): void {
    one.#peer = other;
    other.#peer = one;
  }

  /** smtp-server writes nothing unless it is 'open'. */
  get readyState(): 'open' | 'readOnly' | 'writeOnly' | 'closed' {
    const reads = !this.destroyed && !this.readableEnded;
    const writes = !this.destroyed && !this.writableEnded;
    if (reads) return writes ? 'open' : 'readOnly';
    return writes ? 'writeOnly' : 'closed';
  }

  /** Emits 'timeout' once when nothing was sent or has come for `ms` of sandbox time; 0 switches it off. */
  setTimeout(ms: number, onTimeout?: () => void): this {
    this.#idleMs = ms;
    if (onTimeout) {
      if (ms > 0) this.once('timeout', onTimeout);
      else this.removeListener('timeout', onTimeout);
    }
    this.#stir();
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

  /** Ends without a word to the other side, and hears nothing more from it: power or cable gone. */
  cut(): void {
    this.#peer = undefined;
    this.destroy();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    // A copy: TLS and file readers write into the same memory again.
    this.#send(Buffer.from(chunk), done);
  }

  /** What was corked, or waited for the window, leaves together. */
  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: Done): void {
    this.#finish();
    done();
  }

  override _read(): void {
    this.#full = false;
    if (this.#peer) this.#peer.#mayGoOn();
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#cancelIdle?.();
    const peer = this.#peer;
    if (error && peer) {
      this.#cable.reset();
      this.#cable.carry(() => peer.#resetByPeer());
    } else this.#finish();
    this.#resumeWriter?.();
    if (peer) peer.#mayGoOn();
    // A reset that nobody listens for must not end the process.
    done(this.listenerCount('error') > 0 ? error : null);
  }

  #send(data: Buffer, done: Done): void {
    const peer = this.#peer;
    if (!peer || this.destroyed || data.length === 0) return done();
    const [now, later] = [data.subarray(0, windowOctets), data.subarray(windowOctets)];
    this.#stir();
    const arriving = this.#cable.sent(now);
    this.#underWay += now.length;
    this.#resumeWriter = () => this.#send(later, done);
    this.#cable.carry(() => {
      this.#underWay -= now.length;
      peer.#arrived(arriving);
      this.#mayGoOn();
    });
    this.#mayGoOn();
  }

  #finish(): void {
    const peer = this.#peer;
    if (!peer || this.#finished) return;
    this.#finished = true;
    this.#cable.finished();
    this.#cable.carry(() => {
      if (!peer.destroyed) peer.push(null);
    });
  }

  #arrived(data: Buffer): void {
    if (this.destroyed) return this.#refuse();
    this.#stir();
    this.#full = !this.push(data);
  }

  /** Octets for a socket that is gone are answered with RST (RFC 9293 §3.10.7.1). */
  #refuse(): void {
    const peer = this.#peer;
    if (!peer || peer.destroyed) return;
    this.#cable.reset();
    this.#cable.carry(() => peer.#resetByPeer());
  }

  #resetByPeer(): void {
    this.#peer = undefined;
    this.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET', syscall: 'read' }));
  }

  #mayGoOn(): void {
    const peerIsFull = this.#peer && !this.#peer.destroyed && this.#peer.#full;
    if (!this.#resumeWriter || this.#underWay >= windowOctets || peerIsFull) return;
    const resume = this.#resumeWriter;
    this.#resumeWriter = undefined;
    resume();
  }

  #stir(): void {
    this.#cancelIdle?.();
    this.#cancelIdle = undefined;
    if (this.#idleMs <= 0 || this.destroyed) return;
    this.#cancelIdle = this.#cable.clock.after(this.#idleMs, () => this.emit('timeout'));
  }
}

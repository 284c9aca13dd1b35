import { createHmac } from 'node:crypto';
import { connect as connectTcp, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { authorityPem } from '../../sandbox-server/network/certificates.ts';
import type { VirtualSocket } from '../../sandbox-server/network/virtual-socket.ts';
import type { Sandbox } from '../../sandbox-server/sandbox/sandbox.ts';
import type { Step, Target } from './notation.ts';

/** Real ms after which a conversation that hangs is given up. */
const patienceMs = 5000;

/** Old versions of TLS are not even tried by Node's library unless it is told that weak is fine. */
const weakToo = 'DEFAULT@SECLEVEL=0';

/** How a client reaches the hosts of a sandbox. */
export type Dial = (to: Target) => Promise<VirtualSocket | Socket>;

/** Real ports that lead to the virtual ones. */
export function overTcp(portOf: (to: Target) => number): Dial {
  return (to) =>
    new Promise((resolve, reject) => {
      const socket = connectTcp(portOf(to), '127.0.0.1', () => resolve(socket));
      socket.setNoDelay(true);
      socket.once('error', reject);
    });
}

/** Waits for the condition, turn by turn; throws with what was seen when it never becomes true. */
async function until(condition: () => boolean, hanging: () => string): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  while (!condition()) {
    if (Date.now() > giveUpAt) throw new Error(`hangs: ${hanging()}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** One client's end of one connection: what it sent, and every octet that the server said, TLS taken off. */
export class Conversation {
  /** Octets in latin1. */
  heard = '';
  /** How many of them have been compared. */
  #compared = 0;
  #sent = 0;
  #isOver = false;
  #cable: VirtualSocket | Socket;
  #socket: Duplex;
  readonly #sandbox: Sandbox;
  readonly #id: string;
  readonly #host: string;

  private constructor(sandbox: Sandbox, cable: VirtualSocket | Socket, id: string, host: string) {
    this.#sandbox = sandbox;
    this.#cable = cable;
    this.#socket = cable;
    this.#id = id;
    this.#host = host;
    this.#listen(cable);
  }

  static async open(sandbox: Sandbox, dial: Dial, to: Target): Promise<Conversation> {
    const before = Object.keys(sandbox.world.connections.byId).length;
    const cable = await dial(to);
    const opened = () => Object.values(sandbox.world.connections.byId).slice(before);
    const mine = () => opened().find(({ driver }) => driver === 'learner');
    await until(
      () => mine() !== undefined,
      () => `no connection to ${to.host}:${to.port}`,
    );
    return new Conversation(sandbox, cable, mine()?.id ?? '', to.host);
  }

  /** Sends the pieces, each when the one before has arrived at the server. */
  async send(pieces: string[]): Promise<void> {
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await this.#arrival();
      const octets = Buffer.from(this.#computed(piece), 'latin1');
      this.#sent += octets.length;
      if (this.#socket.writable) this.#socket.write(octets);
    }
  }

  /** What the server has said since the last comparison, once it has given as many replies as are expected, or hung up. */
  async replies(expected: string): Promise<string> {
    const count = finalLines(expected);
    await until(
      () => this.#isOver || finalLines(this.#unread) >= count,
      () => `expected ${JSON.stringify(expected)}, heard ${JSON.stringify(this.#unread)}`,
    );
    await this.#sandbox.settled();
    return this.rest();
  }

  /** What has not been compared yet; now it has. */
  rest(): string {
    const rest = this.#unread;
    this.#compared = this.heard.length;
    return rest;
  }

  async secure({ version, fails }: Extract<Step, { kind: 'tls' }>): Promise<void> {
    this.#cable.removeAllListeners('data');
    this.#cable.removeAllListeners('end');
    const socket = connectTls({
      socket: this.#cable,
      servername: this.#host,
      ca: await authorityPem(),
      rejectUnauthorized: false,
      ...(version ? { minVersion: version, maxVersion: version, ciphers: weakToo } : {}),
    });
    const outcome = await this.#handshake(socket);
    if (outcome !== (fails ? 'failed' : 'secured')) throw new Error(`the handshake ${outcome}`);
    if (fails) return;
    this.#socket = socket;
    this.#sent = 0;
    this.#listen(socket);
    await until(
      () => this.#connection?.tls !== undefined,
      () => 'the server does not know of TLS',
    );
  }

  /** Nothing more will be sent. */
  finish(): void {
    this.#socket.end();
  }

  async reset(): Promise<void> {
    await this.#arrival();
    if (this.#cable instanceof Socket) this.#cable.resetAndDestroy();
    else this.#cable.destroy(new Error('reset'));
    await until(
      () => this.#connection?.state !== 'open',
      () => 'the server does not notice the reset',
    );
  }

  async closed(): Promise<void> {
    await until(
      () => this.#isOver,
      () => `the server does not hang up; heard ${JSON.stringify(this.heard)}`,
    );
  }

  /** Leaves without a word, if it is still there. */
  async leave(): Promise<void> {
    if (!this.#socket.destroyed) this.#socket.end();
    await this.closed();
    await this.#sandbox.settled();
  }

  get #unread(): string {
    return this.heard.slice(this.#compared);
  }

  get #connection() {
    return this.#sandbox.world.connections.byId[this.#id];
  }

  #listen(socket: Duplex): void {
    socket.on('data', (data: Buffer) => {
      this.heard += data.toString('latin1');
    });
    const over = () => {
      this.#isOver = true;
    };
    socket.on('end', over).on('close', over).on('error', over);
  }

  #handshake(socket: TLSSocket): Promise<'secured' | 'failed'> {
    return new Promise((resolve) => {
      socket.once('secureConnect', () => resolve('secured'));
      socket.on('error', () => resolve('failed'));
      socket.once('close', () => resolve('failed'));
      this.#cable.once('close', () => resolve('failed'));
    });
  }

  /** All that was sent is at the server's host, or will never be. */
  async #arrival(): Promise<void> {
    await until(
      () => this.#isOver || this.#arrived >= this.#sent,
      () => `${this.#arrived} of ${this.#sent} octets arrived; heard ${JSON.stringify(this.#unread)}`,
    );
    await this.#sandbox.settled();
  }

  get #arrived(): number {
    const sent = this.#socket === this.#cable ? this.#connection?.bytes : this.#connection?.inside;
    return (sent ?? []).reduce((sum, { by, data }) => sum + (by === 'client' ? data.length : 0), 0);
  }

  /** RFC 2195: the answer to the challenge that came last. */
  #computed(piece: string): string {
    return piece.replace(/\{cram-md5 (\S+) ([^}]*)\}/g, (_, user: string, secret: string) => {
      const challenge = Buffer.from(/334 (\S*)\r\n$/.exec(this.heard)?.[1] ?? '', 'base64');
      return cramMd5(user, secret, challenge);
    });
  }
}

function cramMd5(user: string, secret: string, challenge: Buffer): string {
  const digest = createHmac('md5', Buffer.from(secret, 'latin1')).update(challenge).digest('hex');
  return Buffer.from(`${user} ${digest}`, 'latin1').toString('base64');
}

/** RFC 5321 §4.2.1: the last line of each reply has a space behind the code. */
function finalLines(text: string): number {
  return text.match(/^\d{3} .*\r\n/gm)?.length ?? 0;
}

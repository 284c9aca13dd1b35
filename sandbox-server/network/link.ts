import type { Driver, Endpoint, FactOf, RecordFacts } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../clock/clock.ts';
import { type Cable, VirtualSocket } from './virtual-socket.ts';

/** Who talks to whom, as the accepting host is told. */
export interface OpenedConnection {
  id: string;
  from: Endpoint;
  to: Endpoint;
  /** Who opened it: the learner's terminal, or a mail server. */
  driver: Driver;
  /** Queue entry that a mail server hands over. */
  carries?: { host: string; queueId: string };
  /** Hosts on the way. */
  via?: string[];
}

interface LinkParts {
  clock: Clock;
  world: World;
  record: RecordFacts;
  carry(deliver: () => void): void;
  /** Octets are counted until the end instead of being written down. */
  counted: boolean;
  /** Told once, when the connection is over. */
  onOver(): void;
}

type Side = 'client' | 'server';

/** An established connection: two joined sockets, and the tap that writes down what goes over it and how it ends. */
export class Link {
  readonly client: VirtualSocket;
  readonly server: VirtualSocket;
  readonly ends: OpenedConnection;
  readonly #parts: LinkParts;
  /** The side whose FIN came first. */
  #firstToFinish: Side | undefined;
  readonly #octets = { client: 0, server: 0 };
  #over = false;

  constructor(opened: OpenedConnection, parts: LinkParts) {
    this.ends = opened;
    this.#parts = parts;
    const { id, from, to } = opened;
    this.client = new VirtualSocket(id, from, to, this.#cable('client'));
    this.server = new VirtualSocket(id, to, from, this.#cable('server'));
    VirtualSocket.join(this.client, this.server);
  }

  touches(host: string): boolean {
    return this.ends.from.host === host || this.ends.to.host === host;
  }

  /** One of its hosts lost power: both ends are gone, octets under way too. */
  lose(): void {
    this.#end('network', 'lost');
    this.drop();
  }

  /** Ends without a fact. */
  drop(): void {
    this.#over = true;
    this.client.cut();
    this.server.cut();
  }

  #cable(by: Side): Cable {
    const { clock, carry } = this.#parts;
    return {
      clock,
      carry,
      sent: (data) => {
        if (this.#over) return data;
        this.#octets[by] += data.length;
        if (this.#parts.counted) return data;
        const sent = data.toString('latin1');
        this.#parts.record({ type: 'bytes.sent', connection: this.ends.id, by, data: sent });
        return this.#onTheWay(by, sent) ?? data;
      },
      finished: () => this.#finished(by),
      reset: () => this.#end(this.#firstToFinish ?? by, 'rst'),
    };
  }

  /** What arrives instead, when a host on the way changes it. */
  #onTheWay(by: Side, sent: string): Buffer | undefined {
    const { config } = this.#parts.world;
    const host = this.ends.via?.find((name) => config.current[name]?.lab_intercept === 'strip');
    const arrives = host ? withoutStartTls(sent, by) : sent;
    if (!host || arrives === sent) return undefined;
    this.#parts.record({ type: 'bytes.altered', connection: this.ends.id, by, host, data: arrives });
    return Buffer.from(arrives, 'latin1');
  }

  /** A connection is over when both sides have sent FIN; who began is who closed it. */
  #finished(by: Side): void {
    if (this.#firstToFinish) return this.#end(this.#firstToFinish, 'fin');
    this.#firstToFinish = by;
  }

  #end(by: Side | 'network', how: FactOf<'connection.closed'>['how']): void {
    if (this.#over) return;
    this.#over = true;
    this.#parts.onOver();
    const octets = this.#parts.counted ? { octets: { ...this.#octets } } : {};
    this.#parts.record({ type: 'connection.closed', connection: this.ends.id, by, how, ...octets });
  }
}

/**
 * The keyword is overwritten, not cut out, as devices in the wild do it: the lengths stay (RFC 3207 §6). So is the command
 * of a client that asks all the same.
 */
function withoutStartTls(data: string, by: Side): string {
  const keyword = by === 'server' ? /^(250[- ])STARTTLS(?=\r\n)/gm : /^()STARTTLS(?=\r\n)/gim;
  return data.replace(keyword, '$1XXXXXXXX');
}

import type { Driver, Endpoint, FactOf, RecordFacts } from '#protocol/events.ts';
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
}

interface LinkParts {
  clock: Clock;
  record: RecordFacts;
  carry(deliver: () => void): void;
  /** Told once, when the connection is over. */
  onOver(): void;
}

type Side = 'client' | 'server';

/** An established connection: two joined sockets, and the tap that writes down what goes over it and how it ends. */
export class Link {
  readonly client: VirtualSocket;
  readonly server: VirtualSocket;
  readonly #opened: OpenedConnection;
  readonly #parts: LinkParts;
  /** The side whose FIN came first. */
  #firstToFinish: Side | undefined;
  #over = false;

  constructor(opened: OpenedConnection, parts: LinkParts) {
    this.#opened = opened;
    this.#parts = parts;
    const { id, from, to } = opened;
    this.client = new VirtualSocket(id, from, to, this.#cable('client'));
    this.server = new VirtualSocket(id, to, from, this.#cable('server'));
    VirtualSocket.join(this.client, this.server);
  }

  touches(host: string): boolean {
    return this.#opened.from.host === host || this.#opened.to.host === host;
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
        if (this.#over) return;
        this.#parts.record({ type: 'bytes.sent', connection: this.#opened.id, by, data: data.toString('latin1') });
      },
      finished: () => this.#finished(by),
      reset: () => this.#end(this.#firstToFinish ?? by, 'rst'),
    };
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
    this.#parts.record({ type: 'connection.closed', connection: this.#opened.id, by, how });
  }
}

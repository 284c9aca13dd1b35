import type { Driver, Endpoint, RecordFacts } from '#protocol/events.ts';
import { openConnectionsMax } from '#protocol/limits.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../clock/clock.ts';
import { type Cable, VirtualSocket } from './virtual-socket.ts';

export interface OpenedConnection {
  id: string;
  from: Endpoint;
  to: Endpoint;
  driver: Driver;
  carries?: { host: string; queueId: string };
}

export interface Attempt {
  /** Host that calls. */
  from: string;
  to: { address: string; port: number };
  driver: Driver;
  carries?: { host: string; queueId: string };
  /** Sandbox ms to wait for an answer. */
  timeoutMs: number;
}

/** Why no connection came about, as `connect` of a real system says it. */
export class ConnectError extends Error {
  readonly code: 'ECONNREFUSED' | 'ETIMEDOUT';
  constructor(code: 'ECONNREFUSED' | 'ETIMEDOUT') {
    super(code === 'ECONNREFUSED' ? 'Connection refused' : 'Connection timed out');
    this.code = code;
  }
}

type Accept = (socket: VirtualSocket, connection: OpenedConnection) => void;

interface Parts {
  clock: Clock;
  world: World;
  record: RecordFacts;
}

/** The only network there is: hosts meet here, in memory, and every octet that crosses it is a fact. */
export class Network {
  readonly #parts: Parts;
  readonly #listeners = new Map<string, Accept>();
  readonly #open = new Map<string, { ends: VirtualSocket[]; hosts: string[]; closed: boolean }>();
  #underWay = 0;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  listen(host: string, port: number, accept: Accept): void {
    this.#listeners.set(`${host}:${port}`, accept);
  }

  async connect(attempt: Attempt): Promise<VirtualSocket> {
    const { world, record, clock } = this.#parts;
    const target = this.#hostAt(attempt);
    const id = `c${world.connections.count + 1}`;
    const opened: OpenedConnection = {
      id,
      from: {
        host: attempt.from,
        address: world.hosts.byName[attempt.from]?.address ?? '',
        port: 49152 + (world.connections.count % 16384),
      },
      to: { host: target?.name ?? attempt.to.address, ...attempt.to },
      driver: attempt.driver,
      ...(attempt.carries ? { carries: attempt.carries } : {}),
    };
    const { id: connection, ...rest } = opened;
    const fact = { connection, ...rest };
    if (!target?.up) {
      await new Promise<void>((resolve) => clock.after(attempt.timeoutMs, resolve));
      record({ type: 'connection.timed-out', ...fact, connection: `c${world.connections.count + 1}` });
      throw new ConnectError('ETIMEDOUT');
    }
    await this.#turn();
    const accept = this.#listeners.get(`${target.name}:${attempt.to.port}`);
    opened.id = `c${world.connections.count + 1}`;
    fact.connection = opened.id;
    if (!accept || this.#open.size >= openConnectionsMax) {
      record({ type: 'connection.refused', ...fact });
      throw new ConnectError('ECONNREFUSED');
    }
    record({ type: 'connection.opened', ...fact });
    return this.#establish(opened, accept);
  }

  loseHost(host: string): void {
    for (const [id, { ends, hosts }] of this.#open) {
      if (!hosts.includes(host)) continue;
      this.#closed(id, 'network', 'lost');
      for (const end of ends) end.lose();
    }
  }

  busy(): boolean {
    return this.#underWay > 0;
  }

  stop(): void {
    this.#stopped = true;
    for (const { ends } of this.#open.values()) for (const end of ends) end.lose();
    this.#open.clear();
  }

  #establish(opened: OpenedConnection, accept: Accept): VirtualSocket {
    const { id, from, to } = opened;
    const client = new VirtualSocket(id, from, to, this.#cable(id, 'client'));
    const server = new VirtualSocket(id, to, from, this.#cable(id, 'server'));
    VirtualSocket.join(client, server);
    this.#open.set(id, { ends: [client, server], hosts: [from.host, to.host], closed: false });
    this.#carry(() => accept(server, opened));
    return client;
  }

  #cable(id: string, by: 'client' | 'server'): Cable {
    return {
      clock: this.#parts.clock,
      carry: (deliver) => this.#carry(deliver),
      sent: (data) => {
        if (!this.#stopped)
          this.#parts.record({ type: 'bytes.sent', connection: id, by, data: data.toString('latin1') });
      },
      closed: (how) => this.#closed(id, by, how),
    };
  }

  #closed(id: string, by: 'client' | 'server' | 'network', how: 'fin' | 'rst' | 'lost'): void {
    if (!this.#open.delete(id) || this.#stopped) return;
    this.#parts.record({ type: 'connection.closed', connection: id, by, how });
  }

  #carry(deliver: () => void): void {
    this.#underWay += 1;
    setImmediate(() => {
      this.#underWay -= 1;
      deliver();
    });
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => this.#carry(resolve));
  }

  #hostAt({ from, to }: Attempt) {
    const { byName } = this.#parts.world.hosts;
    if (to.address.startsWith('127.')) return byName[from];
    return Object.values(byName).find(({ address }) => address === to.address);
  }
}

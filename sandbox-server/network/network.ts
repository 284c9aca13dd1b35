import { borderAgainst, isCut, onTheWay, slowedByMs } from '#protocol/border.ts';
import type { RecordFacts } from '#protocol/events.ts';
import { openConnectionsMax } from '#protocol/limits.ts';
import type { HostState } from '#protocol/projections/hosts.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../clock/clock.ts';
import { Link, type OpenedConnection } from './link.ts';
import type { VirtualSocket } from './virtual-socket.ts';

export type { OpenedConnection };

/** A call from one host to a port of another. */
export interface Attempt {
  /** Name of the host that calls. */
  from: string;
  /** From which of its addresses, when it is not the one by which others know it. */
  fromAddress?: string | undefined;
  /** 127.0.0.0/8, `localhost`, and the caller's own names mean the caller itself. */
  to: { address: string; port: number };
  driver: OpenedConnection['driver'];
  carries?: OpenedConnection['carries'];
  /** Sandbox ms to wait for an answer. */
  timeoutMs: number;
  /** The caller waits no longer: a call that nobody answered before is over. */
  signal?: AbortSignal;
  /** The octets on the cable are counted, not written down: of use for TLS, where what goes inside is. */
  counted?: boolean;
}

/** Called on the host that was connected to. */
type Accept = (socket: VirtualSocket, connection: OpenedConnection) => void;

/** Why no connection came about; the message is what strerror(3) says, as telnet and mail logs show it. */
export class ConnectError extends Error {
  readonly code: 'ECONNREFUSED' | 'ETIMEDOUT';

  constructor(code: ConnectError['code'], message: string) {
    super(message);
    this.name = 'ConnectError';
    this.code = code;
  }
}

/** RFC 6335 §6: ports from here on are nobody's, and callers take them in turn. */
const firstEphemeralPort = 49_152;
const ephemeralPorts = 16_384;

interface NetworkParts {
  clock: Clock;
  world: World;
  record: RecordFacts;
}

/** The only network there is: hosts meet here, in memory, and every octet that crosses it is a fact. */
export class Network {
  readonly #parts: NetworkParts;
  readonly #listeners = new Map<string, Accept>();
  readonly #links = new Set<Link>();
  /** How to cancel each alarm of the clock that is ours. */
  readonly #alarms = new Set<() => void>();
  #underWay = 0;
  #stopped = false;

  constructor(parts: NetworkParts) {
    this.#parts = parts;
  }

  /** Calls to this port are answered from now on; undefined when somebody listens there already. Returns how to end it. */
  listen(host: string, port: number, accept: Accept): (() => void) | undefined {
    const place = `${host}:${port}`;
    if (this.#listeners.has(place)) return undefined;
    this.#listeners.set(place, accept);
    return () => void this.#listeners.delete(place);
  }

  /**
   * Opens a connection. Rejects with a ConnectError: ECONNREFUSED when nobody listens on the port or too many connections
   * are open in the sandbox, or a border answers for the port; ETIMEDOUT, after `timeoutMs`, when nobody has the address,
   * its host has no power, or nothing gets through to it. Never settles when the network is stopped first, or the caller
   * gives up before anybody has answered.
   */
  async connect(attempt: Attempt): Promise<VirtualSocket> {
    if (this.#answering(attempt)) await this.#roundTrip();
    const target = this.#answering(attempt);
    if (!target) return this.#waitInVain(attempt);
    const accept = this.#listeners.get(`${target.name}:${attempt.to.port}`);
    if (!accept || this.#blocked(attempt, target) === 'reject') {
      throw this.#refuse(attempt, 'Connection refused');
    }
    if (this.#links.size >= openConnectionsMax) {
      throw this.#refuse(attempt, `Too many open connections (${openConnectionsMax} at most)`);
    }
    return this.#establish(attempt, accept);
  }

  /** The host loses its power: its connections end at once, without a word on the wire. */
  loseHost(host: string): void {
    for (const link of this.#links) if (link.touches(host)) link.lose();
  }

  /** A cable was cut somewhere: the connections that ran over it end. */
  loseCutLinks(): void {
    for (const link of this.#links) {
      if (isCut(this.#parts.world, link.ends.from.host, link.ends.to.host)) link.lose();
    }
  }

  /** One connection ends without a word, as when its server crashes. */
  loseConnection(id: string): void {
    for (const link of this.#links) if (link.ends.id === id) link.lose();
  }

  /** True while octets are under way, or a call that will be answered. A call that will only time out does not count. */
  busy(): boolean {
    return !this.#stopped && this.#underWay > 0;
  }

  /** Drops everything, without facts. */
  stop(): void {
    this.#stopped = true;
    for (const cancel of this.#alarms) cancel();
    for (const link of this.#links) link.drop();
    this.#links.clear();
  }

  #establish(attempt: Attempt, accept: Accept): VirtualSocket {
    const { clock, record } = this.#parts;
    const opened = this.#describe(attempt);
    let lastDueAt = 0;
    const carry = (deliver: () => void) => {
      const { hosts, faults } = this.#parts.world;
      const latencyMs = hosts.latencyMs + slowedByMs(faults, attempt.from, opened.to.host);
      // A cable that became faster must not let octets overtake those before them.
      lastDueAt = Math.max(lastDueAt, clock.now() + latencyMs);
      this.#carry(deliver, lastDueAt - clock.now());
    };
    const { world } = this.#parts;
    const link = new Link(opened, {
      clock,
      world,
      record,
      carry,
      // Somebody who listens on the way has a right to every octet.
      counted: attempt.counted === true && !opened.via,
      onOver: () => this.#links.delete(link),
    });
    this.#links.add(link);
    const { id: connection, ...ends } = opened;
    record({ type: 'connection.opened', connection, ...ends });
    accept(link.server, opened);
    return link.client;
  }

  /** The caller's patience is all that ends it, or he gives up; meanwhile there is something to be seen. */
  async #waitInVain(attempt: Attempt): Promise<never> {
    const { record } = this.#parts;
    const { signal, timeoutMs } = attempt;
    const { id: connection, ...ends } = this.#describe(attempt);
    record({ type: 'connection.attempted', connection, ...ends });
    const givesUp = () => !this.#stopped && record({ type: 'connection.closed', connection, by: 'client', how: 'fin' });
    signal?.addEventListener('abort', givesUp, { once: true });
    await new Promise<void>((resolve) => this.#after(timeoutMs, () => !signal?.aborted && resolve()));
    signal?.removeEventListener('abort', givesUp);
    record({ type: 'connection.timed-out', connection, ...ends });
    throw new ConnectError('ETIMEDOUT', 'Connection timed out');
  }

  #refuse(attempt: Attempt, message: string): ConnectError {
    const { id: connection, ...ends } = this.#describe(attempt);
    this.#parts.record({ type: 'connection.refused', connection, ...ends });
    return new ConnectError('ECONNREFUSED', message);
  }

  /** To be called right before the fact that makes it true: that raises the count, and with it the next id. */
  #describe({ from, fromAddress, to, driver, carries }: Attempt): OpenedConnection {
    const { count } = this.#parts.world.connections;
    const port = firstEphemeralPort + (count % ephemeralPorts);
    const caller = this.#host(from);
    const target = this.#target(from, to.address);
    const inside = isLoopback(to.address);
    const via = target && onTheWay(this.#parts.world, caller, target);
    return {
      id: `c${count + 1}`,
      // Who calls himself over the loopback has its address, and so counts as local in mynetworks.
      from: { host: from, address: inside ? '127.0.0.1' : (fromAddress ?? caller.address), port },
      to: {
        host: target?.name ?? to.address,
        address: inside ? '127.0.0.1' : (target?.address ?? to.address),
        port: to.port,
      },
      driver,
      ...(carries && { carries }),
      ...(via && via.length > 0 && { via }),
    };
  }

  /** The host that answers a call now, if only with a refusal. */
  #answering({ from, to }: Attempt): HostState | undefined {
    const { world } = this.#parts;
    const caller = this.#host(from);
    const target = this.#target(from, to.address);
    if (!target?.up || !caller.up) return undefined;
    if (isCut(world, caller.name, target.name) || this.#blocked({ from, to }, target) === 'drop') return undefined;
    return onTheWay(world, caller, target).every((name) => world.hosts.byName[name]?.up) ? target : undefined;
  }

  #blocked({ from, to }: Pick<Attempt, 'from' | 'to'>, target: HostState): 'drop' | 'reject' | undefined {
    return borderAgainst(this.#parts.world, this.#host(from), target, to.port)?.how;
  }

  #target(from: string, address: string): HostState | undefined {
    const caller = this.#host(from);
    if (isLoopback(address) || [caller.name, ...caller.alsoKnownAs].includes(address)) return caller;
    return Object.values(this.#parts.world.hosts.byName).find((host) => host.address === address);
  }

  #host(name: string): HostState {
    const host = this.#parts.world.hosts.byName[name];
    if (!host) throw new Error(`no host ${name} in this sandbox`);
    return host;
  }

  #roundTrip(): Promise<void> {
    return new Promise((resolve) => this.#carry(resolve, 2 * this.#parts.world.hosts.latencyMs));
  }

  /**
   * Delivers on a turn of its own, so that what awaits the delivery before has seen it. The latency is left out while the
   * clock does not run by itself: it would never pass.
   */
  #carry(deliver: () => void, latencyMs: number): void {
    this.#underWay += 1;
    const arrive = () => {
      if (this.#stopped) return;
      this.#underWay -= 1;
      deliver();
    };
    if (latencyMs > 0 && this.#parts.clock.running) this.#after(latencyMs, () => setImmediate(arrive));
    else setImmediate(arrive);
  }

  #after(ms: number, run: () => void): void {
    if (this.#stopped) return;
    const cancel = this.#parts.clock.after(ms, () => {
      this.#alarms.delete(cancel);
      run();
    });
    this.#alarms.add(cancel);
  }
}

function isLoopback(address: string): boolean {
  return address === 'localhost' || address.startsWith('127.');
}

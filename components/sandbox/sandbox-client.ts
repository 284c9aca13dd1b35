import { createStore } from 'zustand/vanilla';
import type { Command, KeeperCommand, NumberedCommand, Open } from '#protocol/commands.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import { type ClosedReason, type Opened, protocolVersion, type Refusal } from '#protocol/socket.ts';
import { emptyWorld } from '#protocol/world.ts';
import { type ClockStore, clockStore, follow } from './clock-store.ts';
import { addFacts, createFactsStore } from './facts-store.ts';
import { Pacer } from './pacing.ts';

/** The way to the server, and what it reports. */
export interface Transport {
  open(message: Open): Promise<Opened | Refusal>;
  command(message: NumberedCommand): Promise<{ done: number } | Refusal>;
  close(): void;
}

export interface TransportEvents {
  connected(): void;
  lost(): void;
  events(sandbox: string, batch: SandboxEvent[]): void;
  closed(why: ClosedReason): void;
}

/** How the connection stands: said to the learner where it is not `live`. */
export interface Connectedness {
  status: 'connecting' | 'live' | 'offline' | 'closed';
  closed?: ClosedReason | undefined;
  refusal?: Refusal | undefined;
}

/** Told of a command that was refused. */
export type Refused = (refusal: Refusal) => void;

interface Order {
  number: number;
  command: Command | KeeperCommand;
  refused: Refused | undefined;
}

/** A refusal stays so long, whatever else is done meanwhile: it must be read first. In ms. */
const refusalMinMs = 6000;

/** Facts that come one after the other are folded together for so long, in ms. */
const foldEveryMs = 32;

/**
 * A browser's end of one sandbox. Facts come by their place in the log and commands go by their number, so whatever the
 * connection does, nothing is lost and nothing is done or shown twice.
 */
export class SandboxClient {
  readonly tab: string;
  readonly facts = createFactsStore();
  readonly pacer = new Pacer();
  readonly clock: ClockStore = clockStore();
  readonly connectedness = createStore<Connectedness>(() => ({ status: 'connecting' }));
  readonly #lesson: string;
  readonly #transport: Transport;
  #sandbox: string | undefined;
  /** Facts up to here are history: shown at once. */
  #head = 0;
  /** Arrived and not yet shown: what comes while the page is busy is folded together. */
  #arrived: SandboxEvent[] = [];
  #foldTimer: ReturnType<typeof setTimeout> | undefined;
  /** On the clock of the page, in ms. */
  #foldedAt = Number.NEGATIVE_INFINITY;
  /** On the clock of the page, in ms. */
  #refusedAt = Number.NEGATIVE_INFINITY;
  #number = 0;
  #unanswered: Order[] = [];

  constructor(lesson: string, tab: string, connect: (events: TransportEvents) => Transport) {
    this.#lesson = lesson;
    this.tab = tab;
    this.#transport = connect({
      connected: () => void this.#open(),
      lost: () => this.connectedness.setState({ status: 'offline' }),
      events: (sandbox, batch) => this.#receive(sandbox, batch),
      closed: (why) => this.#closed(why),
    });
  }

  /**
   * Sends a command, now or as soon as the sandbox is open again. Returns its number. A view that itself says why it was
   * refused gives `refused`; otherwise the page says it.
   */
  send(command: Command | KeeperCommand, refused?: Refused): number {
    this.#number += 1;
    const order = { number: this.#number, command, refused };
    this.#unanswered.push(order);
    if (this.connectedness.getState().status === 'live') void this.#transmit(order);
    return order.number;
  }

  dismissRefusal(): void {
    this.connectedness.setState({ refusal: undefined });
  }

  close(): void {
    clearTimeout(this.#foldTimer);
    this.pacer.stop();
    this.#transport.close();
  }

  async #open(): Promise<void> {
    this.#fold();
    const since = this.facts.getState().world.seq;
    const mine = this.#sandbox ? { sandbox: this.#sandbox } : {};
    const opened = await this.#transport.open({ lesson: this.#lesson, since, protocolVersion, ...mine });
    if ('error' in opened) return this.connectedness.setState({ refusal: opened });
    if (opened.sandbox !== this.#sandbox) this.#startAnew(opened.sandbox);
    this.#head = opened.head;
    this.clock.setState({ at: opened.now, read: performance.now() }, true);
    this.connectedness.setState({ status: 'live', closed: undefined });
    for (const order of this.#unanswered) void this.#transmit(order);
  }

  /** Another sandbox than before: what was asked of the old one makes no sense here. */
  #startAnew(sandbox: string): void {
    if (this.#sandbox !== undefined) this.#unanswered = [];
    this.#arrived = [];
    this.#sandbox = sandbox;
    this.facts.setState({ events: [], world: emptyWorld() });
    this.pacer.startAnew();
  }

  #receive(sandbox: string, batch: SandboxEvent[]): void {
    if (sandbox !== this.#sandbox) return;
    const held = this.#arrived.at(-1)?.seq ?? this.facts.getState().world.seq;
    const fresh = batch.filter(({ seq }) => seq > held);
    const [first] = fresh;
    if (!first) return;
    if (first.seq > held + 1) return void this.#open();
    this.#arrived.push(...fresh);
    // A history comes in many pieces. It is folded and drawn once, when all of it is there.
    if (this.facts.getState().world.seq === 0 && (fresh.at(-1)?.seq ?? 0) < this.#head) return;
    // After the messages that wait already, and not more often than every other frame: days of attempts come as
    // thousands of messages, and each fold draws the page anew.
    const restMs = Math.max(0, this.#foldedAt + foldEveryMs - performance.now());
    this.#foldTimer ??= setTimeout(() => this.#fold(), restMs);
  }

  #fold(): void {
    clearTimeout(this.#foldTimer);
    this.#foldTimer = undefined;
    const fresh = this.#arrived.splice(0);
    if (fresh.length === 0) return;
    this.#foldedAt = performance.now();
    const isBeginning = this.facts.getState().world.seq === 0;
    addFacts(this.facts, fresh);
    follow(this.clock, fresh);
    const history = fresh.filter(({ seq }) => seq <= this.#head);
    if (isBeginning && history.length === fresh.length) return this.pacer.show(this.facts.getState().world);
    this.pacer.catchUp(history);
    this.pacer.follow(fresh.slice(history.length));
  }

  async #transmit({ refused, ...order }: Order): Promise<void> {
    const sandbox = this.#sandbox;
    if (sandbox === undefined) return;
    const result = await this.#transport.command({ sandbox, tab: this.tab, ...order });
    this.#unanswered = this.#unanswered.filter(({ number }) => number !== order.number);
    if (!('error' in result)) return this.#done();
    if (refused) return refused(result);
    this.#refusedAt = performance.now();
    this.connectedness.setState({ refusal: result });
  }

  /** What was refused before is over as soon as something else was done. */
  #done(): void {
    if (!this.connectedness.getState().refusal) return;
    if (performance.now() - this.#refusedAt >= refusalMinMs) this.dismissRefusal();
  }

  #closed(why: ClosedReason): void {
    // A stopping server comes back, and so do we; from the others only the learner can lead on.
    if (why === 'server-stopping') return this.connectedness.setState({ status: 'offline', closed: why });
    this.connectedness.setState({ status: 'closed', closed: why });
    this.#transport.close();
  }
}

import { createStore } from 'zustand/vanilla';
import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { emptyWorld, type World } from '#protocol/world.ts';
import { foldInto } from './facts-store.ts';

/**
 * The engine relays a message in milliseconds; a person wants to see it travel. The paced world is the same fold, a
 * little later: each fact that is worth seeing stays for a while.
 */
export interface Paced {
  world: World;
  /** The fact that is being shown, with how long it stays, in ms. */
  showing?: { event: SandboxEvent; dwellMs: number } | undefined;
}

export type DwellTable = Partial<Record<Fact['type'], number>>;

/** How long the map shows a fact, in ms; what is not named passes at once. */
export const mapDwellMs: DwellTable = {
  'dns.answered': 450,
  'connection.opened': 350,
  'connection.refused': 900,
  'connection.timed-out': 900,
  'policy.decided': 550,
  'message.accepted': 1300,
  'message.delivered': 700,
  'message.relayed': 250,
  'message.deferred': 900,
  'message.bounced': 900,
  'host.stopped': 500,
  'host.started': 500,
};

/** The home page tells a whole story, so it also stays at what is said. */
export const replayDwellMs: DwellTable = {
  ...mapDwellMs,
  'terminal.entered': 700,
  'smtp.command': 380,
  'smtp.reply': 320,
};

/** Name look-ups of addresses happen at every connection and teach nothing on a map. */
export function isWorthSeeing(event: SandboxEvent): boolean {
  if (event.type === 'dns.answered') return event.question.type !== 'PTR';
  return true;
}

/** A backlog longer than this is shown faster, in ms. */
const patienceMs = 6000;

export class Pacer {
  readonly store = createStore<Paced>(() => ({ world: emptyWorld() }));
  readonly #dwell: DwellTable;
  #waiting: SandboxEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Called when everything has been shown. */
  onEnd: (() => void) | undefined;
  /** Twice as fast is 2. */
  speed = 1;

  constructor(dwell: DwellTable = mapDwellMs) {
    this.#dwell = dwell;
  }

  /** Shows facts at once: what happened before the learner came. */
  catchUp(batch: readonly SandboxEvent[]): void {
    if (batch.length > 0) this.store.setState(({ world }) => ({ world: foldInto(world, batch) }));
  }

  /** Shows facts one after the other. */
  follow(batch: readonly SandboxEvent[]): void {
    this.#waiting.push(...batch);
    if (this.#timer === undefined) this.#next();
  }

  startAnew(): void {
    this.stop();
    this.store.setState({ world: emptyWorld(), showing: undefined });
  }

  /** Stops, and forgets what was waiting. Returns it. */
  stop(): SandboxEvent[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#waiting.splice(0);
  }

  /** Applies all up to and with the next fact worth seeing, and stays there. */
  #next(): void {
    this.#timer = undefined;
    const at = this.#waiting.findIndex((event) => this.#dwellOf(event) > 0);
    const batch = this.#waiting.splice(0, at < 0 ? this.#waiting.length : at + 1);
    const event = at < 0 ? undefined : batch.at(-1);
    const dwellMs = event ? this.#dwellOf(event) / (this.#haste() * this.speed) : 0;
    this.store.setState(({ world }) => ({
      world: foldInto(world, batch),
      showing: event && { event, dwellMs },
    }));
    if (event) this.#timer = setTimeout(() => this.#next(), dwellMs);
    else this.onEnd?.();
  }

  #dwellOf(event: SandboxEvent): number {
    return isWorthSeeing(event) ? (this.#dwell[event.type] ?? 0) : 0;
  }

  #haste(): number {
    const backlogMs = this.#waiting.reduce((sum, event) => sum + this.#dwellOf(event), 0);
    return this.onEnd ? 1 : Math.max(1, backlogMs / patienceMs);
  }
}

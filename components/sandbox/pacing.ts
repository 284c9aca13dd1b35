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
  /** The facts that came with it, oldest first, while the map follows by itself: in haste several that are worth seeing. */
  fresh?: readonly SandboxEvent[] | undefined;
}

export type DwellTable = Partial<Record<Fact['type'], number>>;

/** How long the map shows a fact, in ms; what is not named passes at once. */
export const mapDwellMs: DwellTable = {
  'dns.answered': 450,
  'connection.attempted': 700,
  'connection.opened': 350,
  'connection.refused': 900,
  'connection.timed-out': 900,
  'tls.established': 350,
  'tls.failed': 900,
  'bytes.altered': 700,
  'smtp.command': 130,
  'smtp.reply': 110,
  'policy.decided': 550,
  'message.accepted': 1300,
  'message.delivered': 700,
  'message.relayed': 250,
  'message.deferred': 900,
  'message.bounced': 900,
  'message.redirected': 450,
  'auto-reply.withheld': 450,
  'relay.found': 900,
  'blocklist.trapped': 450,
  'blocklist.listed': 900,
  'blocklist.refused': 700,
  'blocklist.delisted': 700,
  'fault.switched': 400,
  'fault.happened': 500,
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

/** A server's no is what one came to see, in ms. */
const refusalMs = 900;

/** How long a fact is shown by such a table, in ms. */
function dwellOf(event: SandboxEvent, table: DwellTable, { connections }: World): number {
  if (!isWorthSeeing(event)) return 0;
  if (event.type === 'bytes.sent') {
    // Who is called speaks first, and nobody has noted his words: a person answers, with nc.
    const { exchanges, bytes } = connections.byId[event.connection] ?? {};
    const isByHand = exchanges?.length === 0 && (bytes?.[0] ?? event).by === 'server';
    return isByHand ? (table['smtp.reply'] ?? 0) : 0;
  }
  const usual = table[event.type] ?? 0;
  return usual > 0 && event.type === 'smtp.reply' && event.code >= 400 ? Math.max(usual, refusalMs) : usual;
}

/** Facts that would be shown for less come together: a screen draws 60 frames a second. In ms. */
const frameMs = 16;

/** In such haste nobody reads single facts: they come together in steps that an eye can follow, in ms. */
const hasteStepMs = 150;
const hasteFrom = 3;

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
    if (batch.length === 0) return;
    this.store.setState(({ world }) => ({ world: foldInto(world, batch), showing: undefined, fresh: undefined }));
  }

  /** Shows at once what somebody else has folded already. */
  show(world: World): void {
    this.store.setState({ world, showing: undefined, fresh: undefined });
  }

  /** Shows facts one after the other. */
  follow(batch: readonly SandboxEvent[]): void {
    this.#waiting.push(...batch);
    if (this.#timer === undefined) this.#next();
  }

  startAnew(): void {
    this.stop();
    this.show(emptyWorld());
  }

  /** Stops, and forgets what was waiting. Returns it. */
  stop(): SandboxEvent[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return this.#waiting.splice(0);
  }

  /** Applies all up to and with the next fact worth seeing, and stays there; in haste a step's worth of them. */
  #next(): void {
    this.#timer = undefined;
    const pace = this.#haste() * this.speed;
    const stepMs = pace > hasteFrom ? hasteStepMs : frameMs;
    let [count, dwellMs] = [0, 0];
    let event: SandboxEvent | undefined;
    const { world: before } = this.store.getState();
    while (count < this.#waiting.length && dwellMs < stepMs) {
      const next = this.#waiting[count];
      const ms = next ? dwellOf(next, this.#dwell, before) / pace : 0;
      if (ms > 0) event = next;
      dwellMs += ms;
      count += 1;
    }
    const fresh = this.#waiting.splice(0, count);
    this.store.setState(({ world }) => ({
      world: foldInto(world, fresh),
      showing: event && { event, dwellMs },
      fresh,
    }));
    if (event) this.#timer = setTimeout(() => this.#next(), dwellMs);
    else this.onEnd?.();
  }

  #haste(): number {
    const { world } = this.store.getState();
    const backlogMs = this.#waiting.reduce((sum, event) => sum + dwellOf(event, this.#dwell, world), 0);
    return this.onEnd ? 1 : Math.max(1, backlogMs / patienceMs);
  }
}

import { sandboxFactsMax } from '#protocol/limits.ts';
import type { MtaParts } from '../mta/parts.ts';

/** When somebody who comes again and again does so, in sandbox ms. */
export interface Timetable {
  /** Host that he works from; without power he does nothing. */
  host: string;
  /** More than 0: a sandbox that wakes at a round's very moment takes it for begun. */
  startsAfterMs: number;
  everyMs: number;
  /** After so many he stays at home; without it, he comes for ever. */
  rounds?: number | undefined;
}

/** Rounds that have their places on the clock, whatever was restarted meanwhile. */
export class Rounds {
  readonly #timetable: Timetable;
  readonly #parts: MtaParts;
  readonly #round: () => Promise<void>;
  #cancelAlarm: (() => void) | undefined;
  #nextAt: number | undefined;
  #stopped = false;

  constructor(timetable: Timetable, parts: MtaParts, round: () => Promise<void>) {
    this.#timetable = timetable;
    this.#parts = parts;
    this.#round = round;
  }

  /** Sets the alarm for the next round. */
  start(): void {
    if (this.#stopped) return;
    const { clock } = this.#parts;
    this.#nextAt = this.#roundAfter(clock.now());
    if (this.#nextAt === undefined) return;
    this.#cancelAlarm = clock.at(this.#nextAt, () => {
      if (this.mayWork()) this.#round().catch((error) => console.error(error));
      this.start();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelAlarm?.();
  }

  /** Sandbox ms of the next round; undefined without power, or after the last. */
  nextDueAt(): number | undefined {
    return this.#hasPower() ? this.#nextAt : undefined;
  }

  /** The host has power, and the sandbox room for more facts. */
  mayWork(): boolean {
    return this.#hasPower() && this.#parts.world.seq <= sandboxFactsMax;
  }

  #hasPower(): boolean {
    return this.#parts.world.hosts.byName[this.#timetable.host]?.up === true;
  }

  /** A round at this very moment has begun already. */
  #roundAfter(now: number): number | undefined {
    const { startsAfterMs, everyMs, rounds = Number.POSITIVE_INFINITY } = this.#timetable;
    const begun = Math.max(0, Math.floor((now - startsAfterMs) / everyMs) + 1);
    return begun < rounds ? startsAfterMs + begun * everyMs : undefined;
  }
}

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

/** An actor whose rounds have their places on the clock, whatever was restarted meanwhile. */
export abstract class RoundsActor<Actor extends Timetable> {
  protected readonly actor: Actor;
  protected readonly parts: MtaParts;
  readonly #stopped = new AbortController();
  #cancelAlarm: (() => void) | undefined;
  #nextAt: number | undefined;

  constructor(actor: Actor, parts: MtaParts) {
    this.actor = actor;
    this.parts = parts;
  }

  /** What he comes for. */
  protected abstract round(): Promise<void>;

  /** Aborted when the actor is stopped. */
  protected get signal(): AbortSignal {
    return this.#stopped.signal;
  }

  /** Sets the alarm for the next round. */
  start(): void {
    if (this.signal.aborted) return;
    const { clock } = this.parts;
    this.#nextAt = this.#roundAfter(clock.now());
    if (this.#nextAt === undefined) return;
    this.#cancelAlarm = clock.at(this.#nextAt, () => {
      if (this.mayWork()) this.round().catch((error) => console.error(error));
      this.start();
    });
  }

  stop(): void {
    this.#stopped.abort();
    this.#cancelAlarm?.();
  }

  /** Sandbox ms of the next round; undefined without power, or after the last. */
  nextDueAt(): number | undefined {
    return this.#hasPower() ? this.#nextAt : undefined;
  }

  /** The host has power, and the sandbox room for more facts. */
  protected mayWork(): boolean {
    return this.#hasPower() && this.parts.world.seq <= sandboxFactsMax;
  }

  #hasPower(): boolean {
    return this.parts.world.hosts.byName[this.actor.host]?.up === true;
  }

  /** A round at this very moment has begun already. */
  #roundAfter(now: number): number | undefined {
    const { startsAfterMs, everyMs, rounds = Number.POSITIVE_INFINITY } = this.actor;
    const begun = Math.max(0, Math.floor((now - startsAfterMs) / everyMs) + 1);
    return begun < rounds ? startsAfterMs + begun * everyMs : undefined;
  }
}

/** Real time, as the clock of a sandbox needs it. */
export interface Wall {
  /** Milliseconds since some beginning; never goes back. */
  now(): number;
  /** Calls back once. Returns how to cancel. */
  after(ms: number, run: () => void): () => void;
}

/** setTimeout takes a signed 32-bit number of ms and fires at once beyond it; the clock arms itself again. */
const longestTimerMs = 2 ** 31 - 1;

export const realWall: Wall = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(ms, longestTimerMs));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Time for tests: it stands still, so nothing happens unless somebody puts the clock forward. */
export const stoppedWall: Wall = { now: () => 0, after: () => () => undefined };

interface Alarm {
  at: number;
  run: () => void;
}

/** The time of one sandbox, in whole ms since `sandboxEpochMs`. It follows the wall and can be put forward, never back. */
export class Clock {
  readonly #wall: Wall;
  /** By time; those of one time in the order in which they were set. */
  readonly #alarms: Alarm[] = [];
  /** Sandbox ms minus wall ms. */
  #ahead: number;
  /** Sandbox ms at which the wall rings. */
  #armedFor: number | undefined;
  #disarm: (() => void) | undefined;
  #stopped = false;

  constructor(wall: Wall, startAt: number) {
    this.#wall = wall;
    this.#ahead = startAt - wall.now();
  }

  /** True when alarms go off by themselves. When false, only `advanceTo` brings them: nobody may wait for one unasked. */
  get running(): boolean {
    return this.#wall !== stoppedWall && !this.#stopped;
  }

  now(): number {
    return Math.floor(this.#wall.now() + this.#ahead);
  }

  /** Calls back once, `ms` of sandbox time from now, never before the caller returns. Returns how to cancel. */
  after(ms: number, run: () => void): () => void {
    return this.at(this.now() + Math.max(0, ms), run);
  }

  /** As `after`, at a moment in sandbox ms: not a little later because the way here took time. One that is over is now. */
  at(at: number, run: () => void): () => void {
    if (this.#stopped) return () => undefined;
    const alarm: Alarm = { at, run };
    const place = this.#alarms.findLastIndex((other) => other.at <= at) + 1;
    this.#alarms.splice(place, 0, alarm);
    this.#arm();
    return () => this.#forget(alarm);
  }

  /** Sandbox ms of the next alarm. */
  nextDueAt(): number | undefined {
    return this.#alarms[0]?.at;
  }

  /** Puts the clock forward. Alarms on the way go off in order, each at its own time; so do those that they set. */
  advanceTo(at: number): void {
    try {
      for (;;) {
        const next = this.#alarms[0];
        if (!next || next.at > at) break;
        this.#alarms.shift();
        this.#putForward(next.at);
        next.run();
      }
      if (!this.#stopped) this.#putForward(at);
    } finally {
      this.#arm();
    }
  }

  /** Cancels every alarm, for good. */
  stop(): void {
    this.#stopped = true;
    this.#alarms.length = 0;
    this.#disarm?.();
  }

  #putForward(at: number): void {
    const skippedMs = at - this.now();
    if (skippedMs <= 0) return;
    this.#ahead += skippedMs;
    // What is armed was measured before the skip.
    this.#disarm?.();
    this.#armedFor = undefined;
  }

  #forget(alarm: Alarm): void {
    const place = this.#alarms.indexOf(alarm);
    if (place < 0) return;
    this.#alarms.splice(place, 1);
    this.#arm();
  }

  /** One timer of the wall at a time: for the next alarm, or for one before it that was cancelled. Most are. */
  #arm(): void {
    const next = this.#alarms[0];
    if (!next || (this.#armedFor ?? Number.POSITIVE_INFINITY) <= next.at) return;
    this.#disarm?.();
    this.#armedFor = next.at;
    this.#disarm = this.#wall.after(Math.max(0, next.at - this.now()), () => this.#ring());
  }

  /** The wall may ring too early: then it is armed again. */
  #ring(): void {
    this.#armedFor = undefined;
    this.advanceTo(this.now());
  }
}

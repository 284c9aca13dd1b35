/** Real time, as the clock of a sandbox needs it. */
export interface Wall {
  /** Milliseconds since some beginning. */
  now(): number;
  /** Calls back once. Returns how to cancel. */
  after(ms: number, run: () => void): () => void;
}

export const realWall: Wall = {
  now: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Time for tests: it stands still, so nothing happens unless somebody puts the clock forward. */
export const stoppedWall: Wall = { now: () => 0, after: () => () => undefined };

/** 2026-01-05T09:00:00Z, a Monday: 0 on every sandbox's clock. */
export const sandboxEpochMs = Date.UTC(2026, 0, 5, 9);

interface Alarm {
  at: number;
  run: () => void;
}

/** The time of one sandbox, in ms since `sandboxEpochMs`. It follows the wall and can be put forward. */
export class Clock {
  readonly #wall: Wall;
  #alarms: Alarm[] = [];
  #base: number;
  #wallBase: number;
  #cancel: (() => void) | undefined;
  #stopped = false;

  constructor(wall: Wall, startAt: number) {
    this.#wall = wall;
    this.#base = startAt;
    this.#wallBase = wall.now();
  }

  now(): number {
    return this.#base + Math.floor(this.#wall.now() - this.#wallBase);
  }

  after(ms: number, run: () => void): () => void {
    const alarm: Alarm = { at: this.now() + ms, run };
    const place = this.#alarms.findIndex(({ at }) => at > alarm.at);
    this.#alarms.splice(place < 0 ? this.#alarms.length : place, 0, alarm);
    this.#arm();
    return () => {
      this.#alarms = this.#alarms.filter((other) => other !== alarm);
    };
  }

  nextDueAt(): number | undefined {
    return this.#alarms[0]?.at;
  }

  advanceTo(at: number): void {
    for (;;) {
      const next = this.#alarms[0];
      if (!next || next.at > at) break;
      this.#alarms.shift();
      this.#set(Math.max(this.now(), next.at));
      next.run();
    }
    this.#set(Math.max(this.now(), at));
    this.#arm();
  }

  stop(): void {
    this.#stopped = true;
    this.#alarms = [];
    this.#cancel?.();
  }

  #set(at: number): void {
    this.#base = at;
    this.#wallBase = this.#wall.now();
  }

  #arm(): void {
    this.#cancel?.();
    const due = this.nextDueAt();
    if (due === undefined || this.#stopped) return;
    this.#cancel = this.#wall.after(Math.max(0, due - this.now()), () => this.advanceTo(this.now()));
  }
}

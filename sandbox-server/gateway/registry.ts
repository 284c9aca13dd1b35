import type { KeeperCommand, NumberedCommand } from '#protocol/commands.ts';
import { awakeSandboxesMax, forksKeptMax, sleepAfterMs } from '#protocol/limits.ts';
import type { Refusal } from '#protocol/socket.ts';
import type { Wall } from '../clock/clock.ts';
import type { Course, Sandbox } from '../sandbox/sandbox.ts';
import type { Store, StoredSandbox, Visitor } from '../store/store.ts';
import { AwakeSandbox } from './awake-sandbox.ts';
import { newId } from './visitors.ts';

interface RegistryParts {
  store: Store;
  courses: ReadonlyMap<string, Course>;
  wall: Wall;
  /** Told of what the operator should know: a log that could not be written. */
  report(error: unknown): void;
}

/** The sandboxes in memory, one for each visitor and lesson. They wake when they are opened and sleep when nobody has
 *  looked for a while; what they are is in the store. */
export class Registry {
  readonly #parts: RegistryParts;
  readonly #awake = new Map<string, AwakeSandbox>();
  /** Those that are being put to sleep: they must be on disk before they are read again. */
  readonly #goingToSleep = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  /** How many sandboxes are in memory. */
  get size(): number {
    return this.#awake.size;
  }

  hasLesson(slug: string): boolean {
    return this.#parts.courses.has(slug);
  }

  /** Whether opening this lesson would make a new sandbox. */
  wouldBeNew(visitor: Visitor, lesson: string): boolean {
    return this.#parts.store.findSandbox(visitor.id, lesson) === undefined;
  }

  /**
   * The visitor's sandbox of a lesson, awake; a new one when there is none. Undefined when the server is full or
   * stopping. Rejects with a StoreError when the disk refuses.
   */
  async open(visitor: Visitor, lesson: string): Promise<Sandbox | undefined> {
    const { store } = this.#parts;
    await this.#goingToSleep.get(store.findSandbox(visitor.id, lesson)?.id ?? '');
    if (this.#stopped) return undefined;
    // Only now: it may have been forgotten while it fell asleep.
    const stored = store.findSandbox(visitor.id, lesson) ?? this.#create(visitor, lesson);
    const awake = this.#awake.get(stored.id) ?? this.#wake(stored);
    await awake?.saved();
    return awake?.sandbox;
  }

  /** Counts a browser that looks at a sandbox; `lost` is called when the sandbox ends before the browser leaves.
   *  Returns how to leave, or undefined when the sandbox is asleep again. */
  look(sandbox: Sandbox, lost: () => void): (() => void) | undefined {
    const awake = this.#awake.get(sandbox.id);
    if (!awake) return undefined;
    awake.browsers.add(lost);
    awake.cancelSleep();
    return () => {
      if (awake.browsers.delete(lost) && awake.browsers.size === 0) this.#sleepLater(awake);
    };
  }

  /** Does a visitor's command in a sandbox that is open and his own; anybody else's does not exist for him. */
  async execute(visitor: Visitor, order: NumberedCommand): Promise<{ done: number } | Refusal> {
    const awake = this.#awake.get(order.sandbox);
    if (awake?.stored.visitor !== visitor.id) return { error: 'no such sandbox is open', field: 'sandbox' };
    const { command, ...mark } = order;
    if (command.type === 'fork' || command.type === 'leave-fork') {
      const refusal = await this.#move(awake, command);
      return refusal ?? { done: order.number };
    }
    if (!awake.full) return awake.execute({ ...mark, command });
    if (command.type !== 'reset') return { error: 'this sandbox is full: reset it to go on' };
    this.#replace(awake);
    return { done: order.number };
  }

  /** Deletes all sandboxes of a visitor, for good. Resolves with how many there were, when nothing of them is left; rejects with
   *  a StoreError when the disk refuses. */
  async forget(visitor: Visitor): Promise<{ forgotten: number }> {
    const { store } = this.#parts;
    const ids = store.sandboxesOf(visitor.id);
    // Before they fall asleep, so that a browser which comes back meanwhile finds none of them; and after, for what they
    // still wrote.
    for (const id of ids) store.forgetSandbox(id);
    for (const awake of [...this.#awake.values()].filter(({ stored }) => ids.includes(stored.id))) this.#lose(awake);
    await Promise.all(ids.map((id) => this.#goingToSleep.get(id)));
    for (const id of ids) store.forgetSandbox(id);
    return { forgotten: ids.length };
  }

  /** Puts all sandboxes to sleep, for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const awake of this.#awake.values()) this.#sleep(awake);
    await Promise.all(this.#goingToSleep.values());
  }

  #create(visitor: Visitor, lesson: string): StoredSandbox {
    const { store } = this.#parts;
    if (!store.findVisitor(visitor.id)) store.createVisitor(visitor);
    const stored = { id: newId(), visitor: visitor.id, lesson, seed: newId() };
    store.createSandbox(stored);
    return stored;
  }

  #wake(stored: StoredSandbox): AwakeSandbox | undefined {
    const { store, courses, wall, report } = this.#parts;
    const course = courses.get(stored.lesson);
    if (!course || !this.#makeRoom()) return undefined;
    const failed = (error: unknown) => {
      report(error);
      this.#lose(awake);
    };
    const awake = new AwakeSandbox({ stored, course, store, wall, failed });
    this.#awake.set(stored.id, awake);
    this.#sleepLater(awake);
    return awake;
  }

  /** Whether one more fits; a sandbox at which nobody looks makes room. */
  #makeRoom(): boolean {
    if (this.#awake.size < awakeSandboxesMax) return true;
    const idle = [...this.#awake.values()].find(({ browsers }) => browsers.size === 0);
    if (idle) this.#sleep(idle);
    return idle !== undefined;
  }

  #sleepLater(awake: AwakeSandbox): void {
    awake.cancelSleep();
    awake.cancelSleep = this.#parts.wall.after(sleepAfterMs, () => this.#sleep(awake));
  }

  #sleep(awake: AwakeSandbox): void {
    const { id } = awake.stored;
    awake.cancelSleep();
    if (this.#awake.get(id) !== awake) return;
    this.#awake.delete(id);
    this.#goingToSleep.set(
      id,
      awake.sandbox.stop().finally(() => this.#goingToSleep.delete(id)),
    );
  }

  /** The sandbox ends under the eyes of its browsers: they must open again. */
  #lose(awake: AwakeSandbox): void {
    this.#sendAway(awake);
    this.#sleep(awake);
  }

  #sendAway(awake: AwakeSandbox): void {
    const browsers = [...awake.browsers];
    awake.browsers.clear();
    this.#sleepLater(awake);
    for (const lost of browsers) lost();
  }

  /** Another sandbox takes the place of this one, which is kept; the browsers open that one. */
  async #move(awake: AwakeSandbox, command: KeeperCommand): Promise<Refusal | undefined> {
    await awake.saved();
    const refusal = command.type === 'fork' ? this.#fork(awake, command.upTo) : this.#leaveFork(awake);
    if (!refusal) this.#sendAway(awake);
    return refusal;
  }

  #fork({ stored, sandbox }: AwakeSandbox, upTo: number): Refusal | undefined {
    const { store } = this.#parts;
    const [last] = sandbox.since(upTo - 1);
    if (last?.seq !== upTo) return { error: `this sandbox has no fact ${upTo} yet`, field: 'command.upTo' };
    store.forkSandbox({ ...stored, id: newId() }, { from: stored.id, upTo: upTo + (last.more ?? 0) });
    const kept = store.forksOf(stored.visitor, stored.lesson);
    const idle = kept.filter((id) => id !== stored.id && !this.#awake.has(id) && !this.#goingToSleep.has(id));
    // The new one is the last of them.
    for (const id of idle.slice(0, -1).slice(0, Math.max(0, kept.length - forksKeptMax))) store.forgetSandbox(id);
    return undefined;
  }

  #leaveFork({ stored, sandbox }: AwakeSandbox): Refusal | undefined {
    const from = sandbox.world.progress.forked?.from;
    if (from === undefined) return { error: 'this sandbox is no fork', field: 'command.type' };
    const isKept = this.#parts.store.chooseSandbox(stored.visitor, stored.lesson, from);
    return isKept ? undefined : { error: 'the sandbox that this one was forked from is no longer kept' };
  }

  /** The reset of a full log: a new sandbox takes its place, and the browsers open that one. */
  #replace(awake: AwakeSandbox): void {
    const { visitor, lesson } = awake.stored;
    this.#parts.store.createSandbox({ id: newId(), visitor, lesson, seed: newId() });
    this.#lose(awake);
  }
}

import type { Command } from '#protocol/commands.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import { sandboxFactsMax, sandboxLogMaxBytes } from '#protocol/limits.ts';
import type { Refusal } from '#protocol/socket.ts';
import type { Wall } from '../clock/clock.ts';
import type { CommandMark } from '../sandbox/log.ts';
import { type Course, Sandbox } from '../sandbox/sandbox.ts';
import { type Store, type StoredSandbox, StoreError } from '../store/store.ts';

interface AwakeSandboxParts {
  stored: StoredSandbox;
  course: Course;
  store: Store;
  wall: Wall;
  /** Called once when its log could not be written: what is in memory is no longer what is on disk. */
  failed(error: unknown): void;
}

/** A sandbox in memory, with what the registry must know of it. */
export class AwakeSandbox {
  readonly stored: StoredSandbox;
  readonly sandbox: Sandbox;
  /** Browsers that look at it: each is told when the sandbox is no more. */
  readonly browsers = new Set<() => void>();
  /** Ends the waiting for sleep. */
  cancelSleep: () => void = () => undefined;
  readonly #store: Store;
  #logBytes: number;
  #lastAppend: Promise<void> = Promise.resolve();
  #failure: unknown;

  /** Folds the log. Throws a StoreError when it is damaged. */
  constructor({ stored, course, store, wall, failed }: AwakeSandboxParts) {
    const history = store.read(stored.id);
    this.stored = stored;
    this.#store = store;
    this.#logBytes = octetsOf(history);
    const { id, seed } = stored;
    const append = (events: SandboxEvent[]) => this.#append(events);
    const onFailure = (error: unknown) => {
      this.#failure = error;
      failed(error);
    };
    this.sandbox = new Sandbox({ id, course, seed, history, append, wall, onFailure });
  }

  /** No more facts fit: only a reset is done. */
  get full(): boolean {
    return this.#logBytes > sandboxLogMaxBytes || this.sandbox.world.seq > sandboxFactsMax;
  }

  /** Resolves when all facts so far are on disk. Rejects with a StoreError when they could not be written. */
  async saved(): Promise<void> {
    await this.#lastAppend;
  }

  async execute(order: CommandMark & { command: Command }): Promise<{ done: number } | Refusal> {
    const result = await this.sandbox.execute(order);
    if (this.#failure === undefined) return result;
    return { error: this.#failure instanceof StoreError ? this.#failure.message : 'the server could not save this' };
  }

  #append(events: SandboxEvent[]): Promise<void> {
    this.#logBytes += octetsOf(events);
    this.#lastAppend = this.#store.append(this.stored.id, events);
    return this.#lastAppend;
  }
}

function octetsOf(events: readonly SandboxEvent[]): number {
  return JSON.stringify(events).length;
}

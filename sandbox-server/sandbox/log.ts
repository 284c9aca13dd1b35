import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { apply, type World } from '#protocol/world.ts';

/** The command that is being done: written into the first fact that it causes. */
export interface CommandMark {
  tab: string;
  number: number;
}

interface LogParts {
  world: World;
  /** The log so far; its facts are applied already. */
  history: readonly SandboxEvent[];
  /** Writes to disk, in order; rejects when it could not. */
  append(events: SandboxEvent[]): Promise<void>;
  /** Sandbox ms. */
  now(): number;
}

/**
 * The append-only log of one sandbox. Facts are true in the world at once; subscribers, and so browsers, hear of them
 * only when they are on disk: nobody ever knows more than a restarted server would.
 */
export class Log {
  readonly #parts: LogParts;
  readonly #durable: SandboxEvent[];
  readonly #listeners = new Set<(events: SandboxEvent[]) => void>();
  #last: Promise<void> = Promise.resolve();
  #mark: CommandMark | undefined;

  constructor(parts: LogParts) {
    this.#parts = parts;
    this.#durable = [...parts.history];
  }

  /** Marks the first fact recorded while `work` runs (up to its first await) as caused by this command. */
  causedBy<T>(mark: CommandMark, work: () => T): T {
    this.#mark = mark;
    try {
      return work();
    } finally {
      this.#mark = undefined;
    }
  }

  /** Adds the facts of one decision. Returns them with their places; `durable` settles when they are on disk, or cannot be. */
  add(facts: Fact[]): { events: SandboxEvent[]; durable: Promise<void> } {
    const { world, append, now } = this.#parts;
    const at = Math.max(world.clock.at, now());
    const events = facts.map((fact, index): SandboxEvent => {
      const command = this.#mark;
      this.#mark = undefined;
      const more = facts.length - 1 - index;
      const event: SandboxEvent = { seq: world.seq + 1, at, ...fact };
      if (command) event.command = command;
      if (more > 0) event.more = more;
      apply(world, event);
      return event;
    });
    const durable = append(events).then(() => this.#publish(events));
    this.#last = durable;
    return { events, durable };
  }

  /** Everything recorded so far is on disk, or could not be written. */
  async written(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  /** Events after `seq` that are on disk. */
  since(seq: number): SandboxEvent[] {
    const from = this.#durable.findIndex((event) => event.seq > seq);
    return from < 0 ? [] : this.#durable.slice(from);
  }

  /** Calls back for each batch from now on, in order. Returns how to stop. */
  subscribe(listener: (events: SandboxEvent[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #publish(events: SandboxEvent[]): void {
    this.#durable.push(...events);
    for (const listener of this.#listeners) listener(events);
  }
}

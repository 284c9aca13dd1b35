import type { SandboxEvent } from '#protocol/events.ts';
import { eventsPerBatchMax } from '#protocol/limits.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';

/**
 * The facts of a sandbox for one browser: all after `since`, then each as it becomes durable; in order and without a
 * gap, one batch a turn of the event loop.
 */
export class Feed {
  /** `seq` of the last fact that the history held. */
  readonly head: number;
  readonly #send: (batch: SandboxEvent[]) => void;
  readonly #unsubscribe: () => void;
  #waiting: SandboxEvent[];
  #stopped = false;

  /** Nothing is sent before the first `flush`. */
  constructor(sandbox: Sandbox, since: number, send: (batch: SandboxEvent[]) => void) {
    this.#send = send;
    // Reading and subscribing in one turn: no fact falls between them.
    this.#waiting = sandbox.since(since);
    this.head = this.#waiting.at(-1)?.seq ?? since;
    this.#unsubscribe = sandbox.subscribe((events) => this.#take(events));
  }

  /** Sends what waits. */
  flush(): void {
    const events = this.#waiting;
    this.#waiting = [];
    if (this.#stopped) return;
    for (let from = 0; from < events.length; from += eventsPerBatchMax) {
      this.#send(events.slice(from, from + eventsPerBatchMax));
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#unsubscribe();
  }

  #take(events: SandboxEvent[]): void {
    if (this.#waiting.length === 0) setImmediate(() => this.flush());
    this.#waiting.push(...events);
  }
}

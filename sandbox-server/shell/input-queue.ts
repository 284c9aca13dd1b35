/** What the learner gives to whatever reads: finished lines, and the keys that end input or escape. */
export type Input = { kind: 'line'; text: string } | { kind: 'end-of-input' | 'escape' };

interface Entry {
  input: Input;
  /** Called when somebody reads it: only then it stands in the transcript. */
  taken(): void;
}

/** Type-ahead, as a terminal has it: what is typed before anybody reads waits in order. */
export class InputQueue {
  #entries: Entry[] = [];
  #reader: ((entry: Entry) => void) | undefined;

  push(input: Input, taken: () => void): void {
    const entry = { input, taken };
    if (this.#reader) this.#reader(entry);
    else this.#entries.push(entry);
  }

  /** The next input; undefined when the signal is aborted first. */
  take(signal: AbortSignal): Promise<Input | undefined> {
    return new Promise((resolve) => {
      if (signal.aborted) return resolve(undefined);
      const done = (entry?: Entry) => {
        this.#reader = undefined;
        signal.removeEventListener('abort', onAbort);
        entry?.taken();
        resolve(entry?.input);
      };
      const onAbort = () => done();
      const waiting = this.#entries.shift();
      if (waiting) return done(waiting);
      signal.addEventListener('abort', onAbort);
      this.#reader = done;
    });
  }

  /** Ctrl-C throws type-ahead away. */
  clear(): void {
    this.#entries = [];
  }
}

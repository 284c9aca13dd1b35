/**
 * Work outside the event loop's own turns (keys, signatures, compression) that an answer waits for: a sandbox is not at
 * rest while there is any.
 */
export class WorkInProgress {
  #count = 0;

  get any(): boolean {
    return this.#count > 0;
  }

  /** Counts as work until the promise settles; returns the same promise. */
  track<T>(promise: Promise<T>): Promise<T> {
    this.#count += 1;
    const done = () => {
      this.#count -= 1;
    };
    promise.then(done, done);
    return promise;
  }
}

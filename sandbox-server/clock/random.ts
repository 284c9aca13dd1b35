/** Chance that can be repeated: the same seed gives the same ids. sfc32, seeded by a string hash. */
export class Random {
  #state: [number, number, number, number];

  constructor(seed: string) {
    let hash = 2166136261;
    const next = () => {
      for (const char of `${seed}/`) hash = Math.imul(hash ^ char.charCodeAt(0), 16777619);
      return hash >>> 0;
    };
    this.#state = [next(), next(), next(), 1];
    for (let round = 0; round < 15; round += 1) this.#next();
  }

  integer(below: number): number {
    return this.#next() % below;
  }

  text(length: number, alphabet: string): string {
    return Array.from({ length }, () => alphabet[this.integer(alphabet.length)]).join('');
  }

  #next(): number {
    const [a, b, c, counter] = this.#state;
    const sum = (a + b + counter) | 0;
    this.#state = [b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + sum) | 0, (counter + 1) | 0];
    return sum >>> 0;
  }
}

/** 2^32: one more than the largest number of the generator. */
const range = 4_294_967_296;

/** Chance that can be repeated: the same seed gives the same ids. sfc32 (PractRand), seeded by FNV-1a of the text. */
export class Random {
  #state: [number, number, number, number];

  constructor(seed: string) {
    let hash = 2_166_136_261;
    const next = () => {
      for (const char of `${seed}/`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16_777_619);
      return hash >>> 0;
    };
    this.#state = [next(), next(), next(), 1];
    // The generator's own advice: the first rounds still look like the seed.
    for (let round = 0; round < 15; round += 1) this.#next();
  }

  /** A whole number from 0 to `below` - 1; `below` is at most 2^32. */
  integer(below: number): number {
    return Math.floor((this.#next() / range) * below);
  }

  /** That many characters of the alphabet (ASCII). */
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

import type { CorrespondentActor } from '#protocol/actors.ts';
import type { MtaParts } from '../mta/parts.ts';
import { handIn } from './mail-program.ts';
import { Rounds } from './rounds.ts';

/** Hands in the same letter at fixed times, for each of its recipients until one is not taken. */
export class Correspondent {
  readonly #actor: CorrespondentActor;
  readonly #parts: MtaParts;
  readonly #rounds: Rounds;

  constructor(actor: CorrespondentActor, parts: MtaParts) {
    this.#actor = actor;
    this.#parts = parts;
    this.#rounds = new Rounds(actor, parts, () => this.#round());
  }

  start(): void {
    this.#rounds.start();
  }

  /** Sandbox ms of the next round; undefined without power. */
  nextDueAt(): number | undefined {
    return this.#rounds.nextDueAt();
  }

  stop(): void {
    this.#rounds.stop();
  }

  async #round(): Promise<void> {
    const { to, alsoTo, ...letter } = this.#actor;
    for (const recipient of [to, ...alsoTo]) {
      if (!this.#rounds.mayWork()) return;
      const { kind } = await handIn({ ...letter, to: recipient }, this.#parts);
      if (kind === 'not-taken') return;
    }
  }
}

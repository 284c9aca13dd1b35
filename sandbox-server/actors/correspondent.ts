import type { CorrespondentActor } from '#protocol/actors.ts';
import { handIn } from './mail-program.ts';
import { RoundsActor } from './rounds.ts';

/** Hands in the same letter at fixed times, for each of its recipients until one is not taken. */
export class Correspondent extends RoundsActor<CorrespondentActor> {
  protected override async round(): Promise<void> {
    const { to, alsoTo, ...letter } = this.actor;
    for (const recipient of [to, ...alsoTo]) {
      if (!this.mayWork()) return;
      const { kind } = await handIn({ ...letter, to: recipient }, this.parts);
      if (kind === 'not-taken') return;
    }
  }
}

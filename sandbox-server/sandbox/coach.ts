import type { Fact, RecordFacts, SandboxEvent } from '#protocol/events.ts';
import type { CoachRule } from '#protocol/lesson.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../clock/clock.ts';

/** The lesson's own rules and the general ones; a rule of the lesson takes the place of a general one of the same id. */
export function withOwnRules(own: readonly CoachRule[], general: readonly CoachRule[]): CoachRule[] {
  return [...own, ...general.filter(({ id }) => !own.some((rule) => rule.id === id))];
}

/** Reads facts and says one helpful sentence when a rule notices its mistake. Never blocks anything. */
export class Coach {
  readonly #rules: readonly CoachRule[];
  readonly #world: World;
  readonly #clock: Clock;
  readonly #record: RecordFacts;
  #cancelQuiet: (() => void)[] = [];

  constructor(parts: { rules: readonly CoachRule[]; world: World; clock: Clock; record: RecordFacts }) {
    this.#rules = parts.rules;
    this.#world = parts.world;
    this.#clock = parts.clock;
    this.#record = parts.record;
  }

  hear(event: SandboxEvent): void {
    if (event.type === 'coach.spoke') return;
    for (const rule of this.#rules) {
      if (rule.notices?.(event, this.#world)) this.#say(rule);
    }
    this.#waitForQuiet();
  }

  stop(): void {
    for (const cancel of this.#cancelQuiet) cancel();
    this.#cancelQuiet = [];
  }

  /** Silence is a mistake, too: of somebody who waits for a server that waits for him. */
  #waitForQuiet(): void {
    this.stop();
    for (const rule of this.#rules) {
      const { afterQuiet } = rule;
      if (!afterQuiet?.when(this.#world)) continue;
      const cancel = this.#clock.after(afterQuiet.ms, () => {
        if (afterQuiet.when(this.#world)) this.#say(rule);
      });
      this.#cancelQuiet.push(cancel);
    }
  }

  #say({ id, say }: CoachRule): void {
    const fact: Fact = { type: 'coach.spoke', rule: id, say };
    this.#record(fact);
  }
}

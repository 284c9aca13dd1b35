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
  /** Asked at every fact, in their order; by the kind of fact that each is asked about. */
  readonly #noticing: readonly CoachRule[];
  readonly #noticingOn = new Map<SandboxEvent['type'], readonly CoachRule[]>();
  /** Asked when nothing happens. */
  readonly #waiting: readonly CoachRule[];
  readonly #world: World;
  readonly #clock: Clock;
  readonly #record: RecordFacts;
  #cancelQuiet: (() => void)[] = [];
  /** Somebody puts the clock forward: he does not sit and wait. */
  #clockMoves = false;
  /** Silences that ended on the way there. */
  #overdue: (() => void)[] = [];

  constructor(parts: { rules: readonly CoachRule[]; world: World; clock: Clock; record: RecordFacts }) {
    this.#noticing = parts.rules.filter(({ notices }) => notices);
    this.#waiting = parts.rules.filter(({ afterQuiet }) => afterQuiet);
    this.#world = parts.world;
    this.#clock = parts.clock;
    this.#record = parts.record;
  }

  hear(event: SandboxEvent): void {
    if (event.type === 'coach.spoke') return;
    for (const rule of this.#rulesOn(event.type)) {
      if (!rule.notices?.(event, this.#world)) continue;
      this.#say(rule.id, typeof rule.say === 'string' ? rule.say : rule.say(event, this.#world));
    }
    this.#waitForQuiet();
  }

  #rulesOn(type: SandboxEvent['type']): readonly CoachRule[] {
    const known = this.#noticingOn.get(type);
    if (known) return known;
    const rules = this.#noticing.filter(({ on = type }) => on === type);
    this.#noticingOn.set(type, rules);
    return rules;
  }

  /** While the clock is put forward no silence is noticed; what is still silent at its end is. */
  clockMoves(isMoving: boolean): void {
    this.#clockMoves = isMoving;
    const overdue = isMoving ? [] : this.#overdue;
    this.#overdue = [];
    for (const notice of overdue) notice();
  }

  stop(): void {
    this.#overdue = [];
    for (const cancel of this.#cancelQuiet) cancel();
    this.#cancelQuiet = [];
  }

  /** Silence is a mistake, too: of somebody who waits for a server that waits for him. */
  #waitForQuiet(): void {
    this.stop();
    for (const { id, say, afterQuiet } of this.#waiting) {
      if (typeof say !== 'string' || !afterQuiet?.when(this.#world)) continue;
      const notice = () => {
        if (afterQuiet.when(this.#world)) this.#say(id, say);
      };
      const cancel = this.#clock.after(afterQuiet.ms, () => {
        if (this.#clockMoves) this.#overdue.push(notice);
        else notice();
      });
      this.#cancelQuiet.push(cancel);
    }
  }

  #say(rule: string, say: string): void {
    const fact: Fact = { type: 'coach.spoke', rule, say };
    this.#record(fact);
  }
}

import type { FactOf, SandboxEvent } from './events.ts';
import type { World } from './world.ts';

/** A lesson, as its author writes it in `content/lessons/NN-slug/lesson.ts`. */

/** What a lesson may do to the world. */
export const changes = ['config.changed', 'zone.changed', 'host.stopped', 'host.started', 'fault.switched'] as const;
type Change = (typeof changes)[number];

export interface Step {
  id: string;
  /** What the learner is asked to do; `code` and **strong** are rendered. */
  text: string;
  /** One line in the past tense for the list of done steps. */
  done: string;
  /** The first points, the second tells. */
  hints: readonly [string, string];
  /** Asked after each batch of facts while this is the first open step. */
  reached(world: World): boolean;
  /** Asked while the step is open: one sentence on what was seen instead of what it wants, when something came near. */
  instead?(world: World): string | undefined;
  /** What the lesson changes when the step is reached: the fault for the next step. */
  afterwards?: readonly FactOf<Change>[];
}

export interface Choice {
  id: string;
  label: string;
  /** What to say to somebody who chose this. */
  feedback?: string;
}

export interface Question {
  id: string;
  /** choice: one is right. several: a set is right. order: all of them, in the right order. match: one for each item. */
  kind: 'choice' | 'several' | 'order' | 'match';
  /** `code` and **strong** are rendered, here and in labels, feedback and explanation. */
  text: string;
  choices: readonly Choice[];
  /** For `match`: what gets one of the choices each. The feedback is for an item that got a wrong one. */
  items?: readonly Choice[];
  /** Ids of the right choices; for `order` in the right order, for `match` as `item=choice`. */
  right: readonly string[];
  explanation: string;
  /** A prediction is judged only when this step has been reached: first predict, then try. */
  provenBy?: string;
}

/** Everything that an answer to the question may consist of. */
export function answersTo({ kind, choices, items = [] }: Question): string[] {
  const ids = choices.map(({ id }) => id);
  return kind === 'match' ? items.flatMap((item) => ids.map((id) => `${item.id}=${id}`)) : ids;
}

export interface CoachRule {
  id: string;
  /** One sentence: what to try next. As a function it may quote what was noticed; then there is no `afterQuiet`. */
  say: string | ((event: SandboxEvent, world: World) => string);
  /** The only kind of facts for which `notices` is asked. Without it every fact is. */
  on?: SandboxEvent['type'];
  /** Asked for each new fact, with the world after it. */
  notices?(event: SandboxEvent, world: World): boolean;
  /** Asked when nothing has happened for this long (sandbox ms). */
  afterQuiet?: { ms: number; when(world: World): boolean };
}

export interface Lesson {
  title: string;
  /** For whom, in a few words. */
  audience: string;
  minutes: number;
  /** Slug of the lesson to have done before. */
  after: readonly string[];
  /** One sentence for lists. */
  summary: string;
  steps: readonly Step[];
  questions: readonly Question[];
  coach: readonly CoachRule[];
  /** Names and addresses of which the prose speaks although the scenario lacks them, because that is the point. */
  elsewhere?: readonly string[];
}

/** Gives a lesson its type where it is written; `npm run lessons:check` proves it. */
export function defineLesson<const T extends Lesson>(lesson: T): T {
  return lesson;
}

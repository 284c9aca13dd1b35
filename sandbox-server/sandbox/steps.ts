import type { Fact } from '#protocol/events.ts';
import type { Lesson, Step } from '#protocol/lesson.ts';
import type { World } from '#protocol/world.ts';

/**
 * The facts that follow from the first open step. When it is reached: the tick, and what the lesson changes for the next
 * one, as one batch; a step that was proved early is ticked when its turn comes. While it is open: what was seen instead,
 * if that is news, or that it is true no more.
 */
export function factsOfNextStep(lesson: Lesson, world: World): Fact[] {
  const step = lesson.steps.find(({ id }) => world.progress.steps[id] === undefined);
  if (!step) return [];
  if (!step.reached(world)) return missed(step, world);
  return [{ type: 'step.reached', step: step.id }, ...(step.afterwards ?? [])];
}

function missed(step: Step, world: World): Fact[] {
  const seen = step.instead?.(world) ?? '';
  if ((world.progress.missed[step.id] ?? '') === seen) return [];
  return [{ type: 'step.missed', step: step.id, seen }];
}

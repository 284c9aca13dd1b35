import type { Fact } from '#protocol/events.ts';
import type { Lesson } from '#protocol/lesson.ts';
import type { World } from '#protocol/world.ts';

/**
 * The facts that follow when the first open step is reached: the tick, and what the lesson changes for the next one, as
 * one batch. Empty while it is open. A step that was proved early is ticked when its turn comes.
 */
export function factsOfNextStep(lesson: Lesson, world: World): Fact[] {
  const step = lesson.steps.find(({ id }) => world.progress.steps[id] === undefined);
  if (!step?.reached(world)) return [];
  return [{ type: 'step.reached', step: step.id }, ...(step.afterwards ?? [])];
}

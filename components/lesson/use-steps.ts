'use client';
import { useLiveWorld } from '../sandbox/use-world.ts';
import { useLesson } from './lesson-context.ts';

/** Which steps are done, and which one is next. */
export function useSteps() {
  const { steps } = useLesson();
  const reached = useLiveWorld((world) => world.progress.steps);
  const done = steps.filter(({ id }) => reached[id] !== undefined);
  const current = steps.find(({ id }) => reached[id] === undefined);
  return { steps, reached, done, current };
}

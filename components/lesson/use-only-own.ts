'use client';
import { useContext } from 'react';
import { useLiveWorld } from '../sandbox/use-world.ts';
import { LessonContext } from './lesson-context.ts';

/**
 * In an incident the views show what an administrator has, until it is solved: the hosts of his own, their queues and
 * configuration, and the DNS. No map, no cables, nobody's letters.
 */
export function useOnlyOwn(): boolean {
  const lesson = useContext(LessonContext);
  const reached = useLiveWorld((world) => world.progress.steps);
  return lesson?.showsOnlyOwn === true && lesson.steps.some(({ id }) => reached[id] === undefined);
}

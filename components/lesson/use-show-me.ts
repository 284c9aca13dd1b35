'use client';
import { useCallback, useRef, useState } from 'react';
import { useProvided } from '../sandbox/use-world.ts';
import { useLesson } from './lesson-context.ts';

/** Plays the solution of one step, or of several that follow each other, before the learner's eyes; can be stopped. What does it
 *  comes when it is asked for. */
export function useShowMe(stepIds: readonly string[]) {
  const lesson = useLesson();
  const sandbox = useProvided();
  const running = useRef<AbortController>(undefined);
  const [isRunning, setRunning] = useState(false);
  const [stopped, setStopped] = useState<string>();

  const stop = useCallback(() => running.current?.abort(), []);

  const start = useCallback(async () => {
    const abort = new AbortController();
    running.current = abort;
    setRunning(true);
    setStopped(undefined);
    const { showSteps } = await import('./show-me-player.ts');
    setStopped(await showSteps({ stepIds, lesson, sandbox, abort }));
    setRunning(false);
  }, [lesson, sandbox, stepIds]);

  /** `stopped`: why it ended before its end. */
  return { isRunning, stopped, start, stop };
}

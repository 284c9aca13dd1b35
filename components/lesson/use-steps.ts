'use client';
import { useState } from 'react';
import { useDrawn, useIsLive, useLiveWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { useKeptSteps } from './kept-steps.ts';
import { useLesson } from './lesson-context.ts';
import { lastOf, type Reached, reachedInProse } from './prose-steps.ts';
import { useWidth } from './use-width.ts';

/** Which steps are done in this sandbox, which of the others were done in another one, and which one is next here. */
export function useSteps() {
  return useStepsBy(useLiveWorld((world) => world.progress.steps));
}

/** The same for the prose: the map follows what happens at human speed, and the text moves on with it. Looking back at
 *  an earlier moment holds nothing up, nor does a map that is not on the screen. */
export function useStepsInProse() {
  const reached = useLiveWorld((world) => world.progress.steps);
  const last = lastOf(reached);
  const isOnMap = useDrawn(({ world }) => world.seq >= last);
  const isLive = useIsLive();
  const pane = useWorkbench((state) => state.pane);
  const isWatched = useWidth() !== 'phone' || pane === 'map';
  const [shows, setShows] = useState<Reached>(reached);
  const inProse = reachedInProse(shows, reached, isOnMap || !isLive || !isWatched ? last : 0);
  if (inProse !== shows) setShows(inProse);
  return useStepsBy(inProse);
}

function useStepsBy(reached: Reached) {
  const { steps } = useLesson();
  const kept = useKeptSteps((state) => state.steps);
  const done = steps.filter(({ id }) => reached[id] !== undefined);
  const doneBefore = steps.filter(({ id }) => reached[id] === undefined && kept.includes(id));
  const current = steps.find(({ id }) => reached[id] === undefined);
  return { steps, reached, done, doneBefore, current };
}

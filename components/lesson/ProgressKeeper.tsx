'use client';
import { useEffect } from 'react';
import { useKeptSteps } from './kept-steps.ts';
import { useLesson } from './lesson-context.ts';
import { useSteps } from './use-steps.ts';

/** Notes what is done in this browser, knows what was done before, and says what is done to those who do not see the tick. */
export function ProgressKeeper() {
  const { slug } = useLesson();
  const { steps, done, current } = useSteps();
  const ids = done.map(({ id }) => id).join();
  const isFinished = current === undefined;
  useEffect(() => {
    if (ids === '') return;
    // Comes later than the text, as nobody has done a step before reading it.
    void import('../course/progress-store.ts').then(({ noteProgress }) =>
      noteProgress(slug, ids.split(','), isFinished),
    );
  }, [ids, isFinished, slug]);
  useEffect(() => {
    let stop: (() => void) | undefined;
    let left = false;
    void import('../course/progress-store.ts').then(({ watchSteps }) => {
      if (!left) stop = watchSteps(slug, (kept) => useKeptSteps.setState({ steps: kept }));
    });
    return () => {
      left = true;
      stop?.();
      useKeptSteps.setState({ steps: [] });
    };
  }, [slug]);
  const last = done.at(-1);
  return (
    <p className="visually-hidden" role="status">
      {last && `Done: ${last.done} ${isFinished ? 'The lesson is finished.' : `${done.length} of ${steps.length}.`}`}
    </p>
  );
}

'use client';
import { FastForward, Square } from 'lucide-react';
import { create } from 'zustand';
import buttons from '../ui/Button.module.css';
import styles from './Hints.module.css';
import { Stopped } from './Hints.tsx';
import { useShowMe } from './use-show-me.ts';
import { useStepsInProse } from './use-steps.ts';

/** How to end what runs: it goes on from the card of one step to that of the next. */
const useCatchingUp = create<{ stop?: (() => void) | undefined }>(() => ({}));

/** For somebody who did these steps in another sandbox, of which this one knows nothing: the way back to where he was. */
export function CatchUp() {
  const { steps, doneBefore, current } = useStepsInProse();
  const from = Math.max(
    steps.findIndex(({ id }) => id === current?.id),
    0,
  );
  const firstNew = steps.findIndex((step, at) => at >= from && !doneBefore.includes(step));
  const again = steps.slice(from, firstNew === -1 ? steps.length : firstNew);
  const { stopped, start, stop } = useShowMe(again.map(({ id }) => id));
  const stopWhatRuns = useCatchingUp((state) => state.stop);
  const catchUp = async () => {
    useCatchingUp.setState({ stop });
    await start();
    useCatchingUp.setState({ stop: undefined });
  };
  return (
    <div className={styles.before}>
      <p>You have done this step before, in another sandbox. This one is new, so here it is still to be done.</p>
      {stopWhatRuns && (
        <button type="button" className={buttons.button} onClick={stopWhatRuns}>
          <Square size={12} aria-hidden /> Stop
        </button>
      )}
      {!stopWhatRuns && again.length > 1 && (
        <button type="button" className={buttons.button} onClick={() => void catchUp()}>
          <FastForward size={14} aria-hidden /> Show me steps {from + 1} to {from + again.length}
        </button>
      )}
      <Stopped why={stopped} />
    </div>
  );
}

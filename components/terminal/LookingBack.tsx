'use client';
import { useIsPast, useWorld } from '../sandbox/use-world.ts';
import { wallClock } from '../timeline/said.ts';
import styles from './LookingBack.module.css';

/** Says that the transcript is that of an earlier moment, and how to come back. */
export function LookingBack() {
  const isPast = useIsPast();
  const at = useWorld((world) => world.clock.at);
  return (
    <p className={styles.notice} role="status">
      {isPast && (
        <>
          <time>{wallClock(at)}</time>: you are looking back. Type to return to live.
        </>
      )}
    </p>
  );
}

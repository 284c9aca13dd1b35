'use client';
import { forgetProgress, useProgress } from '../lesson/progress-store.ts';
import { Confirm } from '../ui/Confirm.tsx';
import styles from './ResetProgress.module.css';

export function ResetProgress() {
  const hasBegun = Object.keys(useProgress()).length > 0;
  if (!hasBegun) return null;
  return (
    <p className={styles.reset}>
      <Confirm
        title="Forget your progress?"
        text="All ticks in this list go away. Your sandboxes stay as they are; each lesson has its own reset."
        action="Forget it"
        onConfirm={forgetProgress}
      >
        Forget my progress
      </Confirm>
    </p>
  );
}

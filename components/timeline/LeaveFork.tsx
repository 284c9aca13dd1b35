'use client';
import { Undo2 } from 'lucide-react';
import { useLiveWorld, useSandbox } from '../sandbox/use-world.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { wallClock } from './said.ts';
import styles from './TimelineBar.module.css';

/** The way out of a fork; nothing in any other sandbox. */
export function LeaveFork() {
  const forked = useLiveWorld((world) => world.progress.forked);
  const { send } = useSandbox();
  if (!forked) return null;
  return (
    <Confirm
      label="Back to the sandbox you forked from"
      title="Back to the sandbox you forked from?"
      text={`It is as you left it. This fork, which began at ${wallClock(forked.at)}, is put aside: to try something else, fork again.`}
      action="Go back"
      onConfirm={() => send({ type: 'leave-fork' })}
    >
      <Undo2 size={13} aria-hidden />
      <span className={styles.back}>Back to the sandbox you forked from</span>
    </Confirm>
  );
}

'use client';
import { putOnTerminal } from '../terminal/put-on-terminal.ts';
import styles from './Try.module.css';

/** A command in the prose: a click puts it on the terminal's line, the learner presses Enter. */
export function Try({ children }: { children: string }) {
  return (
    <button type="button" className={styles.try} onClick={() => putOnTerminal(children)}>
      <code>{children}</code>
      <em>click to type</em>
    </button>
  );
}

'use client';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { terminalKeyboard } from '../terminal/terminal-keyboard.ts';
import styles from './Try.module.css';

/** A command in the prose: a click puts it on the terminal's line, the learner presses Enter. */
export function Try({ children }: { children: string }) {
  const put = () => {
    useWorkbench.getState().setView('terminal');
    terminalKeyboard.put(children);
  };
  return (
    <button type="button" className={styles.try} onClick={put}>
      <code>{children}</code>
      <em>click to type</em>
    </button>
  );
}

'use client';
import { CornerDownLeft } from 'lucide-react';
import type { ReactNode } from 'react';
import { putOnTerminal, sendToTerminal } from '../terminal/put-on-terminal.ts';
import { useTouch } from '../terminal/use-touch.ts';
import styles from './Try.module.css';

/**
 * A command in the prose: a click puts it on the terminal's line, the learner presses Enter. Where fingers type, a second
 * button does both: there the terminal and its Enter are on another page.
 *
 * @param drawn the same, with what must not be divided where the column ends
 */
export function Try({ children, drawn = children }: { children: string; drawn?: ReactNode }) {
  const isTouch = useTouch();
  return (
    <div className={styles.row}>
      <button type="button" className={styles.try} onClick={() => putOnTerminal(children)}>
        <code>{drawn}</code>
        <em>click to type</em>
      </button>
      {isTouch && (
        <button
          type="button"
          className={styles.send}
          aria-label={`Send ${children}`}
          onClick={() => sendToTerminal(children)}
        >
          <CornerDownLeft size={17} aria-hidden />
        </button>
      )}
    </div>
  );
}

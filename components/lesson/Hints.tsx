'use client';
import { Square } from 'lucide-react';
import { useLiveWorld, useSandbox } from '../sandbox/use-world.ts';
import buttons from '../ui/Button.module.css';
import styles from './Hints.module.css';
import { InlineText } from './InlineText.tsx';
import { useShowMe } from './use-show-me.ts';

/** Help in three grades: the first hint points, the second tells, "show me" does it. */
export function Hints({ step }: { step: { id: string; hints: readonly [string, string] } }) {
  const { send } = useSandbox();
  const asked = useLiveWorld((world) =>
    world.progress.hints.filter((hint) => hint.step === step.id).map(({ hint }) => hint),
  );
  const { isRunning, stopped, start, stop } = useShowMe([step.id]);
  const ask = (hint: '1' | '2' | 'show-me') => send({ type: 'show-hint', step: step.id, hint });
  const shown = step.hints.filter((_, index) => asked.includes(String(index + 1)));
  return (
    <div className={styles.hints}>
      {shown.length > 0 && (
        <ul aria-live="polite">
          {shown.map((hint) => (
            <li key={hint}>
              <InlineText>{hint}</InlineText>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.buttons}>
        {(['1', '2'] as const)
          .filter((hint) => !asked.includes(hint))
          .map((hint) => (
            <button key={hint} type="button" className={buttons.button} onClick={() => ask(hint)}>
              Hint {hint}
            </button>
          ))}
        {isRunning ? (
          <button type="button" className={buttons.button} onClick={stop}>
            <Square size={12} aria-hidden /> Stop
          </button>
        ) : (
          <button
            type="button"
            className={buttons.button}
            onClick={() => {
              ask('show-me');
              void start();
            }}
          >
            Show me
          </button>
        )}
      </div>
      <Stopped why={stopped} />
    </div>
  );
}

/** Why "show me" did not come to its end. */
export function Stopped({ why }: { why: string | undefined }) {
  return (
    <p role="status" className={styles.stopped}>
      {why && `“Show me” has stopped. ${why}`}
    </p>
  );
}

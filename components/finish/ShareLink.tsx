import { Check, Copy, Printer } from 'lucide-react';
import { useId, useState } from 'react';
import buttons from '../ui/Button.module.css';
import pane from '../ui/pane.module.css';
import styles from './Finish.module.css';
import { finishFragment, nameMaxLength, nameProblem, type SharedFinish } from './shared-finish.ts';

const outcomes = { copied: 'Copied.', forbidden: 'The browser forbids it: mark the link, and copy it by hand.' };

/** A link to what stands on this page, with a name if somebody likes. */
export function ShareLink({ finish }: { finish: SharedFinish }) {
  const id = useId();
  const [name, setName] = useState('');
  const [outcome, setOutcome] = useState<keyof typeof outcomes>();
  const problem = nameProblem(name.trim());
  const named = problem === undefined && name.trim() !== '' ? { name: name.trim() } : {};
  const link = `${window.location.origin}/finish${finishFragment({ ...finish, ...named })}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
      setOutcome('copied');
    } catch {
      // No clipboard without a secure context, or without the person's permission.
      setOutcome('forbidden');
    }
  };
  return (
    <section aria-labelledby={`${id}-share`} className={`${styles.share} ${styles.onScreen}`}>
      <h2 id={`${id}-share`}>Show it to somebody</h2>
      <p>
        The link holds these lessons, the day, and your name if you write one: nothing else. Whoever opens it sees this
        page; no server keeps it, and it proves nothing but that you have been here.
      </p>
      <p className={styles.fields}>
        <label htmlFor={`${id}-name`}>Your name, if you like</label>
        <input
          id={`${id}-name`}
          className={pane.field}
          value={name}
          maxLength={nameMaxLength}
          autoComplete="name"
          aria-describedby={`${id}-problem`}
          aria-invalid={problem !== undefined}
          onChange={(event) => {
            setName(event.target.value);
            setOutcome(undefined);
          }}
        />
        <span id={`${id}-problem`} role="status" className={styles.problem}>
          {problem && `${problem} The link goes without it.`}
        </span>
        <label htmlFor={`${id}-link`}>Link</label>
        <input
          id={`${id}-link`}
          className={pane.field}
          value={link}
          readOnly
          onFocus={(event) => event.target.select()}
        />
      </p>
      <p className={styles.actions}>
        <button type="button" className={buttons.primary} onClick={copy}>
          {outcome === 'copied' ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />} Copy the link
        </button>
        <button type="button" className={buttons.button} onClick={() => window.print()}>
          <Printer size={14} aria-hidden /> Print
        </button>
        <span role="status">{outcome && outcomes[outcome]}</span>
      </p>
    </section>
  );
}

import { rfcAddress, type Term } from './command-words.ts';
import styles from './Explanation.module.css';
import type { Explained, Point } from './explain.ts';

/** One line of the conversation in plain words: what it is, why it came to be so, where it is written. */
export function Explanation({ explained: { subject, tone, plain, rfc, points, terms } }: { explained: Explained }) {
  return (
    // A box that scrolls must be reached by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <aside className={styles.why} aria-label="What this line means" aria-live="polite" tabIndex={0}>
      <p>
        <b data-class={tone}>{subject}</b> {plain} <Rfc reference={rfc} />
      </p>
      <Points points={points} />
      <Terms terms={terms} />
    </aside>
  );
}

/** Why: rules, values, answers. */
export function Points({ points }: { points: Point[] }) {
  if (points.length === 0) return null;
  return (
    <dl className={styles.points}>
      {points.map(({ label, code, text }) => (
        <div key={`${label} ${code} ${text}`}>
          <dt>{label}</dt>
          <dd>
            {code ? <code>{code}</code> : null} {text}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Terms({ terms }: { terms: Term[] }) {
  if (terms.length === 0) return null;
  return (
    <dl className={styles.terms}>
      {terms.map(({ keyword, plain, rfc }) => (
        <div key={keyword}>
          <dt>{keyword}</dt>
          <dd>
            {plain} <Rfc reference={rfc} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Rfc({ reference }: { reference?: string | undefined }) {
  const address = reference && rfcAddress(reference);
  return address ? (
    <a href={address} target="_blank" rel="noreferrer">
      {reference}
    </a>
  ) : null;
}

import type { ReactNode } from 'react';
import styles from './vocabulary.module.css';

/** Words of the lessons' prose that only look. */

export function Pitfall({ children }: { children: ReactNode }) {
  return (
    <aside className={styles.pitfall} aria-label="Pitfall">
      <b>Pitfall</b>
      {children}
    </aside>
  );
}

export function Note({ children }: { children: ReactNode }) {
  return (
    <aside className={styles.note} aria-label="Note">
      {children}
    </aside>
  );
}

/** A drawing of the lesson's own `pictures.tsx`, with a line below it. */
export function Picture({ caption, children }: { caption: string; children: ReactNode }) {
  return (
    <figure className={styles.picture}>
      {children}
      <figcaption>{caption}</figcaption>
    </figure>
  );
}

export function Recap({ children }: { children: ReactNode }) {
  return (
    <section className={styles.recap} aria-label="What you know now">
      <h2>What you know now</h2>
      {children}
    </section>
  );
}

/** The text of a record, to copy as one piece: a click selects all of it. Where the column ends it is broken, which is no part of it. */
export function RecordText({ children }: { children: string }) {
  return <p className={styles.record}>{children}</p>;
}

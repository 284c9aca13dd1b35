import { memo } from 'react';
import styles from './Marks.module.css';
import type { Mark, MarkKind } from './marks.ts';

/** Each kind has a shape of its own, in a field of 10 × 10. */
const shapes: Record<MarkKind, React.ReactNode> = {
  connection: <path d="M5 1V9" />,
  turn: <path d="M3 1V9M7 1V9" />,
  deferral: <circle cx="5" cy="5" r="3.4" />,
  delivery: <circle cx="5" cy="5" r="4" />,
  refusal: <path d="M1.5 1.5 8.5 8.5M8.5 1.5 1.5 8.5" />,
  bounce: <path d="M9 1V9L1 5Z" />,
  step: <path d="M1 5.4 4 8.6 9 1.6" />,
};

/** What matters, at its place on the line; the sentence of each is shown for the pointer and the play-head. */
export const Marks = memo(function Marks({ marks }: { marks: readonly Mark[] }) {
  return (
    <div className={styles.marks} aria-hidden>
      {marks.map(({ kind, place, seq }) => (
        <svg key={seq} aria-hidden viewBox="0 0 10 10" data-kind={kind} style={{ left: `${place * 100}%` }}>
          {shapes[kind]}
        </svg>
      ))}
    </div>
  );
});

import { shownOctets } from '../../wire/octets.ts';
import styles from './Compare.module.css';
import type { DifferingLine } from './line-differences.ts';

interface Props {
  label: string;
  /** In octets. */
  lines: readonly DifferingLine[];
  /** What the two sides are called. */
  sides: readonly [string, string];
}

/** Equal lines around a difference that stay; the rest is folded away. */
const context = 2;

/** Two texts laid over each other: what only one has is marked with a sign, a word and a colour. */
export function DifferingLines({ label, lines, sides: [left, right] }: Props) {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - context), index + context + 1).some(({ kind }) => kind !== 'same'),
  );
  return (
    <ol className={styles.lines} aria-label={label}>
      {lines.map(({ kind, text }, index) => {
        if (!near[index]) {
          return near[index - 1] || index === 0 ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of one comparison never change their order
            <li key={index} className={styles.folded}>
              <span aria-hidden>⋯</span> <span>the same in both</span>
            </li>
          ) : null;
        }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <li key={index} data-kind={kind}>
            <span className={styles.sign}>
              {kind === 'same' ? '' : `${kind === 'left' ? '−' : '+'} ${kind === 'left' ? left : right}`}
            </span>
            <code>{shownOctets(text, '\t') || ' '}</code>
          </li>
        );
      })}
    </ol>
  );
}

import { shownOctets } from '../../wire/octets.ts';
import styles from './Compare.module.css';
import { type DifferingLine, lineDifferences } from './line-differences.ts';

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
  const counterparts = counterpartsOf(lines);
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
            <code>
              <Words text={text} against={counterparts.get(index)} />
            </code>
          </li>
        );
      })}
    </ol>
  );
}

/** One line only left and one only right in its place: the same line, changed. */
function counterpartsOf(lines: readonly DifferingLine[]): Map<number, string> {
  const found = new Map<number, string>();
  for (const [index, { kind, text }] of lines.entries()) {
    const [before, next, after] = [lines[index - 1], lines[index + 1], lines[index + 2]];
    if (kind !== 'left' || before?.kind === 'left' || next?.kind !== 'right' || after?.kind === 'right') continue;
    found.set(index, next.text).set(index + 1, text);
  }
  return found;
}

/** A line with the words marked that its counterpart does not have. */
function Words({ text, against }: { text: string; against: string | undefined }) {
  if (against === undefined) return shownOctets(text, '\t') || ' ';
  const words = lineDifferences(wordsOf(text), wordsOf(against)).filter(({ kind }) => kind !== 'right');
  return words.map(({ kind, text: word }, index) =>
    kind === 'same' ? (
      shownOctets(word, '\t')
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: words of one line never change their order
      <mark key={index}>{shownOctets(word, '\t')}</mark>
    ),
  );
}

function wordsOf(text: string): string[] {
  return text.split(/(?<=[ \t;,])|(?=[ \t;,])/);
}

import type { ReactNode } from 'react';
import { codeWords } from '#protocol/code-words.ts';
import styles from './CodeExplained.module.css';
import { MeaningBeside } from './MeaningBeside.tsx';

interface Props {
  /** `250`, `5.7.1` or `554 5.7.1`. */
  code: string;
  className?: string | undefined;
  /** What stands in the text instead of the bare code. */
  children?: ReactNode;
}

/** A reply code in running text, with its meaning beside it. Codes that no registry knows stay bare. */
export function CodeExplained({ code, className = styles.code, children = code }: Props) {
  const words = codeWords(code);
  if (!words) return <code className={className}>{children}</code>;
  const [{ advice }] = words;
  return (
    <MeaningBeside word={<code>{children}</code>} className={className}>
      {words.map(({ title, plain }, index) => (
        <span key={`${title} ${plain}`} className={styles.part}>
          <b>{code.split(' ').toReversed()[index]}</b> {title}. {plain}
        </span>
      ))}
      <span className={styles.part}>
        <em>What to do:</em> {advice}
      </span>
      <a href={`/explain#code=${encodeURIComponent(code)}`} target="_blank" rel="noopener">
        More about it
      </a>
    </MeaningBeside>
  );
}

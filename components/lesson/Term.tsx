import { MeaningBeside } from '../ui/MeaningBeside.tsx';
import styles from './Term.module.css';

interface Props {
  children: string;
  /** As the glossary has it. */
  term: string;
  plain: string;
  /** Where the glossary explains it further. */
  href: string;
}

/** A word of the mail world in the prose, with its meaning beside it. */
export function Term({ children, term, plain, href }: Props) {
  return (
    <MeaningBeside word={children} className={styles.word}>
      <b>{term}</b> {plain}{' '}
      <a href={href} target="_blank" rel="noopener">
        Glossary
      </a>
    </MeaningBeside>
  );
}

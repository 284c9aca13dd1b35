import type { Fate } from './fates.ts';
import styles from './Way.module.css';

const tones: Record<Fate['kind'], string> = {
  delivered: 'done',
  'passed-on': 'done',
  bounced: 'no',
  refused: 'no',
  waiting: 'later',
  'under-way': 'go-on',
  removed: 'gone',
};

/** What has become of a letter, in a word. */
export function FateBadge({ fate: { kind, word }, count = 1 }: { fate: Fate; count?: number }) {
  return (
    <span className={styles.badge} data-tone={tones[kind]}>
      {count > 1 ? `${count} ` : ''}
      {word}
    </span>
  );
}

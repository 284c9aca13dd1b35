import styles from './pane.module.css';

/** A sentence about what is wrong (error) or odd (hint), with the line that it concerns. */
export function Note({ level, line, text }: { level: 'error' | 'hint'; line?: number; text: string }) {
  return (
    <p className={styles.note} data-level={level}>
      <b>
        {level === 'error' ? 'Wrong' : 'Mind'}
        {line ? `, line ${line}` : ''}:
      </b>{' '}
      {text}
    </p>
  );
}

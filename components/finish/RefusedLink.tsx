import styles from './Finish.module.css';

/** The fragment is none that we have made: nothing of it is shown. */
export function RefusedLink({ why }: { why: string }) {
  return (
    <>
      <h1>This link shows nothing</h1>
      <p role="alert" className={styles.lead}>
        It cannot be read. {why}
      </p>
      <p>
        Ask for it once more: a mail program may have cut it. Or see{' '}
        {/* Not by the router, which would not tell that the fragment is gone. */}
        <a href="/finish">what you can do yourself</a>.
      </p>
    </>
  );
}

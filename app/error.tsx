'use client';
import styles from './notice.module.css';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className={styles.page}>
      <p className={styles.code}>451 4.3.0</p>
      <h1>Something broke on this page.</h1>
      <p>Your sandbox is kept on the server. Try again; if it happens once more, reload the page.</p>
      <button type="button" className={styles.button} onClick={reset}>
        Try again
      </button>
    </main>
  );
}

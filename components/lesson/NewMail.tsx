'use client';
import { useWorld } from '../sandbox/use-world.ts';
import styles from './views.module.css';

/** How many messages have arrived that nobody has opened. */
export function NewMail() {
  const count = useWorld(({ mailboxes, progress }) => {
    const opened = new Set(progress.views.map(({ mailbox, message }) => `${mailbox} ${message}`));
    const arrived = Object.entries(mailboxes.byAddress).flatMap(([address, stored]) =>
      stored.filter(({ message }) => message).map(({ message }) => `${address} ${message}`),
    );
    return arrived.filter((one) => !opened.has(one)).length;
  });
  if (count === 0) return null;
  return (
    <span className={styles.badge}>
      {count}
      <span className="visually-hidden"> new</span>
    </span>
  );
}

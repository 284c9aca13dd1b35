'use client';
import { useWorld } from '../sandbox/use-world.ts';
import { useOnlyOwn } from './use-only-own.ts';
import styles from './views.module.css';

/** How many messages wait in all queues. */
export function WaitingMail() {
  const onlyOwn = useOnlyOwn();
  const count = useWorld(({ queues, hosts }) =>
    Object.entries(queues.byHost)
      .filter(([host]) => !onlyOwn || hosts.byName[host]?.shell)
      .reduce((sum, [, entries]) => sum + Object.keys(entries).length, 0),
  );
  return <Count count={count} what="waiting" />;
}

/** How many parameters are not as they were at the start. */
export function ChangedParameters() {
  const count = useWorld(({ config }) =>
    Object.entries(config.current).reduce((sum, [host, current]) => {
      const atStart = config.atStart[host] ?? {};
      const names = new Set([...Object.keys(current), ...Object.keys(atStart)]);
      return sum + [...names].filter((name) => current[name] !== atStart[name]).length;
    }, 0),
  );
  return <Count count={count} what="changed" />;
}

function Count({ count, what }: { count: number; what: string }) {
  if (count === 0) return null;
  return (
    <span className={styles.badge}>
      {count}
      <span className="visually-hidden"> {what}</span>
    </span>
  );
}

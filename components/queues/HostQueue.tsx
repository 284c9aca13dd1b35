import { useState } from 'react';
import { whyNotOperated } from '#protocol/permissions.ts';
import { useSandbox, useWorld } from '../sandbox/use-world.ts';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import { clockTime } from '../wire/sandbox-time.ts';
import { departures } from './attempts.ts';
import { Entry } from './Entry.tsx';
import styles from './queues.module.css';
import { useReportedQueue } from './use-reported-queue.ts';

/** One server's queue, what can be done with it, and what has left it. */
export function HostQueue({ host }: { host: string }) {
  useReportedQueue(host);
  const { send } = useSandbox();
  const [refusal, setRefusal] = useState<string>();
  const entries = useWorld((world) => Object.values(world.queues.byHost[host] ?? {}));
  const closed = useWorld((world) => whyNotOperated(world, host));
  return (
    <>
      <div className={pane.head}>
        <h2>{host}</h2>
        <button
          type="button"
          className={`${pane.small} ${styles.flush}`}
          disabled={closed !== undefined || entries.length === 0}
          title="postqueue -f: try every deferred message now"
          onClick={() => send({ type: 'flush-queue', host }, ({ error }) => setRefusal(error))}
        >
          Flush: try all now
        </button>
        {closed && <p className={pane.closed}>{closed} You can look, and let time pass.</p>}
        {refusal && <Note level="error" text={refusal} />}
      </div>
      {entries.length === 0 && <p className={styles.left}>This queue is empty.</p>}
      {entries.map((entry) => (
        <Entry key={entry.queueId} host={host} entry={entry} closed={closed} />
      ))}
      <Departures host={host} />
    </>
  );
}

/** The newest of many; the wire view has them all. */
const departuresShown = 12;

function Departures({ host }: { host: string }) {
  const messages = useWorld((world) => world.messages);
  const gone = departures({ messages }, host).slice(0, departuresShown);
  if (gone.length === 0) return null;
  return (
    <section className={styles.left} aria-label={`What has left ${host}`}>
      <h3>Has left this queue</h3>
      <ol className={styles.history}>
        {gone.map(({ seq, at, kind, queueId, recipient, detail }) => (
          <li key={seq}>
            <time>{clockTime(at).slice(0, 8)}</time>
            <span>
              <span className={pane.badge} data-kind={kind}>
                {kind}
              </span>{' '}
              <code>{queueId}</code> for {recipient}: {kind === 'delivered' ? `into the mailbox ${detail}` : detail}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

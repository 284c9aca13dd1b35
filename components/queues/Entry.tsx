import { useState } from 'react';
import type { Command } from '#protocol/commands.ts';
import type { Hop } from '#protocol/projections/messages.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { visibleText } from '#protocol/visible-text.ts';
import { useOnlyOwn } from '../lesson/use-only-own.ts';
import { useSandboxNow } from '../sandbox/use-sandbox-now.ts';
import { useSandbox, useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Note } from '../ui/Note.tsx';
import pane from '../ui/pane.module.css';
import { clockTime, span } from '../wire/sandbox-time.ts';
import { type Attempt, attemptsOf, meaningOf, stateOf } from './attempts.ts';
import { countdown } from './countdown.ts';
import styles from './queues.module.css';

const stateWords = { active: 'being tried', deferred: 'deferred', hold: 'on hold' } as const;

interface Props {
  host: string;
  entry: QueueEntry;
  /** Why nothing can be done with it; undefined when it can. */
  closed: string | undefined;
}

/** A message that waits: for whom, why, until when, and what was tried. */
export function Entry({ host, entry, closed }: Props) {
  const { queueId, reversePath, acceptedAt, attempts, size, recipients } = entry;
  const messages = useWorld((world) => world.messages);
  const connections = useWorld((world) => world.connections);
  const now = useSandboxNow();
  const state = stateOf(entry);
  const history = attemptsOf({ messages, connections }, host, entry);
  return (
    <article className={styles.entry} aria-label={`Message ${queueId}`}>
      <header>
        <h3>{queueId}</h3>
        <span className={pane.badge} data-kind={state}>
          {stateWords[state]}
        </span>
        {state === 'deferred' && (
          <span className={styles.due}>
            next attempt {entry.dueAt > now ? 'in ' : ''}
            <b>{countdown(entry.dueAt - now)}</b>
            {entry.dueAt > now ? ` at ${clockTime(entry.dueAt).slice(0, 8)}` : ''}
          </span>
        )}
      </header>
      <p className={styles.facts}>
        from <code>{reversePath || '<> (a notice)'}</code> · here since {clockTime(acceptedAt).slice(0, 8)} (
        {span(Math.max(0, now - acceptedAt)).slice(1)}) · {attempts === 1 ? '1 attempt' : `${attempts} attempts`} ·{' '}
        {size} octets
      </p>
      {Object.entries(recipients).map(([recipient, { diagnostic }]) => (
        <Recipient
          key={recipient}
          recipient={recipient}
          diagnostic={diagnostic}
          last={history.findLast(({ outcome }) => outcome.recipient === recipient)}
        />
      ))}
      <Actions host={host} entry={entry} closed={closed} />
      <History attempts={history} />
      <Letter host={host} queueId={queueId} hops={messages.byId[entry.message]?.hops ?? []} />
    </article>
  );
}

function Recipient({
  recipient,
  diagnostic,
  last,
}: {
  recipient: string;
  diagnostic?: string | undefined;
  last?: Attempt | undefined;
}) {
  const showConnection = useWorkbench((store) => store.showConnection);
  const onlyOwn = useOnlyOwn();
  return (
    <div className={styles.recipient}>
      to <code>{recipient}</code>
      {diagnostic && (
        <div className={styles.reply}>
          <code>{diagnostic}</code>
          {last && <p>{meaningOf(last)}</p>}
          {last?.connection && !onlyOwn && (
            <button type="button" className={pane.link} onClick={() => showConnection(last.connection?.id ?? '')}>
              Read the conversation
            </button>
          )}
        </div>
      )}
    </div>
  );
}

function Actions({ host, entry: { queueId, held }, closed }: Props) {
  const { send } = useSandbox();
  const [refusal, setRefusal] = useState<string>();
  const ask = (command: Command) => {
    setRefusal(undefined);
    send(command, ({ error }) => setRefusal(error));
  };
  const handle = (action: 'try-now' | 'hold' | 'release' | 'delete') =>
    ask({ type: 'handle-queued', host, queueId, action });
  const isClosed = closed !== undefined;
  return (
    <div className={`${pane.actions} ${styles.actions}`}>
      <button type="button" className={pane.small} disabled={isClosed || held} onClick={() => handle('try-now')}>
        Try now
      </button>
      <button
        type="button"
        className={pane.small}
        disabled={isClosed}
        onClick={() => handle(held ? 'release' : 'hold')}
      >
        {held ? 'Release' : 'Hold'}
      </button>
      {!isClosed && (
        <Confirm
          title={`Delete ${queueId}?`}
          text="The message is gone for good, and nobody is told: neither its sender nor its recipients."
          action="Delete it"
          onConfirm={() => handle('delete')}
        >
          Delete
        </Confirm>
      )}
      <button type="button" className={pane.small} onClick={() => ask({ type: 'skip-clock', byMs: 300_000 })}>
        +5 min
      </button>
      <button type="button" className={pane.small} onClick={() => ask({ type: 'skip-clock', byMs: 14_400_000 })}>
        +4 h
      </button>
      <button
        type="button"
        className={pane.small}
        disabled={held}
        title={held ? 'On hold: it waits until it is released' : 'Let time pass until it is delivered or given up'}
        onClick={() => ask({ type: 'run-until-gone', host, queueId })}
      >
        Until it bounces or arrives
      </button>
      {refusal && <Note level="error" text={refusal} />}
    </div>
  );
}

/** As it lies in the queue, with the Received line of this host on top. */
function Letter({ host, queueId, hops }: { host: string; queueId: string; hops: readonly Hop[] }) {
  const raw = hops.find((hop) => hop.host === host && hop.queueId === queueId)?.raw;
  if (raw === undefined) return null;
  return (
    <details>
      <summary>The message as it lies here</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long message is scrolled with the arrow keys */}
      <pre className={styles.source} tabIndex={0}>
        {visibleText(raw.replaceAll('\r\n', '\n'))}
      </pre>
    </details>
  );
}

function History({ attempts }: { attempts: Attempt[] }) {
  const showConnection = useWorkbench((store) => store.showConnection);
  const onlyOwn = useOnlyOwn();
  if (attempts.length === 0) return null;
  return (
    <details>
      <summary>{attempts.length === 1 ? 'History: 1 attempt' : `History: ${attempts.length} results`}</summary>
      <ol className={styles.history}>
        {attempts.toReversed().map(({ outcome, connection }) => (
          <li key={outcome.seq}>
            <time>{clockTime(outcome.at).slice(0, 8)}</time>
            <span>
              {outcome.recipient}: {outcome.detail}{' '}
              {connection && !onlyOwn && (
                <button type="button" className={pane.link} onClick={() => showConnection(connection.id)}>
                  {connection.id}
                </button>
              )}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

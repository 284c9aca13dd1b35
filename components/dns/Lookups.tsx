import { memo, useDeferredValue, useState } from 'react';
import type { Lookup } from '#protocol/projections/names.ts';
import { useOnlyOwn } from '../lesson/use-only-own.ts';
import { useReportedView } from '../sandbox/use-reported-view.ts';
import { useWorld } from '../sandbox/use-world.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import pane from '../ui/pane.module.css';
import { clockTime } from '../wire/sandbox-time.ts';
import styles from './dns.module.css';
import { answerWords, purposeOf } from './purpose.ts';

/** Rows at once: more are a wall that nobody reads, and slow to draw. */
const shownMax = 60;

/** Every question that was asked of the name servers, newest first: by whom, what for, and what came back. */
export function Lookups() {
  // While the play-head moves quickly the list may lag behind; what is typed may not.
  const lookups = useDeferredValue(useWorld((world) => world.names.lookups));
  const [max, setMax] = useState(shownMax);
  const [client, setClient] = useState('');
  const [type, setType] = useState('');
  const [text, setText] = useState('');
  useReportedView({ view: 'lookups' });
  const clients = [...new Set(lookups.map((one) => one.client))].toSorted();
  const types = [...new Set(lookups.map(({ question }) => question.type))].toSorted();
  const wanted = text.toLowerCase().trim();
  const found = lookups
    .filter((one) => (client === '' || one.client === client) && (type === '' || one.question.type === type))
    .filter((one) => wanted === '' || `${one.question.name} ${answerWords(one)} ${purposeOf(one)}`.includes(wanted))
    .toReversed();
  return (
    <>
      <div className={pane.head}>
        <h2>Who asked what</h2>
        <p>Nobody but the name server normally sees these.</p>
      </div>
      <div className={styles.filters}>
        <select
          className={pane.field}
          aria-label="Asked by"
          value={client}
          onChange={(event) => setClient(event.target.value)}
        >
          <option value="">asked by anybody</option>
          {clients.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <select className={pane.field} aria-label="Type" value={type} onChange={(event) => setType(event.target.value)}>
          <option value="">all types</option>
          {types.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
        <input
          className={pane.field}
          type="search"
          aria-label="Name, answer or purpose"
          placeholder="name, answer, purpose"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {found.length === 0 && (
        <p className={pane.body}>{lookups.length === 0 ? 'Nobody has asked anything yet.' : 'No question fits.'}</p>
      )}
      <ol className={styles.lookups}>
        {found.slice(0, max).map((lookup) => (
          <LookupRow key={lookup.seq} lookup={lookup} />
        ))}
      </ol>
      {found.length > max && (
        <button type="button" className={`${pane.small} ${styles.older}`} onClick={() => setMax(max + shownMax)}>
          {found.length - max} older
        </button>
      )}
    </>
  );
}

/** A look-up never changes: it is drawn once. */
const LookupRow = memo(function LookupRow({ lookup }: { lookup: Lookup }) {
  return (
    <li>
      <time>{clockTime(lookup.at).slice(0, 8)}</time>
      <div>
        <p>
          <code>{lookup.client}</code> asked for{' '}
          <code>
            {lookup.question.type} {lookup.question.name}
          </code>
          : {purposeOf(lookup)}
        </p>
        <p>
          <span className={pane.badge} data-kind={lookup.rcode}>
            {lookup.rcode}
          </span>{' '}
          {answerWords(lookup)}
        </p>
        <About {...lookup} />
      </div>
    </li>
  );
});

/** For which message or conversation a server asked. */
function About({
  about,
  client,
}: {
  about?: { connection?: string | undefined; queueId?: string | undefined } | undefined;
  client: string;
}) {
  const caller = useWorld((world) => world.connections.byId[about?.connection ?? '']?.from.host);
  const isWaiting = useWorld(
    (world) => about?.queueId !== undefined && world.queues.byHost[client]?.[about.queueId] !== undefined,
  );
  const onlyOwn = useOnlyOwn();
  const { showConnection, showQueue } = useWorkbench.getState();
  const { connection, queueId } = about ?? {};
  if (!connection && !queueId) return null;
  return (
    <p className={styles.about}>
      {queueId && (
        <>
          for message <code>{queueId}</code>
          {isWaiting && (
            <>
              ,{' '}
              <button type="button" className={pane.link} onClick={() => showQueue(client)}>
                still in its queue
              </button>
            </>
          )}
        </>
      )}
      {queueId && connection && !onlyOwn && ' · '}
      {connection && !onlyOwn && caller && (
        <button type="button" className={pane.link} onClick={() => showConnection(connection)}>
          during the conversation with {caller}
        </button>
      )}
    </p>
  );
}

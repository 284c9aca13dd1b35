import { useMemo } from 'react';
import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import { providerOf } from '#protocol/relay-service.ts';
import { useWorkbench } from '../sandbox/workbench-store.ts';
import pane from '../ui/pane.module.css';
import { clockDate, clockTime } from '../wire/sandbox-time.ts';
import { VirtualRows } from '../wire/VirtualRows.tsx';
import styles from './lists.module.css';
import { kindOf, kindWords, type StreamFilter, streamKinds, streamOf } from './stream.ts';

interface Props {
  events: readonly ServiceEvent[];
  filter: StreamFilter;
  onFilter(filter: StreamFilter): void;
}

const sources = {
  service: 'the service itself',
  queue: 'an SMTP reply',
  report: 'a letter that came back',
  web: 'a web request',
} as const;

/** Everything that the service has noted, newest first. */
export function EventStream({ events, filter, onFilter }: Props) {
  const providers = useMemo(() => [...new Set(events.map(({ recipient }) => providerOf(recipient)))].sort(), [events]);
  const shown = useMemo(
    () => streamOf(events, filter).map((event) => ({ key: String(event.seq), event })),
    [events, filter],
  );
  return (
    <div className={styles.stream}>
      <search className={styles.filters}>
        <label>
          <span className="visually-hidden">Kind of event</span>
          <select
            className={pane.field}
            value={filter.kind ?? ''}
            onChange={({ target }) => onFilter({ ...filter, kind: streamKinds.find((kind) => kind === target.value) })}
          >
            <option value="">every event</option>
            {streamKinds.map((kind) => (
              <option key={kind} value={kind}>
                {kindWords[kind]}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span className="visually-hidden">Provider</span>
          <select
            className={pane.field}
            value={filter.provider}
            onChange={({ target }) => onFilter({ ...filter, provider: target.value })}
          >
            <option value="">every provider</option>
            {providers.map((provider) => (
              <option key={provider}>{provider}</option>
            ))}
          </select>
        </label>
        <input
          className={pane.field}
          type="search"
          aria-label="Address or words"
          placeholder="address or words"
          value={filter.search}
          onChange={({ target }) => onFilter({ ...filter, search: target.value })}
        />
        <output className={styles.found}>{shown.length === 1 ? '1 event' : `${shown.length} events`}</output>
      </search>
      {shown.length === 0 ? (
        <p className={styles.nothing}>
          {events.length === 0 ? 'The service has noted nothing yet.' : 'No event fits. Choose fewer conditions.'}
        </p>
      ) : (
        <VirtualRows items={shown} label="Events, newest first" chosen={-1} estimate={58} className={styles.rows}>
          {({ event }) => <Row event={event} />}
        </VirtualRows>
      )}
    </div>
  );
}

function Row({ event }: { event: ServiceEvent }) {
  const { at, recipient, raw, by, agent, connection, message, cause } = event;
  const showConnection = useWorkbench((store) => store.showConnection);
  const showWay = useWorkbench((store) => store.showWay);
  return (
    <div className={styles.event}>
      <time title={`${clockDate(at).slice(0, 10)} ${clockTime(at)} UTC`}>
        {clockDate(at).slice(5, 10)} {clockTime(at).slice(0, 8)}
      </time>
      <span className={styles.kind} data-kind={event.event}>
        {kindWords[kindOf(event)]}
      </span>
      <b>{recipient}</b>
      <span className={styles.raw}>
        <code>{raw}</code>
        {cause && cause !== 'unclear' && ` (${cause.replaceAll('-', ' ')})`}
        {agent && ` by ${agent}`}
      </span>
      <span className={styles.source}>
        known from {sources[by]} ·{' '}
        {connection ? (
          <button type="button" className={pane.link} onClick={() => showConnection(connection)}>
            Read the request
          </button>
        ) : (
          <button type="button" className={pane.link} onClick={() => showWay(message)}>
            Its way on the wire
          </button>
        )}
      </span>
    </div>
  );
}

import { useId, useState } from 'react';
import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import type { ServiceMetrics } from '#protocol/service-metrics.ts';
import pane from '../ui/pane.module.css';
import { askers, percent, type ServiceNumber, serviceNumbers } from './numbers.ts';
import styles from './service.module.css';
import type { StreamKind } from './stream.ts';

interface Props {
  metrics: ServiceMetrics;
  events: readonly ServiceEvent[];
  onShow(kind: StreamKind): void;
}

/** The numbers at the top; one of them can be opened and says how it came about. */
export function Numbers({ metrics, events, onShow }: Props) {
  const [opened, setOpened] = useState<ServiceNumber['id']>();
  const explained = useId();
  const numbers = serviceNumbers(metrics);
  const number = numbers.find(({ id }) => id === opened);
  return (
    <section aria-label="Numbers">
      <ul className={styles.numbers}>
        {numbers.map(({ id, label, count, of, note }) => (
          <li key={id}>
            <button
              type="button"
              aria-expanded={id === opened}
              aria-controls={explained}
              onClick={() => setOpened(id === opened ? undefined : id)}
            >
              <span>{label}</span>
              <b>{count.toLocaleString('en')}</b>
              <small>{[of && count > 0 ? percent(of.rate) : undefined, note].filter(Boolean).join(' · ') || ' '}</small>
            </button>
          </li>
        ))}
      </ul>
      <div id={explained} className={styles.explained} hidden={!number}>
        {number && <Explained number={number} events={events} onShow={onShow} />}
      </div>
    </section>
  );
}

function Explained({ number, events, onShow }: { number: ServiceNumber } & Pick<Props, 'events' | 'onShow'>) {
  const { id, label, count, of, counted, mind, shows } = number;
  const asked = id === 'opened' || id === 'clicked' ? askers(events, id) : [];
  return (
    <>
      <h3>
        {label}: {count}
        {of && (
          <span>
            {' '}
            of {of.count} {of.what} = {percent(of.rate)}
          </span>
        )}
      </h3>
      <p>{counted}</p>
      <p>
        <b>What it does not mean.</b> {mind}
      </p>
      {asked.length > 0 && (
        <>
          <p>Who asked, by what it says it is:</p>
          <ul className={styles.agents}>
            {asked.map(({ agent, copies }) => (
              <li key={agent}>
                <code>{agent}</code>: {copies === 1 ? '1 copy' : `${copies} copies`}
              </li>
            ))}
          </ul>
        </>
      )}
      {count > 0 && (
        <button type="button" className={pane.link} onClick={() => onShow(shows)}>
          Show the events
        </button>
      )}
    </>
  );
}

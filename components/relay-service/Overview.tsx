import { useMemo } from 'react';
import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import { serviceMetrics } from '#protocol/service-metrics.ts';
import { BounceClasses } from './BounceClasses.tsx';
import { DeliveriesChart } from './DeliveriesChart.tsx';
import { Numbers } from './Numbers.tsx';
import { Providers } from './Providers.tsx';
import styles from './service.module.css';
import type { StreamKind } from './stream.ts';

interface Props {
  events: readonly ServiceEvent[];
  onShow(kind: StreamKind | undefined, provider?: string): void;
}

/** What a marketer looks at first: the numbers, when it happened, and with whom. */
export function Overview({ events, onShow }: Props) {
  const metrics = useMemo(() => serviceMetrics(events), [events]);
  return (
    <div className={styles.overview}>
      <Numbers metrics={metrics} events={events} onShow={onShow} />
      {events.length === 0 ? (
        <p className={styles.nothing}>
          Nothing has been sent yet. As soon as a letter is handed in with this account, it is counted here, one copy
          for each recipient.
        </p>
      ) : (
        <>
          <DeliveriesChart events={events} />
          <Providers events={events} onShow={onShow} />
          <BounceClasses events={events} onShow={onShow} />
        </>
      )}
    </div>
  );
}

import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import { useMemo } from 'react';
import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import { metricsByProvider } from '#protocol/service-metrics.ts';
import pane from '../ui/pane.module.css';
import { type OutcomeCounts, outcomes, standing } from './deliveries.ts';
import { fills, Swatch } from './fills.tsx';
import { percent } from './numbers.ts';
import styles from './service.module.css';
import type { StreamKind } from './stream.ts';

interface Props {
  events: readonly ServiceEvent[];
  onShow(kind: StreamKind | undefined, provider?: string): void;
}

/** How the copies stand with each provider: one bad row says more than an average. */
export function Providers({ events, onShow }: Props) {
  const providers = useMemo(() => Object.entries(metricsByProvider(events)), [events]);
  return (
    <section className={styles.part} aria-label="Provider by provider">
      <h3>Provider by provider</h3>
      <p className={styles.legend}>
        {outcomes.map((outcome) => (
          <span key={outcome}>
            <Swatch outcome={outcome} /> {outcome === 'deferred' ? 'waiting' : fills[outcome].word}
          </span>
        ))}
        <span>opened and clicked: what was asked for, by whomever</span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the arrow keys */}
      <div className={styles.wide} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Provider</th>
              <th scope="col" className={styles.barCell}>
                How its copies stand
              </th>
              {['Processed', 'Delivered', 'Waiting', 'Bounced', 'Blocked', 'Complained', 'Opened', 'Clicked'].map(
                (head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {providers.map(([provider, metrics]) => {
              const counts = standing(metrics);
              return (
                <tr key={provider}>
                  <th scope="row">
                    <button type="button" className={pane.link} onClick={() => onShow(undefined, provider)}>
                      {provider}
                    </button>
                  </th>
                  <td className={styles.barCell}>
                    <StandingBar counts={counts} />
                  </td>
                  <td>{metrics.accepted}</td>
                  <td>
                    {counts.delivered} <small>{percent(metrics.deliveryRate)}</small>
                  </td>
                  <td>{counts.deferred}</td>
                  <td>{counts.bounced}</td>
                  <td>{counts.blocked}</td>
                  <td>{metrics.complained}</td>
                  <td>{metrics.opened}</td>
                  <td>{metrics.clicked}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const [barWidth, barHeight] = [150, 14];

/** One row of parts of a whole; the numbers stand beside it, so that it says nothing to a screen reader. */
function StandingBar({ counts }: { counts: OutcomeCounts }) {
  const whole = outcomes.reduce((sum, outcome) => sum + counts[outcome], 0);
  const x = scaleLinear({ domain: [0, Math.max(whole, 1)], range: [0, barWidth] });
  let before = 0;
  const parts = outcomes.map((outcome) => {
    const from = before;
    before += counts[outcome];
    return { outcome, from, to: before };
  });
  return (
    <svg width={barWidth} height={barHeight} aria-hidden>
      {parts
        .filter(({ from, to }) => to > from)
        .map(({ outcome, from, to }) => (
          <Bar
            key={outcome}
            x={x(from)}
            width={x(to) - x(from)}
            height={barHeight}
            fill={fills[outcome].fill}
            stroke="var(--panel)"
          />
        ))}
    </svg>
  );
}

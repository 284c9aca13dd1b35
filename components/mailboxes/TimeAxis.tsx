import { shownOctets } from '../wire/octets.ts';
import { span } from '../wire/sandbox-time.ts';
import styles from './TimeAxis.module.css';
import type { AxisPoint } from './time-axis.ts';

/** Where the time went: one bar for each stretch of the way, as long as it took. */
export function TimeAxis({ points }: { points: readonly AxisPoint[] }) {
  if (points.length === 0) return null;
  return (
    <figure className={styles.axis}>
      <figcaption>Where the time went</figcaption>
      <ol>
        {points.map(({ by, date, sinceMs, from, to, claimed }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: stamps of one letter never change their order
          <li key={index} data-claimed={claimed} data-clock={(sinceMs ?? 0) < 0}>
            <span className={styles.by}>{by === undefined ? 'Date, by the writer' : shownOctets(by)}</span>
            <span className={styles.track} aria-hidden>
              <span style={{ left: `${from * 100}%`, width: `max(3px, ${(to - from) * 100}%)` }} />
            </span>
            <span className={styles.when}>
              <time dateTime={new Date(date).toISOString()}>{new Date(date).toISOString().slice(11, 19)}</time>{' '}
              {sinceMs === undefined ? '' : sinceWords(sinceMs)}
            </span>
          </li>
        ))}
      </ol>
    </figure>
  );
}

/** Stamps are written to the second. */
function sinceWords(ms: number): string {
  if (ms === 0) return 'same second';
  return ms < 0 ? `${span(ms)}: clocks differ` : span(ms);
}

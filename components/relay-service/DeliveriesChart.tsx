import { AxisBottom, AxisLeft } from '@visx/axis';
import { scaleBand, scaleLinear, scaleOrdinal } from '@visx/scale';
import { BarStack } from '@visx/shape';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import { clockDate, clockTime, span as spanOf } from '../wire/sandbox-time.ts';
import { deliveriesOverTime, type Outcome, outcomes, type Span } from './deliveries.ts';
import { fills, Swatch } from './fills.tsx';
import styles from './service.module.css';

const height = 190;
const margin = { top: 8, right: 8, bottom: 26, left: 34 };

const tickLabel = { fill: 'var(--ink-soft)', fontSize: 12, fontFamily: 'var(--sans)' } as const;

/** A label on the axis of time is about this wide, in px. */
const timeLabelWidth = 78;

const dayMs = 86_400_000;

/** What the providers answered, over time: as bars, and as a table. */
export function DeliveriesChart({ events }: { events: readonly ServiceEvent[] }) {
  const { lengthMs, spans } = useMemo(() => deliveriesOverTime(events), [events]);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidthOf(box);
  const length = spanOf(lengthMs).slice(1);
  return (
    <section className={styles.part} aria-label="Answers over time">
      <h3>What the providers answered, over time</h3>
      {spans.length === 0 ? (
        <p className={styles.nothing}>No provider has answered yet.</p>
      ) : (
        <>
          <p className={styles.legend}>
            {outcomes.map((outcome) => (
              <span key={outcome}>
                <Swatch outcome={outcome} /> {fills[outcome].word}{' '}
                <b>{spans.reduce((sum, one) => sum + one[outcome], 0)}</b>
              </span>
            ))}
            <span>
              one bar is {length}; a copy that waits again counts again, and one that came back later was delivered
              before
            </span>
          </p>
          <div ref={box} className={styles.chart}>
            {width > 0 && <Bars spans={spans} lengthMs={lengthMs} width={width} />}
          </div>
          <AsTable spans={spans} lengthMs={lengthMs} />
        </>
      )}
    </section>
  );
}

interface Drawn {
  spans: Span[];
  lengthMs: number;
}

function Bars({ spans, lengthMs, width }: Drawn & { width: number }) {
  const right = Math.max(width - margin.right, margin.left + 1);
  const highest = Math.max(...spans.map(total));
  const x = scaleBand({ domain: spans.map(({ at }) => at), range: [margin.left, right], padding: 0.25 });
  const y = scaleLinear({ domain: [0, highest], range: [height - margin.bottom, margin.top], nice: true });
  const color = scaleOrdinal({ domain: [...outcomes], range: outcomes.map((outcome) => fills[outcome].fill) });
  const every = Math.max(1, Math.ceil((spans.length * timeLabelWidth) / (right - margin.left)));
  return (
    <svg role="img" width={width} height={height} aria-label={inWords(spans, lengthMs)}>
      {y.ticks(4).map((tick) => (
        <line key={tick} x1={margin.left} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--rule)" />
      ))}
      <BarStack<Span, Outcome> data={spans} keys={[...outcomes]} x={({ at }) => at} xScale={x} yScale={y} color={color}>
        {(stacks) =>
          stacks.flatMap(({ key, bars }) =>
            bars
              .filter(({ height: tall }) => tall > 0)
              .map(({ index, x: left, y: top, width: wide, height: tall }) => (
                <rect
                  key={`${key} ${index}`}
                  x={left + Math.max(0, (wide - barMax) / 2)}
                  y={top}
                  width={Math.min(wide, barMax)}
                  height={tall}
                  fill={fills[key].fill}
                  stroke="var(--panel)"
                />
              )),
          )
        }
      </BarStack>
      <AxisLeft
        scale={y}
        left={margin.left}
        tickValues={y.ticks(4).filter(Number.isInteger)}
        tickFormat={String}
        hideAxisLine
        hideTicks
        tickLabelProps={{ ...tickLabel, textAnchor: 'end', dx: -2, dy: 4 }}
      />
      <AxisBottom
        scale={x}
        top={height - margin.bottom}
        stroke="var(--ink-soft)"
        tickStroke="var(--ink-soft)"
        tickLength={4}
        tickValues={spans.filter((_, index) => index % every === 0).map(({ at }) => at)}
        tickFormat={(at) => begin(Number(at), lengthMs)}
        tickLabelProps={{ ...tickLabel, textAnchor: 'middle', dy: 4 }}
      />
    </svg>
  );
}

/** A single answer is no wall, in px. */
const barMax = 56;

function AsTable({ spans, lengthMs }: Drawn) {
  return (
    <details className={styles.asTable}>
      <summary>As a table</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled with the arrow keys */}
      <div className={styles.wide} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">From</th>
              {outcomes.map((outcome) => (
                <th key={outcome} scope="col">
                  {fills[outcome].word}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {spans
              .filter((one) => total(one) > 0)
              .map((one) => (
                <tr key={one.at}>
                  <th scope="row">{begin(one.at, lengthMs, true)}</th>
                  {outcomes.map((outcome) => (
                    <td key={outcome}>{one[outcome]}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function total({ delivered, deferred, bounced, blocked }: Span): number {
  return delivered + deferred + bounced + blocked;
}

function begin(at: number, lengthMs: number, isWhole = false): string {
  if (isWhole) return `${clockDate(at).slice(0, 10)} ${clockTime(at).slice(0, 8)}`;
  if (lengthMs >= dayMs) return clockDate(at).slice(5, 10);
  return lengthMs >= 60_000 ? clockTime(at).slice(0, 5) : clockTime(at).slice(0, 8);
}

function inWords(spans: Span[], lengthMs: number): string {
  const counts = outcomes.map((outcome) => `${spans.reduce((sum, one) => sum + one[outcome], 0)} ${outcome}`);
  const [first, last] = [spans[0]?.at ?? 0, spans.at(-1)?.at ?? 0];
  return `Bars over time, from ${begin(first, lengthMs, true)} to ${begin(last, lengthMs, true)}: ${counts.join(', ')}. The same numbers are in the table below.`;
}

function useWidthOf(box: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(box.current);
    return () => observer.disconnect();
  }, [box]);
  return width;
}

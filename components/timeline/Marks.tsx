import { memo, useEffect, useRef, useState } from 'react';
import styles from './Marks.module.css';
import { type Mark, type MarkKind, markKinds } from './marks.ts';

/** Each kind has a shape of its own, in a field of 10 × 10, drawn from its upper left corner. */
const shapes: Record<MarkKind, string> = {
  connection: 'm5 1v8',
  turn: 'm3 1v8m4-8v8',
  deferral: 'm1.6 5a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z',
  delivery: 'm1 5a4 4 0 1 0 8 0a4 4 0 1 0-8 0z',
  refusal: 'm1.5 1.5l7 7m0-7l-7 7',
  bounce: 'm9 1v8l-8-4z',
  step: 'm1 5.4l3 3.2l5-7',
};

/** Where the fields begin, in px from the upper edge: steps stand above the line, all others on it. */
const top = { step: 1, others: 11 };

/**
 * What matters, at its place on the line; the sentence of each is shown for the pointer and the play-head. All marks of
 * a kind are one path: they all shift with each fact, and a hundred elements that move cost more than the map.
 */
export const Marks = memo(function Marks({ marks }: { marks: readonly Mark[] }) {
  const line = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!line.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(line.current);
    return () => observer.disconnect();
  }, []);
  return (
    <svg className={styles.marks} ref={line} aria-hidden>
      {markKinds.map((kind) => {
        const drawn = pathOf(kind, marks, width);
        return drawn ? (
          <g key={kind} data-kind={kind}>
            <path className={styles.rim} d={drawn} />
            <path d={drawn} />
          </g>
        ) : null;
      })}
    </svg>
  );
});

function pathOf(kind: MarkKind, marks: readonly Mark[], width: number): string {
  const y = kind === 'step' ? top.step : top.others;
  return marks
    .filter((mark) => mark.kind === kind)
    .map(({ place }) => `M${(place * width - 5).toFixed(1)} ${y}${shapes[kind]}`)
    .join('');
}

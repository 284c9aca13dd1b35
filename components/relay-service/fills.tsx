import { PatternCircles, PatternLines } from '@visx/pattern';
import type { Outcome } from './deliveries.ts';
import styles from './service.module.css';

/** How an outcome is drawn: colour and pattern, so that neither is needed to tell it from the others. */
export const fills: Record<Outcome, { fill: string; word: string }> = {
  delivered: { fill: 'var(--ok)', word: 'delivered' },
  deferred: { fill: 'url(#service-deferred)', word: 'deferred' },
  bounced: { fill: 'url(#service-bounced)', word: 'bounced' },
  blocked: { fill: 'url(#service-blocked)', word: 'blocked' },
};

/** The patterns, once for all charts of the console. */
export function FillPatterns() {
  return (
    <svg className={styles.patterns} width={0} height={0} aria-hidden>
      <PatternLines
        id="service-deferred"
        width={6}
        height={6}
        stroke="var(--wait)"
        strokeWidth={2}
        background="var(--wait-wash)"
        orientation={['diagonal']}
      />
      <PatternLines
        id="service-bounced"
        width={6}
        height={6}
        stroke="var(--no)"
        strokeWidth={1.5}
        background="var(--no-wash)"
        orientation={['diagonal', 'diagonalRightToLeft']}
      />
      <PatternCircles
        id="service-blocked"
        width={6}
        height={6}
        radius={1.6}
        fill="var(--ink)"
        stroke="none"
        background="var(--sunken)"
      />
    </svg>
  );
}

/** The sample of a fill beside its word. */
export function Swatch({ outcome }: { outcome: Outcome }) {
  return (
    <svg className={styles.swatch} width={18} height={12} aria-hidden>
      <rect
        x={0.5}
        y={0.5}
        width={17}
        height={11}
        rx={2}
        fill={fills[outcome].fill}
        stroke="var(--ink-soft)"
        strokeWidth={0.75}
      />
    </svg>
  );
}

'use client';
import { CornerDownLeft, X } from 'lucide-react';
import { memo, useEffect, useRef } from 'react';
import type { CablePath } from './cable-path.ts';
import styles from './Envelope.module.css';
import type { Flight, Pulse } from './flights.ts';
import { placed, travel } from './travel.ts';

const words: Record<Flight['kind'], string> = { letter: 'DATA', bounce: 'bounce', report: 'report', spam: 'spam' };

/** A letter on its way along a cable. */
export const FlyingEnvelope = memo(function FlyingEnvelope({
  flight,
  path,
  isBackward,
  isNamed,
}: {
  flight: Flight;
  path: CablePath;
  isBackward: boolean;
  isNamed: boolean;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { startedAt, durationMs, kind } = flight;
  useEffect(() => {
    if (!place.current) return;
    return travel(place.current, { path, isBackward, durationMs, elapsedMs: performance.now() - startedAt });
  }, [path, isBackward, durationMs, startedAt]);
  return (
    <div ref={place} className={styles.travels} data-kind={kind} data-flight={kind}>
      {isNamed && <span className={styles.word}>{words[kind]}</span>}
      <EnvelopeShape />
      {kind === 'bounce' && <CornerDownLeft className={styles.mark} size={13} strokeWidth={3} aria-hidden />}
    </div>
  );
});

/** A letter that stands on the cable: while it is being written, or because the last word about it was no. */
export function StandingEnvelope({ at, refused }: { at: { x: number; y: number }; refused?: 'no' | 'wait' }) {
  return (
    <div className={styles.stands} style={{ transform: placed(at) }}>
      <div className={refused ? styles.shaken : undefined} data-kind="letter">
        <EnvelopeShape />
        {refused && (
          <span className={styles.refused} data-tone={refused}>
            <X size={10} strokeWidth={3.5} aria-hidden />
          </span>
        )}
      </div>
    </div>
  );
}

function EnvelopeShape() {
  return (
    <svg className={styles.envelope} width="32" height="22" viewBox="0 0 32 22" aria-hidden>
      <rect x="1" y="1" width="30" height="20" rx="3" />
      <path d="M2 3.5 16 13.5 30 3.5" />
    </svg>
  );
}

/** A command, a reply or a question: something small that passes. */
export function PassingDot({ pulse, path, isBackward }: { pulse: Pulse; path: CablePath; isBackward: boolean }) {
  const place = useRef<HTMLDivElement>(null);
  const { durationMs, kind } = pulse;
  useEffect(() => {
    if (!place.current) return;
    const returns = kind === 'question';
    return travel(place.current, { path, isBackward, durationMs: Math.max(durationMs, 120), elapsedMs: 0, returns });
  }, [path, isBackward, durationMs, kind]);
  return <div ref={place} className={styles.dot} data-kind={kind} />;
}

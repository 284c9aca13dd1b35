import { X } from 'lucide-react';
import styles from './StandingEnvelope.module.css';
import { placed } from './travel.ts';

/** A letter that stands on the cable: while it is being written, or because the last word about it was no. */
export function StandingEnvelope({ at, refused }: { at: { x: number; y: number }; refused?: 'no' | 'wait' }) {
  return (
    <div className={styles.stands} style={{ transform: placed(at) }}>
      <div className={refused ? styles.shaken : undefined}>
        <svg className={styles.envelope} width="32" height="22" viewBox="0 0 32 22" aria-hidden>
          <rect x="1" y="1" width="30" height="20" rx="3" />
          <path d="M2 3.5 16 13.5 30 3.5" />
        </svg>
        {refused && (
          <span className={styles.refused} data-tone={refused}>
            <X size={10} strokeWidth={3.5} aria-hidden />
          </span>
        )}
      </div>
    </div>
  );
}

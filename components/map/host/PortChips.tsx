import { Ban, Lock, LockOpen } from 'lucide-react';
import styles from './PortChips.module.css';
import type { PortNotes } from './port-notes.ts';

/** The doors of a host: which are open, and which lock they have. Each says in words what its signs mean. */
export function PortChips({ ports }: { ports: readonly PortNotes[] }) {
  return (
    <span className={styles.ports}>
      {ports.map(({ port, state, tls, text }) => (
        <span key={port} className={styles.port} data-state={state} title={text}>
          {state === 'blocked' && <Ban size={10} strokeWidth={2.5} aria-hidden />}
          <code aria-hidden>{port}</code>
          {tls === 'implicit' && <Lock size={9} strokeWidth={2.75} aria-hidden />}
          {tls === 'offered' && <LockOpen size={9} strokeWidth={2.25} aria-hidden />}
          <span className="visually-hidden">{text}; </span>
        </span>
      ))}
    </span>
  );
}

'use client';
import { RefreshCw, Unplug, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ClosedReason } from '#protocol/socket.ts';
import { useSandbox } from '../sandbox/use-world.ts';
import buttons from '../ui/Button.module.css';
import styles from './ConnectionNotice.module.css';

const whyClosed: Record<ClosedReason, string> = {
  'server-stopping': 'The server is being restarted. Your sandbox is kept; it comes back by itself.',
  'reload-page':
    'This page is older than the server, or the browser keeps no cookies. Reload it; your sandbox is kept.',
  'sandbox-full': 'This sandbox is full. Reset the lesson to go on.',
  'server-full': 'All places are taken at the moment. Try again in some minutes; your sandbox is kept.',
};

/** A short wait needs no words, in ms. */
const patienceMs = 1500;

/** Says how the connection stands, where it is not simply live. */
export function ConnectionNotice() {
  const { status, closed, refusal, dismissRefusal } = useSandbox();
  const isLate = useLate(status);
  if (refusal) {
    return (
      <div className={styles.notice} role="alert">
        <span>The server refused that: {refusal.error.replace(/\.$/, '')}.</span>
        <button type="button" className={buttons.icon} onClick={dismissRefusal} aria-label="Dismiss">
          <X size={15} aria-hidden />
        </button>
      </div>
    );
  }
  if (status === 'live' || !isLate) return null;
  if (status === 'closed' && closed) {
    return (
      <div className={styles.notice} role="alert">
        <span>{whyClosed[closed]}</span>
        <button type="button" className={buttons.button} onClick={() => location.reload()}>
          <RefreshCw size={14} aria-hidden /> Reload
        </button>
      </div>
    );
  }
  return (
    <div className={styles.notice} role="status">
      <Unplug size={16} aria-hidden />
      <span>
        {closed
          ? whyClosed[closed]
          : status === 'offline'
            ? 'Offline. Your sandbox is kept; reconnecting…'
            : 'Opening your sandbox…'}
      </span>
    </div>
  );
}

/** True when the status has not changed for a while. */
function useLate(status: string): boolean {
  const [lateStatus, setLateStatus] = useState<string>();
  useEffect(() => {
    const timer = setTimeout(() => setLateStatus(status), patienceMs);
    return () => clearTimeout(timer);
  }, [status]);
  return lateStatus === status;
}

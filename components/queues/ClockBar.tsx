import { Clock } from 'lucide-react';
import type { Command } from '#protocol/commands.ts';
import { useSandboxNow } from '../sandbox/use-sandbox-now.ts';
import { useSandbox } from '../sandbox/use-world.ts';
import pane from '../ui/pane.module.css';
import { clockDate, clockTime } from '../wire/sandbox-time.ts';
import styles from './queues.module.css';

const jumps: { label: string; command: Command; says: string }[] = [
  { label: '+5 min', command: { type: 'skip-clock', byMs: 300_000 }, says: 'Put the clock forward by 5 minutes' },
  { label: '+1 h', command: { type: 'skip-clock', byMs: 3_600_000 }, says: 'Put the clock forward by 1 hour' },
  { label: '+4 h', command: { type: 'skip-clock', byMs: 14_400_000 }, says: 'Put the clock forward by 4 hours' },
  { label: 'Next event', command: { type: 'run-clock', to: 'next-event' }, says: 'To the next attempt of any server' },
  { label: 'Until idle', command: { type: 'run-clock', to: 'idle' }, says: 'Until every queue is empty or on hold' },
];

/** The sandbox's clock, and the ways to put it forward. Time is the only thing that a queue waits for. */
export function ClockBar() {
  const { send } = useSandbox();
  const now = useSandboxNow();
  return (
    <div className={styles.clock}>
      <span className={styles.time} title="The clock of this sandbox, in UTC">
        <Clock size={14} aria-hidden /> <span className="visually-hidden">Sandbox time </span>
        {clockDate(now).slice(0, 10)} {clockTime(now).slice(0, 8)}
      </span>
      {jumps.map(({ label, command, says }) => (
        <button key={label} type="button" className={pane.small} title={says} onClick={() => send(command)}>
          {label}
        </button>
      ))}
    </div>
  );
}

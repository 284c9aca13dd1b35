import { Clock } from 'lucide-react';
import { useSandboxNow } from '../sandbox/use-sandbox-now.ts';
import { useSandbox } from '../sandbox/use-world.ts';
import pane from '../ui/pane.module.css';
import { clockDate, clockTime } from '../wire/sandbox-time.ts';
import { clockJumps } from './clock-jumps.ts';
import styles from './queues.module.css';

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
      {clockJumps.map(({ label, command, says }) => (
        <button key={label} type="button" className={pane.small} title={says} onClick={() => send(command)}>
          {label}
        </button>
      ))}
    </div>
  );
}

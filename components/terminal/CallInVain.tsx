'use client';
import { FastForward } from 'lucide-react';
import type { Connection } from '#protocol/projections/connections.ts';
import { useSandboxNow } from '../sandbox/use-sandbox-now.ts';
import { useSandbox } from '../sandbox/use-world.ts';
import buttons from '../ui/Button.module.css';
import styles from './ReplyExplained.module.css';
import { waitLeftMs } from './readiness.ts';

/** The line under a terminal whose call nobody answers: how long the program waits, and how to be spared that. */
export function CallInVain({ call }: { call: Connection }) {
  const { send } = useSandbox();
  const leftMs = waitLeftMs(call, useSandboxNow());
  return (
    <section className={styles.line} aria-label="Waiting">
      <b className={styles.reply} data-class="later">
        calling
      </b>
      <p>
        No answer from <code>{call.to.host}</code>, port {call.to.port}, yet. The program gives up in{' '}
        {Math.ceil(leftMs / 1000)} s.
      </p>
      <button
        type="button"
        className={buttons.button}
        title="Puts the clock of this sandbox forward"
        onClick={() => send({ type: 'skip-clock', byMs: leftMs })}
      >
        <FastForward size={14} aria-hidden /> Skip the wait
      </button>
    </section>
  );
}

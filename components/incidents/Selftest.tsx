'use client';
import { Check, CircleDashed, Send, Undo2, X } from 'lucide-react';
import { incidentStep } from '#protocol/incident.ts';
import {
  allArrived,
  isAllClear,
  latestRun,
  monitorOf,
  type ProbeState,
  probeState,
  whyNotClear,
} from '#protocol/selftest.ts';
import type { World } from '#protocol/world.ts';
import { useLiveWorld, useSandbox } from '../sandbox/use-world.ts';
import buttons from '../ui/Button.module.css';
import { clockTime } from '../wire/sandbox-time.ts';
import styles from './Selftest.module.css';

/** The monitor's test letters: which of them arrived, and the button that sends them again. */
export function Selftest() {
  const { send } = useSandbox();
  const world = useLiveWorld((live) => live);
  const run = latestRun(world);
  const probes = monitorOf(world)?.probes ?? [];
  const isSolved = world.progress.steps[incidentStep] !== undefined;
  return (
    <section className={styles.selftest} aria-labelledby="selftest" data-solved={isSolved}>
      <header>
        <h2 id="selftest">Does mail flow?</h2>
        <small>{run ? `sent at ${clockTime(run.at).slice(0, 8)}` : 'first sent in some seconds'}</small>
      </header>
      <ul>
        {probes.map((probe) => (
          <Letter key={probe.id} from={probe.from} to={probe.to} state={probeState(world, probe)} />
        ))}
      </ul>
      <p className={styles.verdict} role="status">
        {verdict(world, isSolved)}
      </p>
      <button
        type="button"
        className={isSolved ? buttons.button : buttons.primary}
        onClick={() => send({ type: 'send-probes' })}
      >
        <Send size={14} aria-hidden /> Send the test letters
      </button>
      <p className={styles.note}>
        The monitor hands them in as these people would. The incident is solved when all of them arrive, by whatever
        way, and nothing has become weaker. In the terminal: <code>selftest</code>.
      </p>
    </section>
  );
}

/** What it comes to now: whoever has solved it may go on breaking and mending things. */
function verdict(world: World, isSolved: boolean): string {
  const missed = isSolved ? whyNotClear(world) : world.progress.missed[incidentStep];
  if (missed) return missed;
  if (!allArrived(world)) return '';
  return isAllClear(world)
    ? 'All arrived, no server carries mail for strangers, and nothing is weaker than before.'
    : 'All arrived. Looking whether anything was opened or weakened.';
}

const looks: Record<ProbeState['kind'], { icon: typeof Check; words: string }> = {
  arrived: { icon: Check, words: 'arrived' },
  missing: { icon: CircleDashed, words: 'not arrived' },
  unsent: { icon: CircleDashed, words: 'not sent yet' },
  refused: { icon: X, words: 'not taken' },
  returned: { icon: Undo2, words: 'came back' },
};

function Letter({ from, to, state }: { from: string; to: string; state: ProbeState }) {
  const { icon: Icon, words } = looks[state.kind];
  return (
    <li data-state={state.kind}>
      <Icon size={16} aria-hidden />
      <span className={styles.way}>
        <code>{from}</code> <span aria-hidden>→</span>
        <span className="visually-hidden">to</span> <code>{to}</code>
      </span>
      <b>{words}</b>
      {'said' in state && <span className={styles.said}>{state.said}</span>}
    </li>
  );
}

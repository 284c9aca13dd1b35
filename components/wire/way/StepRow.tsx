import { CircleCheck, CircleX, Clock, type LucideIcon, PenLine, Reply, Search, Waypoints } from 'lucide-react';
import conversation from '../Conversation.module.css';
import { clockTime, span } from '../sandbox-time.ts';
import { useWireSettings } from '../wire-settings.ts';
import type { Place } from './deciding.ts';
import styles from './Way.module.css';
import { stepText, type WayStep } from './way-steps.ts';

interface Props {
  step: WayStep;
  /** Sandbox ms of the step before. */
  before: number;
  shown: boolean;
  onChoose: () => void;
  onOpen: (place: Place) => void;
}

/** A conversation opens; everything else is explained. */
export function StepRow({ step, before, shown, onChoose, onOpen }: Props) {
  const times = useWireSettings((state) => state.times);
  const Icon = iconOf(step);
  function choose() {
    onChoose();
    if (step.kind === 'connection') onOpen({ connection: step.connection.id, line: step.came.line });
  }
  return (
    <button
      type="button"
      data-row
      className={styles.step}
      data-notice={step.isNotice}
      aria-current={shown}
      tabIndex={shown ? 0 : -1}
      onClick={choose}
    >
      <time>{times === 'clock' ? clockTime(step.at) : span(step.at - before)}</time>
      <Icon aria-hidden size={15} className={styles.icon} data-tone={toneOf(step)} />
      <span className={styles.words}>
        {step.isNotice ? <small className={styles.noticeMark}>notice</small> : null}
        {step.kind === 'connection' ? (
          <>
            <b>
              {step.connection.from.host} → {step.connection.to.host}:{step.connection.to.port}
            </b>
            <code className={conversation.text} data-class={step.came.tone}>
              {step.came.words}
            </code>
          </>
        ) : (
          stepText(step)
        )}
      </span>
    </button>
  );
}

function iconOf(step: WayStep): LucideIcon {
  switch (step.kind) {
    case 'connection':
      return Waypoints;
    case 'lookup':
      return Search;
    case 'written':
      return PenLine;
    case 'outcome':
      return { delivered: CircleCheck, bounced: CircleX, deferred: Clock, redirected: Reply, relayed: Waypoints }[
        step.outcome.kind
      ];
  }
}

function toneOf(step: WayStep): 'done' | 'later' | 'no' | undefined {
  if (step.kind === 'connection') return step.came.tone;
  if (step.kind !== 'outcome') return undefined;
  return { delivered: 'done', bounced: 'no', deferred: 'later', redirected: undefined, relayed: 'done' }[
    step.outcome.kind
  ] as 'done' | 'later' | 'no' | undefined;
}

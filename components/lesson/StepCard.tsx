'use client';
import { Check, Circle } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLiveWorld } from '../sandbox/use-world.ts';
import { CatchUp } from './CatchUp.tsx';
import { Hints } from './Hints.tsx';
import { InlineText } from './InlineText.tsx';
import { useLesson } from './lesson-context.ts';
import styles from './StepCard.module.css';
import { useSteps, useStepsInProse } from './use-steps.ts';

/** A step at its place in the prose: the current one is the only raised card, done ones shrink to a line. */
export function StepCard({ id }: { id: string }) {
  const { steps, reached, doneBefore, current } = useStepsInProse();
  const isDone = useSteps().reached[id] !== undefined;
  const index = steps.findIndex((step) => step.id === id);
  const step = steps[index];
  if (!step) return null;
  const number = `Step ${index + 1} of ${steps.length}`;
  if (reached[id] !== undefined) {
    return (
      <div id={`step-${id}`}>
        <Done step={step} />
      </div>
    );
  }
  const wasDone = doneBefore.includes(step);
  if (current && current.id !== id) {
    return (
      <div className={styles.later} id={`step-${id}`}>
        {wasDone ? <Check size={15} aria-label="done before" /> : <Circle size={13} aria-label="later" />}
        <span>
          {number}, after step {steps.indexOf(current) + 1}: <InlineText>{step.text}</InlineText>
        </span>
      </div>
    );
  }
  return <Current number={number} step={step} isDone={isDone} wasDone={wasDone} scrolls={index > 0} />;
}

interface CurrentProps {
  number: string;
  step: ReturnType<typeof useSteps>['steps'][number];
  /** Reached, while the map is still showing how. */
  isDone: boolean;
  /** Done in another sandbox. */
  wasDone: boolean;
  /** Later steps come into view when their turn comes; the first stands where the reader begins. */
  scrolls: boolean;
}

function Current({ number, step, isDone, wasDone, scrolls }: CurrentProps) {
  const missed = useLiveWorld((world) => world.progress.missed[step.id]);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (scrolls) card.current?.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' });
  }, [scrolls]);
  return (
    <section className={styles.current} id={`step-${step.id}`} ref={card} aria-label={number} aria-current="step">
      <h3>
        <span>{number}</span>
        <small>{isDone ? 'done: follow it on the map' : 'watching the sandbox'}</small>
      </h3>
      <p>
        <InlineText>{step.text}</InlineText>
      </p>
      <div className={styles.foot} data-done={isDone}>
        <div>
          <p className={styles.instead} role="status">
            {missed ? <InlineText>{missed}</InlineText> : undefined}
          </p>
          <Hints step={step} />
          {wasDone && <CatchUp />}
        </div>
        {isDone && <Done step={step} />}
      </div>
    </section>
  );
}

function Done({ step }: { step: { id: string; done: string } }) {
  return (
    <div className={styles.done}>
      <Check size={17} strokeWidth={2.4} aria-label="done" />
      <span>
        <InlineText>{step.done}</InlineText>
        <Predicted step={step.id} />
      </span>
    </div>
  );
}

/** What the learner had predicted, and whether it came so: the question itself may be out of sight by now. */
function Predicted({ step }: { step: string }) {
  const { questions } = useLesson();
  const answers = useLiveWorld((world) => world.progress.answers);
  return questions
    .filter(({ id, provenBy }) => provenBy === step && answers[id])
    .map(({ id, choices }) => {
      const { choices: chosen = [], correct = false } = answers[id] ?? {};
      const labels = choices.filter((choice) => chosen.includes(choice.id)).map(({ label }) => label);
      return (
        <span key={id} className={styles.predicted}>
          You predicted “<InlineText>{labels.join(', ')}</InlineText>”: <b>{correct ? 'right.' : 'not quite.'}</b>
        </span>
      );
    });
}

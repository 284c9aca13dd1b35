'use client';
import { Check, Circle } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useLiveWorld } from '../sandbox/use-world.ts';
import { Hints } from './Hints.tsx';
import { InlineText } from './InlineText.tsx';
import styles from './StepCard.module.css';
import { useSteps } from './use-steps.ts';

/** A step at its place in the prose: the current one is the only raised card, done ones shrink to a line. */
export function StepCard({ id }: { id: string }) {
  const { steps, reached, current } = useSteps();
  const index = steps.findIndex((step) => step.id === id);
  const step = steps[index];
  if (!step) return null;
  const number = `Step ${index + 1} of ${steps.length}`;
  if (reached[id] !== undefined) {
    return (
      <div className={styles.done} id={`step-${id}`}>
        <Check size={17} strokeWidth={2.4} aria-label="done" />
        <span>
          <InlineText>{step.done}</InlineText>
        </span>
      </div>
    );
  }
  if (current?.id !== id) {
    return (
      <div className={styles.later} id={`step-${id}`}>
        <Circle size={13} aria-label="later" />
        <span>
          {number}: <InlineText>{step.text}</InlineText>
        </span>
      </div>
    );
  }
  return <Current number={number} step={step} scrolls={index > 0} />;
}

interface CurrentProps {
  number: string;
  step: ReturnType<typeof useSteps>['steps'][number];
  /** Later steps come into view when their turn comes; the first stands where the reader begins. */
  scrolls: boolean;
}

function Current({ number, step, scrolls }: CurrentProps) {
  const missed = useLiveWorld((world) => world.progress.missed[step.id]);
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    if (scrolls) card.current?.scrollIntoView({ block: 'center', behavior: 'smooth' });
  }, [scrolls]);
  return (
    <section className={styles.current} id={`step-${step.id}`} ref={card} aria-label={number} aria-current="step">
      <h3>
        <span>{number}</span>
        <small>watching the sandbox</small>
      </h3>
      <p>
        <InlineText>{step.text}</InlineText>
      </p>
      <p className={styles.instead} role="status">
        {missed ? <InlineText>{missed}</InlineText> : undefined}
      </p>
      <Hints step={step} />
    </section>
  );
}

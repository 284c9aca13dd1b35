'use client';
import { useLesson } from './lesson-context.ts';
import styles from './ScreenHeader.module.css';
import { ScreenHeader } from './ScreenHeader.tsx';
import { useSteps } from './use-steps.ts';

export function LessonHeader() {
  const { title, track } = useLesson();
  return (
    <ScreenHeader
      parent={{ href: '/lessons', label: track }}
      title={title}
      reset={{
        label: 'Reset this lesson',
        title: 'Start this lesson anew?',
        text: 'Terminal, mailboxes, queues and ticks go back to the start. That you have finished lessons stays noted.',
      }}
    >
      <StepDots />
    </ScreenHeader>
  );
}

function StepDots() {
  const { steps, reached, done, current } = useSteps();
  return (
    <div className={styles.dots}>
      {steps.map(({ id }) => (
        <i
          key={id}
          aria-hidden
          data-state={reached[id] !== undefined ? 'done' : current?.id === id ? 'current' : 'later'}
        />
      ))}
      <span>
        {done.length} of {steps.length}
        <span className="visually-hidden"> steps done</span>
      </span>
    </div>
  );
}

'use client';
import { useLesson } from './lesson-context.ts';
import styles from './ScreenHeader.module.css';
import { ScreenHeader } from './ScreenHeader.tsx';
import { useSteps } from './use-steps.ts';

export function LessonHeader() {
  const { slug, title, track } = useLesson();
  return (
    <ScreenHeader
      parent={{ href: '/lessons', label: track }}
      title={title}
      reset={{
        label: 'Reset this lesson',
        title: 'Start this lesson anew?',
        text: 'Terminal, mailboxes, queues and ticks go back to the start. That you have finished a lesson once stays noted.',
      }}
      onReset={() => void import('../course/progress-store.ts').then(({ resetLesson }) => resetLesson(slug))}
    >
      <StepDots />
    </ScreenHeader>
  );
}

function StepDots() {
  const { steps, reached, done, doneBefore, current } = useSteps();
  const stateOf = (id: string) => {
    if (reached[id] !== undefined) return 'done';
    if (current?.id === id) return 'current';
    return doneBefore.some((step) => step.id === id) ? 'before' : 'later';
  };
  return (
    <div className={styles.dots}>
      {steps.map(({ id }) => (
        <i key={id} aria-hidden data-state={stateOf(id)} />
      ))}
      <span>
        {done.length + doneBefore.length} of {steps.length}
        <span className="visually-hidden">
          {' '}
          steps done{doneBefore.length > 0 && `, ${doneBefore.length} of them before, in another sandbox`}
        </span>
      </span>
    </div>
  );
}

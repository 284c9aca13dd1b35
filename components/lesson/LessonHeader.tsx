'use client';
import { RotateCcw } from 'lucide-react';
import Link from 'next/link';
import { useSandbox } from '../sandbox/use-world.ts';
import { Confirm } from '../ui/Confirm.tsx';
import { Logo } from '../ui/Logo.tsx';
import { ThemeSwitch } from '../ui/ThemeSwitch.tsx';
import styles from './LessonHeader.module.css';
import { useLesson } from './lesson-context.ts';
import { useSteps } from './use-steps.ts';

export function LessonHeader() {
  const { title, track } = useLesson();
  const { send } = useSandbox();
  return (
    <header className={styles.header}>
      <Logo />
      <nav className={styles.crumb} aria-label="Breadcrumb">
        <Link href="/lessons">{track}</Link>
        <span aria-hidden>›</span>
        <b>{title}</b>
      </nav>
      <StepDots />
      <ThemeSwitch />
      <Confirm
        label="Reset this lesson"
        title="Start this lesson anew?"
        text="Terminal, mailboxes, queues and ticks go back to the start. That you have finished lessons stays noted."
        action="Reset"
        onConfirm={() => send({ type: 'reset' })}
      >
        <RotateCcw size={14} aria-hidden />
        <span className={styles.label}>Reset</span>
      </Confirm>
    </header>
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

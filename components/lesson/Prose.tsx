'use client';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { useLesson } from './lesson-context.ts';
import styles from './Prose.module.css';
import { useStepsInProse } from './use-steps.ts';

const NextLesson = dynamic(() => import('../course/NextLesson.tsx'), { ssr: false });

/** The text of a lesson, from its title to what comes next. */
export function Prose({ children }: { children: ReactNode }) {
  const { title, number, minutes } = useLesson();
  return (
    <article className={styles.article} id="lesson" tabIndex={-1}>
      <p className={styles.eyebrow}>
        Lesson {number} · {minutes} minutes
      </p>
      <h1>{title}</h1>
      {children}
      <Finish />
    </article>
  );
}

function Finish() {
  const { plan, number } = useLesson();
  const { current, steps } = useStepsInProse();
  if (current) return null;
  return (
    <section className={styles.finish} aria-label="Lesson finished">
      <h2>All {steps.length} steps done.</h2>
      <p>Your sandbox stays open: go on and try what you like. Nothing can break but this little internet.</p>
      {plan && <NextLesson number={number} plan={plan} />}
    </section>
  );
}

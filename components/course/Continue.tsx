'use client';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import styles from './Continue.module.css';
import {
  begunLast,
  type CoursePlan,
  lessonsOn,
  minutesLeft,
  nextLesson,
  nextStep,
  stateOf,
  timeInWords,
} from './course-plan.ts';
import { useChosenPath, useProgress } from './progress-store.ts';
import { Route } from './Route.tsx';

/** Where the learner is on the path, what is next, and how long the rest takes. */
export function Continue({ plan }: { plan: CoursePlan }) {
  const progress = useProgress();
  const path = useChosenPath(plan.paths);
  const lessons = lessonsOn(path, plan.lessons);
  const next = nextLesson(lessons, progress);
  const aside = begunLast(
    plan.lessons.filter((lesson) => !lessons.includes(lesson)),
    progress,
  );
  const coming = lessons.filter(({ lesson }) => !lesson).length;
  const done = lessons.filter((lesson) => stateOf(lesson, progress) === 'done').length;
  return (
    <section className={styles.continue} aria-labelledby="continue">
      <div className={styles.next}>
        <h2 id="continue" className={styles.eyebrow}>
          {path ? `Your path: ${path.title}` : 'Your way through the course'}
        </h2>
        {next ? (
          <>
            <p className={styles.title}>{next.title}</p>
            <Link href={`/lessons/${next.slug}`} className={styles.button}>
              <NextWords number={next.number} step={nextStep(next, progress)} steps={next.lesson?.steps ?? 1} />
              <ArrowRight size={16} aria-hidden />
            </Link>
          </>
        ) : (
          <>
            <p className={styles.title}>
              {coming > 0 ? 'You have done all that is here so far.' : 'You have done it all. Well done.'}
            </p>
            <Link href="/finish" className={styles.button}>
              See what you can do now, and show it <ArrowRight size={16} aria-hidden />
            </Link>
          </>
        )}
        {aside && (
          <p className={styles.aside}>
            Also begun, off this path: <Link href={`/lessons/${aside.slug}`}>{aside.title}</Link>, step{' '}
            {nextStep(aside, progress)} of {aside.lesson?.steps}
          </p>
        )}
      </div>
      <div>
        <p className={styles.left}>
          <b>
            {done} of {lessons.length}
          </b>{' '}
          lessons done
          {next && <>, {timeInWords(minutesLeft(lessons, progress))} left</>}
          {coming > 0 && (
            <>
              {next ? ' in those that are here' : ''}; {coming} {coming === 1 ? 'is' : 'are'} still being written
            </>
          )}
          . {next && done > 0 && <Link href="/finish">What you can do now</Link>}
        </p>
        <Route lessons={lessons} progress={progress} next={next?.slug} />
      </div>
    </section>
  );
}

/** “Continue: lesson 6, step 3 of 6”, or “Begin: lesson 1”. */
export function NextWords({ number, step, steps }: { number: number; step: number; steps: number }) {
  if (step > 1) return `Continue: lesson ${number}, step ${step} of ${steps}`;
  return number === 1 ? 'Begin with lesson 1' : `Go on with lesson ${number}`;
}

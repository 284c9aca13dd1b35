'use client';
import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { type CoursePlan, lessonAfter, lessonsOn, nextStep } from './course-plan.ts';
import styles from './NextLesson.module.css';
import { useChosenPath, useProgress } from './progress-store.ts';

/** At the end of a lesson: what comes next on the path that was chosen. */
export default function NextLesson({ number, plan }: { number: number; plan: CoursePlan }) {
  const progress = useProgress();
  const path = useChosenPath(plan.paths);
  const lessons = lessonsOn(path, plan.lessons);
  const next = lessonAfter(number, lessons, progress);
  if (!next) return <AtTheEnd path={path?.title} isComplete={lessons.every(({ lesson }) => lesson)} />;
  const step = nextStep(next, progress);
  return (
    <p>
      <Link href={`/lessons/${next.slug}`} className={styles.next}>
        Next lesson: {next.title} <ArrowRight size={16} aria-hidden />
      </Link>
      <small className={styles.where}>
        Lesson {next.number}
        {step > 1 && next.lesson && `, step ${step} of ${next.lesson.steps}`}
        {step === 1 && next.lesson && `, ${next.lesson.minutes} minutes`}
        {path && `, on the path “${path.title}”`}
      </small>
    </p>
  );
}

/** There is nothing to do behind it: the course, or the path, is at its end. */
function AtTheEnd({ path, isComplete }: { path: string | undefined; isComplete: boolean }) {
  const what = path ? `the path “${path}”` : 'the course';
  return (
    <p>
      {isComplete
        ? `With this lesson you have finished ${what}. Well done: few people have seen mail from this near. `
        : `You have done every lesson of ${what} that is here; the others are still being written. `}
      <Link href="/finish">See what you can do now</Link>, go <Link href="/lessons">back to all lessons</Link> or{' '}
      <Link href="/sandbox">on to free play</Link>.
    </p>
  );
}

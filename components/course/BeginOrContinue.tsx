'use client';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { NextWords } from './Continue.tsx';
import { type CoursePlan, lessonsOn, nextLesson, nextStep } from './course-plan.ts';
import { useChosenPath, useProgress } from './progress-store.ts';

interface Props {
  plan: CoursePlan;
  className: string | undefined;
  /** What it says to somebody who has not begun. */
  children: ReactNode;
}

/** The way into the first lesson; for somebody who has begun, to where he was. */
export function BeginOrContinue({ plan, className, children }: Props) {
  const progress = useProgress();
  const path = useChosenPath(plan.paths);
  const next = nextLesson(lessonsOn(path, plan.lessons), progress);
  if (!next) {
    return (
      <Link href="/lessons" className={className}>
        See what you have done
      </Link>
    );
  }
  const isNew = Object.keys(progress).length === 0;
  return (
    <Link href={`/lessons/${next.slug}`} className={className}>
      {isNew ? (
        children
      ) : (
        <NextWords number={next.number} step={nextStep(next, progress)} steps={next.lesson?.steps ?? 1} />
      )}
    </Link>
  );
}

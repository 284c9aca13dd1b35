'use client';
import { createContext, useContext } from 'react';
import type { Question, Step } from '#protocol/lesson.ts';
import type { TranscriptAction } from '#protocol/transcript.ts';
import type { CoursePlan } from '../course/course-plan.ts';

/** A lesson as the page gets it: texts and transcripts, no predicates. */
export interface LessonTexts {
  slug: string;
  title: string;
  track: string;
  number: number;
  minutes: number;
  steps: Pick<Step, 'id' | 'text' | 'done' | 'hints'>[];
  questions: readonly Question[];
  /** What "show me" does, by step. */
  solution: Record<string, TranscriptAction[]>;
  /** Until all steps are done the views show only what an administrator has: see use-only-own.ts. */
  showsOnlyOwn?: boolean;
  /** For what comes next; absent in free play. */
  plan?: CoursePlan;
}

export const LessonContext = createContext<LessonTexts | undefined>(undefined);

export function useLesson(): LessonTexts {
  const lesson = useContext(LessonContext);
  if (!lesson) throw new Error('this must stand inside a lesson');
  return lesson;
}

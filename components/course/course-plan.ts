import type { Progress } from './progress-record.ts';

/** The course as the pages know it, and what of it comes next for a learner. */

export interface CourseLesson {
  slug: string;
  title: string;
  number: number;
  /** Absent where the lesson is still being written. */
  lesson?: { minutes: number; steps: number };
}

/** A way through the course for one audience. */
export interface CoursePath {
  id: string;
  title: string;
  about: string;
  /** Slugs, in the order of the course. */
  lessons: readonly string[];
}

export interface CoursePlan {
  lessons: readonly CourseLesson[];
  paths: readonly CoursePath[];
}

/** The lessons of a path; without one, or with one that does not exist, all of them. */
export function lessonsOn<T extends CourseLesson>(path: CoursePath | undefined, lessons: readonly T[]): T[] {
  return lessons.filter(({ slug }) => path === undefined || path.lessons.includes(slug));
}

/** done: finished once. begun: some of its steps are done. coming: not written yet. */
export type LessonState = 'done' | 'begun' | 'open' | 'coming';

/** How far this browser is in a lesson. */
export function stateOf({ slug, lesson }: CourseLesson, progress: Progress): LessonState {
  if (!lesson) return 'coming';
  const entry = progress[slug];
  if (entry?.finishedAt) return 'done';
  return entry && entry.steps.length > 0 ? 'begun' : 'open';
}

/** What to do next among these: the lesson that was begun last, else the first that is open. Undefined when all that exist
 *  are done. */
export function nextLesson<T extends CourseLesson>(lessons: readonly T[], progress: Progress): T | undefined {
  return begunLast(lessons, progress) ?? lessons.find((lesson) => stateOf(lesson, progress) === 'open');
}

/** The lesson that was begun last and is not done. */
export function begunLast<T extends CourseLesson>(lessons: readonly T[], progress: Progress): T | undefined {
  const begun = lessons.filter((lesson) => stateOf(lesson, progress) === 'begun');
  const at = ({ slug }: T) => Date.parse(progress[slug]?.at ?? '') || 0;
  const [latest] = begun.sort((one, other) => at(other) - at(one));
  return latest;
}

/** What comes after a lesson among these, whether it is one of them or not: the first behind it that is not done, else
 *  the first before it. */
export function lessonAfter<T extends CourseLesson>(
  number: number,
  lessons: readonly T[],
  progress: Progress,
): T | undefined {
  const left = lessons.filter((lesson) => lesson.number !== number && isToDo(lesson, progress));
  return left.find((lesson) => lesson.number > number) ?? left[0];
}

/** The step that comes next in it, counted from 1. */
export function nextStep({ slug, lesson }: CourseLesson, progress: Progress): number {
  return Math.min((progress[slug]?.steps.length ?? 0) + 1, lesson?.steps ?? 1);
}

/** Minutes that these lessons still take somebody who reads and tries; those that are not written are not counted. */
export function minutesLeft(lessons: readonly CourseLesson[], progress: Progress): number {
  return lessons
    .filter((lesson) => isToDo(lesson, progress))
    .reduce((sum, { slug, lesson }) => {
      const { minutes = 0, steps = 1 } = lesson ?? {};
      const share = 1 - (progress[slug]?.steps.length ?? 0) / steps;
      return sum + minutes * Math.max(0, share);
    }, 0);
}

/** “about 2 h 10 min”, in steps of five minutes. */
export function timeInWords(minutes: number): string {
  const rounded = Math.max(5, Math.round(minutes / 5) * 5);
  const [hours, rest] = [Math.floor(rounded / 60), rounded % 60];
  return ['about', hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean).join(' ');
}

function isToDo(lesson: CourseLesson, progress: Progress): boolean {
  const state = stateOf(lesson, progress);
  return state === 'begun' || state === 'open';
}

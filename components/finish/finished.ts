import type { Progress } from '../course/progress-record.ts';

/** What somebody can do, from the lessons that were done. */

export interface FinishLesson {
  slug: string;
  title: string;
  number: number;
  /** Title of its track. */
  track: string;
  /** Each goes on from “can”. */
  skills: readonly string[];
  /** Absent where it is still being written. */
  minutes?: number | undefined;
}

export interface SkillGroup {
  track: string;
  lessons: readonly FinishLesson[];
}

/** These lessons by track, in the order of the course. */
export function byTrack(lessons: readonly FinishLesson[]): SkillGroup[] {
  return [...Map.groupBy(lessons, ({ track }) => track)].map(([track, group]) => ({ track, lessons: group }));
}

/** Slugs of the lessons that were finished once, in the order of the course. */
export function finishedLessons(lessons: readonly FinishLesson[], progress: Progress): string[] {
  return lessons.filter(({ slug }) => progress[slug]?.finishedAt !== undefined).map(({ slug }) => slug);
}

/** The day on which the last of these was finished, as 2026-11-25; undefined when none was. @param done slugs of lessons:
 *  progress knows incidents, too */
export function lastDay(progress: Progress, done: readonly string[]): string | undefined {
  const times = done.flatMap((slug) => progress[slug]?.finishedAt ?? []);
  const [last] = times.sort((one, other) => Date.parse(other) - Date.parse(one));
  return last?.slice(0, 10);
}

/** “25 November 2026”. @param day as 2026-11-25 */
export function dayInWords(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day));
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lesson } from '#protocol/lesson.ts';
import { isDeed, parseTranscript, type TranscriptAction } from '#protocol/transcript.ts';
import type { CoursePlan } from '../../components/course/course-plan.ts';
import { isWantedRefusal } from '../../components/lesson/show-me.ts';
import type { LessonPlace } from '../../components/reference/entries.ts';
import { paths, tracks } from '../../content/tracks.ts';

/** What the pages know of lessons: read from their folders while the site is built. */

const directory = join(process.cwd(), 'content', 'lessons');

/** A lesson as lists show it; `steps` is their number. */
export interface LessonSummary {
  slug: string;
  title: string;
  audience: string;
  minutes: number;
  summary: string;
  steps: number;
}

/** A part of the course with its lessons, those to come included. */
export interface TrackSummary {
  id: string;
  title: string;
  summary: string;
  /** `lesson` is absent where the lesson is still to come. */
  lessons: { slug: string; title: string; number: number; lesson?: LessonSummary }[];
}

function folderOf(slug: string): string | undefined {
  return readdirSync(directory).find((folder) => folder.replace(/^\d+-/, '') === slug);
}

/** Slugs of the lessons that exist, in the order of the course. */
export function slugs(): string[] {
  return tracks
    .flatMap(({ lessons }) => lessons.map(({ slug }) => slug))
    .filter((slug) => folderOf(slug) !== undefined);
}

/** Where each lesson stands in the course, by slug; `exists` is false where it is still to come. */
export function placesOfLessons(): ReadonlyMap<string, LessonPlace> {
  const all = tracks.flatMap(({ lessons }) => [...lessons]);
  return new Map(
    all.map(({ slug, title }, at) => [slug, { slug, number: at + 1, title, exists: folderOf(slug) !== undefined }]),
  );
}

/** Steps, questions and scenario of a lesson that exists; throws for another. */
export async function loadLesson(slug: string): Promise<Lesson> {
  const { default: lesson } = await import(`../../content/lessons/${folderOf(slug)}/lesson.ts`);
  return lesson;
}

/** Its text, as a component. */
export async function loadProse(slug: string): Promise<React.ComponentType> {
  const { default: Prose } = await import(`../../content/lessons/${folderOf(slug)}/lesson.mdx`);
  return Prose;
}

/** The course as lists show it. */
export async function loadTracks(): Promise<TrackSummary[]> {
  let number = 0;
  const list: TrackSummary[] = [];
  for (const { id, title, summary, lessons } of tracks) {
    const entries = [];
    for (const { slug, title: lessonTitle } of lessons) {
      number += 1;
      const lesson = folderOf(slug) ? summaryOf(slug, await loadLesson(slug)) : undefined;
      entries.push({ slug, title: lessonTitle, number, ...(lesson ? { lesson } : {}) });
    }
    list.push({ id, title, summary, lessons: entries });
  }
  return list;
}

function summaryOf(slug: string, { title, audience, minutes, summary, steps }: Lesson): LessonSummary {
  return { slug, title, audience, minutes, summary, steps: steps.length };
}

/** What the browser must know to say what comes next. */
export async function loadPlan(): Promise<CoursePlan> {
  const lessons = (await loadTracks()).flatMap((track) => track.lessons);
  return {
    lessons: lessons.map(({ slug, title, number, lesson }) => ({
      slug,
      title,
      number,
      ...(lesson ? { lesson: { minutes: lesson.minutes, steps: lesson.steps } } : {}),
    })),
    paths,
  };
}

/** What the solution does, for "show me", by step: all since the step before, and where a server is meant to say no. */
export function solutionByStep(slug: string): Record<string, TranscriptAction[]> {
  const actions = parseTranscript(readFileSync(join(directory, folderOf(slug) ?? '', 'solution.txt'), 'utf8'));
  const byStep: Record<string, TranscriptAction[]> = {};
  let collected: TranscriptAction[] = [];
  for (const action of actions) {
    if (isDeed(action) || isWantedRefusal(action)) collected.push(action);
    if (action.do !== 'step') continue;
    byStep[action.id] = collected;
    collected = [];
  }
  return byStep;
}

/** The codes that one meets in a lesson, in its text and from its servers, as often as they stand there: `554 5.7.1`. */
export async function codesIn(slug: string): Promise<string[]> {
  const folder = join(directory, folderOf(slug) ?? '');
  const { steps, questions } = await loadLesson(slug);
  const told = steps.map(({ text, done }) => `${text} ${done}`).concat(questions.map(({ explanation }) => explanation));
  const files = ['lesson.mdx', 'solution.txt'].map((file) => readFileSync(join(folder, file), 'utf8'));
  return [...told, ...files].flatMap((text) => text.match(/\b[245]\d\d(?: [245]\.\d{1,2}\.\d{1,3})?(?![\d.])/g) ?? []);
}

/** The tools that the solution types at the shell. */
export function toolsIn(slug: string): string[] {
  const actions = Object.values(solutionByStep(slug)).flat();
  const lines = actions.flatMap((action) => (action.do === 'type' && action.at === 'shell' ? [action.text] : []));
  return [...new Set(lines.flatMap((line) => /^[a-z]+/.exec(line)?.[0] ?? []))];
}

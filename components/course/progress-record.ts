// The small build of zod: this comes with the first page.
import * as z from 'zod/mini';

/** What a browser keeps of a learner's progress, in its storage and in a file that is taken to another browser. */

const id = z.string().check(z.regex(/^[a-z0-9-]{1,60}$/, 'has an odd name'));
const date = z.iso.datetime('is no date');

/** No lesson has a fourth of that. */
const stepsMax = 50;

const lessonProgressSchema = z.object({
  /** Steps done since the lesson was last reset, in whichever sandbox. */
  steps: z.array(id).check(z.maxLength(stepsMax, 'has too many steps')),
  /** When the last of them was done; absent in what was kept before it was noted. */
  at: z.optional(date),
  /** When the lesson was finished for the first time. */
  finishedAt: z.optional(date),
});

export type LessonProgress = z.infer<typeof lessonProgressSchema>;

/** By lesson. */
export type Progress = Readonly<Record<string, LessonProgress>>;

export const noProgress: Progress = {};

/** The course has 22 lessons. */
const lessonsMax = 200;
/** 22 finished lessons take 5 KB. In characters. */
export const progressFileMax = 200_000;

/** Anything could stand in a browser's storage: what is no progress counts as none, entry by entry. */
export function storedProgress(text: string | null): Progress {
  const entries = Object.entries(objectFrom(text ?? '') ?? {}).flatMap(([slug, value]) => {
    const entry = lessonProgressSchema.safeParse(value);
    return entry.success && id.safeParse(slug).success ? [[slug, entry.data] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** The id of a path that a browser keeps; what is none counts as none. */
export function storedPath(text: string | null): string | undefined {
  return id.safeParse(text).data;
}

/** Both together, so that nothing done is lost: of each lesson the steps of both, the later time, and the first time that it
 *  was finished. */
export function mergedProgress(ours: Progress, theirs: Progress): Progress {
  const both = Object.entries(theirs).map(([slug, entry]) => [slug, mergedEntry(entryOf(ours, slug), entry)] as const);
  return { ...ours, ...Object.fromEntries(both) };
}

/** A file may name a lesson `constructor`, which every object has. */
function entryOf(progress: Progress, slug: string): LessonProgress | undefined {
  return Object.hasOwn(progress, slug) ? progress[slug] : undefined;
}

function mergedEntry(ours: LessonProgress | undefined, theirs: LessonProgress): LessonProgress {
  if (!ours) return theirs;
  // What goes beyond could not be read again, and all of the entry with it.
  const steps = [...new Set([...ours.steps, ...theirs.steps])].slice(0, stepsMax);
  const at = times(ours.at, theirs.at).at(-1);
  const [finishedAt] = times(ours.finishedAt, theirs.finishedAt);
  return { steps, ...(at ? { at } : {}), ...(finishedAt ? { finishedAt } : {}) };
}

/** Those that are known, earliest first. */
function times(...all: (string | undefined)[]): string[] {
  return all.filter((one) => one !== undefined).sort(byTime);
}

function byTime(one: string, other: string): number {
  return Date.parse(one) - Date.parse(other);
}

/** How many of these lessons (or incidents) are finished in theirs and not in ours, and in how many others of them they did
 *  steps that we did not. */
export function newsIn(
  theirs: Progress,
  ours: Progress,
  among: readonly string[],
): { finished: number; further: number } {
  const all = Object.entries(theirs)
    .filter(([slug]) => among.includes(slug))
    .map(([slug, entry]) => [entryOf(ours, slug), entry] as const);
  const isFinish = ([our, their]: (typeof all)[number]) => Boolean(their.finishedAt && !our?.finishedAt);
  const finished = all.filter(isFinish);
  const further = all.filter((both) => {
    const [our, their] = both;
    return !isFinish(both) && their.steps.some((step) => !our?.steps.includes(step));
  });
  return { finished: finished.length, further: further.length };
}

/** With the steps that a sandbox has done beside those done before. Finished once, a lesson stays finished. */
export function notedProgress(
  progress: Progress,
  slug: string,
  { steps, isFinished, now }: { steps: readonly string[]; isFinished: boolean; now: Date },
): Progress {
  const at = now.toISOString();
  const before = entryOf(progress, slug);
  const isNews = steps.some((step) => !before?.steps.includes(step)) || (isFinished && !before?.finishedAt);
  if (!isNews) return progress;
  return mergedProgress(progress, { [slug]: { steps: [...steps], at, ...(isFinished ? { finishedAt: at } : {}) } });
}

/** After a reset of the lesson: none of its steps is done. That it was finished once stays noted. */
export function resetProgress(progress: Progress, slug: string): Progress {
  const { [slug]: before, ...others } = progress;
  return before?.finishedAt ? { ...others, [slug]: { ...before, steps: [] } } : others;
}

const fileVersion = 1;

const fileSchema = z.object({
  lessons: z.record(id, lessonProgressSchema).check(z.refine((all) => Object.keys(all).length <= lessonsMax)),
  path: z.optional(id),
});

/** The file that takes progress to another browser. */
export function progressFile(progress: Progress, path: string | undefined, now: Date): string {
  const file = { relayLab: 'progress', version: fileVersion, savedAt: now.toISOString(), path, lessons: progress };
  return `${JSON.stringify(file, null, 2)}\n`;
}

export type ProgressFile = { kind: 'progress'; progress: Progress; path?: string } | { kind: 'refused'; why: string };

/** Reads what `progressFile` wrote. Anything else is refused as a whole, with a sentence for the person who chose it. */
export function readProgressFile(text: string): ProgressFile {
  if (text.length > progressFileMax) return refused('It is far too large.');
  const file = objectFrom(text);
  if (!file) return refused('It is not JSON.');
  if (file.relayLab !== 'progress') return refused('It is JSON, but Relay Lab did not write it.');
  if (typeof file.version !== 'number') return refused('It does not say of which version it is.');
  if (file.version > fileVersion) return refused('A newer Relay Lab wrote it. Reload this page and try again.');
  const read = fileSchema.safeParse(file);
  if (!read.success) return refused(problemOf(read.error));
  const { lessons, path } = read.data;
  return { kind: 'progress', progress: lessons, ...(path ? { path } : {}) };
}

function refused(why: string): ProgressFile {
  return { kind: 'refused', why };
}

function problemOf({ issues }: z.core.$ZodError): string {
  const { path = [], message = '' } = issues[0] ?? {};
  const [part, lesson, ...rest] = path.map(String);
  if (part !== 'lessons' || lesson === undefined) return `Its part “${part ?? 'lessons'}” makes no sense.`;
  return `Its entry for the lesson “${lesson}” makes no sense: ${[...rest, message].join(' ')}.`;
}

function objectFrom(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // Any object can be asked for any key.
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

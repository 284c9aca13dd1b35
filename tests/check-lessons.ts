import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTranscript, type TranscriptAction } from '#protocol/transcript.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadCourse, slugOf } from '../sandbox-server/courses.ts';
import { coachRules } from '../sandbox-server/sandbox/coach-rules.ts';
import { type PlayReport, play } from '../sandbox-server/sandbox/player.ts';
import { type Course, Sandbox } from '../sandbox-server/sandbox/sandbox.ts';
import { problemsOfMinutes } from './lesson-minutes.ts';
import { problemsOfFolder, problemsOfLesson } from './lesson-problems.ts';

/** A lesson's folder, with the transcripts that prove it. */
export interface LessonFolder {
  folder: string;
  path: string;
  /** Absent when the lesson cannot be loaded. */
  course?: Course;
  /** Why it cannot be loaded. */
  failure?: string;
  /** File names relative to the folder. */
  completing: string[];
  wrong: string[];
}

/** Reads all lesson folders under `directory`, in the order of their names. */
export async function lessonFolders(directory: string): Promise<LessonFolder[]> {
  const folders = readdirSync(directory).sort();
  return Promise.all(folders.map((folder) => lessonFolder(directory, folder)));
}

async function lessonFolder(directory: string, folder: string): Promise<LessonFolder> {
  const path = join(directory, folder);
  const list = (name: string) =>
    existsSync(join(path, name)) ? readdirSync(join(path, name)).map((file) => join(name, file)) : [];
  const solution = existsSync(join(path, 'solution.txt')) ? ['solution.txt'] : [];
  const fixtures = { completing: [...solution, ...list('also')], wrong: list('wrong') };
  try {
    return { folder, path, course: await loadCourse(directory, folder), ...fixtures };
  } catch (error) {
    return { folder, path, failure: error instanceof Error ? error.message : String(error), ...fixtures };
  }
}

/** What is wrong with a lesson's folder, its data and its prose; empty when nothing is. */
export function problemsOf({ folder, path, course, failure }: LessonFolder, all: readonly LessonFolder[]): string[] {
  const number = Number(/^(\d\d)-[a-z0-9-]+$/.exec(folder)?.[1]);
  const twins = all.filter(
    (other) => slugOf(other.folder) === slugOf(folder) || Number.parseInt(other.folder, 10) === number,
  );
  return [
    ...(Number.isNaN(number) ? ['is not named NN-slug'] : []),
    ...(twins.length > 1 ? ['has the number or the slug of another lesson'] : []),
    ...(failure ? [failure] : []),
    ...problemsOfFolder(path),
    ...(course ? problemsOfLesson(course, path, { slugs: all.map((other) => slugOf(other.folder)), number }) : []),
  ];
}

/** Why a transcript does not complete its lesson, each step at its own `!step`; undefined when it does. */
export async function problemOfCompleting({ course, path }: LessonFolder, file: string): Promise<string | undefined> {
  if (!course) return 'its lesson cannot be loaded';
  const steps = course.lesson.steps.map(({ id }) => id).join();
  return attempt(course, path, file, (actions, report) => {
    const marked = actions.flatMap((action) => (action.do === 'step' ? [action.id] : [])).join();
    if (marked !== steps) return `has no !step for each step in its order: ${marked || 'none'}`;
    return report.steps.join() === steps ? undefined : `reaches only ${report.steps.join(', ') || 'nothing'}`;
  });
}

/** Why a wrong path proves nothing; undefined when a step stays open and the coach has said what its author expects. */
export async function problemOfWrong({ course, path }: LessonFolder, file: string): Promise<string | undefined> {
  if (!course) return 'its lesson cannot be loaded';
  const { steps, coach } = course.lesson;
  const rules = [...coach, ...coachRules].map(({ id }) => id);
  return attempt(course, path, file, (actions, report) => {
    const open = actions.flatMap((action) => (action.do === 'open' ? [action.id] : []));
    const said = actions.flatMap((action) => (action.do === 'coach' ? [action.id] : []));
    const unknown = [
      ...open.filter((id) => !steps.some((step) => step.id === id)),
      ...said.filter((id) => !rules.includes(id)),
    ];
    if (unknown.length > 0) return `names ${unknown.join(', ')}, which does not exist`;
    const isTold = said.length > 0 || actions.some((action) => action.do === 'instead');
    if (!isTold) return 'expects neither a word of the coach nor what the step says it has seen instead';
    const stillOpen = open.filter((id) => !report.steps.includes(id));
    return stillOpen.length > 0 ? undefined : 'names no step that is open at its end';
  });
}

/** What the transcripts of a lesson leave unproved: sentences of its coach, and steps that no wrong path misses. */
export function gapsOf({ course, path, completing, wrong }: LessonFolder): string[] {
  const named = (files: string[], what: 'coach' | 'open') =>
    files.flatMap((file) => transcript(join(path, file)).flatMap((action) => (action.do === what ? [action.id] : [])));
  const said = named([...completing, ...wrong], 'coach');
  const open = named(wrong, 'open');
  const told = wrong.flatMap((file) => {
    const actions = transcript(join(path, file));
    return actions.some((action) => action.do === 'instead') ? named([file], 'open') : [];
  });
  const { coach = [], steps = [] } = course?.lesson ?? {};
  return [
    ...coach.filter(({ id }) => !said.includes(id)).map(({ id }) => `no transcript makes the coach say ${id}`),
    ...steps.filter(({ id }) => !open.includes(id)).map(({ id }) => `no wrong path leaves step ${id} open`),
    ...steps
      .filter(({ id, instead }) => instead && !told.includes(id))
      .map(({ id }) => `no wrong path shows what step ${id} says it has seen instead`),
  ];
}

export interface LessonReport {
  folder: string;
  /** Empty when the lesson is proved. */
  problems: string[];
  completed: number;
  refused: number;
}

/** Proves every lesson under `directory` against the real engine. */
export async function checkLessons(directory: string): Promise<LessonReport[]> {
  const all = await lessonFolders(directory);
  return Promise.all(all.map((lesson) => checkLesson(lesson, all)));
}

async function checkLesson(lesson: LessonFolder, all: readonly LessonFolder[]): Promise<LessonReport> {
  const { folder, course, completing, wrong } = lesson;
  const problems = problemsOf(lesson, all);
  if (!course) return { folder, problems, completed: 0, refused: 0 };
  const ticked = await stepsOfFreshWorld(course);
  if (ticked.length > 0) problems.push(`a fresh world has already reached ${ticked.join(', ')}`);
  const failed = async (files: string[], problemOf: typeof problemOfWrong) => {
    const found = await Promise.all(files.map((file) => problemOf(lesson, file)));
    const bad = found.filter((problem) => problem !== undefined);
    problems.push(...bad);
    return bad.length;
  };
  const completed = completing.length - (await failed(completing, problemOfCompleting));
  const refused = wrong.length - (await failed(wrong, problemOfWrong));
  if (completed + refused === completing.length + wrong.length) {
    problems.push(...gapsOf(lesson));
  }
  if (problems.length === 0) problems.push(...problemsOfMinutes(course, lesson.path));
  return { folder, problems, completed, refused };
}

/** Steps that are reached before anybody has done anything: there must be none. */
export async function stepsOfFreshWorld(course: Course): Promise<string[]> {
  const sandbox = freshSandbox(course);
  const { steps } = await play(sandbox, []);
  await sandbox.stop();
  return steps;
}

/** A sandbox of the lesson whose log is forgotten and whose clock moves only when told. */
export function freshSandbox(course: Course): Sandbox {
  const append = async () => undefined;
  return new Sandbox({ id: course.slug, course, seed: 'fixture', history: [], append, wall: stoppedWall });
}

/** Plays a transcript from the start of its lesson; what did not come as it says, or what `judge` finds, is returned. */
async function attempt(
  course: Course,
  path: string,
  file: string,
  judge: (actions: TranscriptAction[], report: PlayReport) => string | undefined,
): Promise<string | undefined> {
  const sandbox = freshSandbox(course);
  try {
    const actions = transcript(join(path, file));
    const problem = judge(actions, await play(sandbox, actions, file));
    return problem && `${file}: ${problem}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await sandbox.stop();
  }
}

function transcript(file: string): TranscriptAction[] {
  return parseTranscript(readFileSync(file, 'utf8'));
}

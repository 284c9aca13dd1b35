import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseTranscript, type TranscriptAction } from '#protocol/transcript.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadCourses, slugOf } from '../sandbox-server/courses.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { type Course, Sandbox } from '../sandbox-server/sandbox/sandbox.ts';

/** A lesson's folder with everything that proves it. */
export interface LessonFolder {
  folder: string;
  path: string;
  course: Course;
  /** File names relative to the folder. */
  completing: string[];
  wrong: string[];
}

const files = ['lesson.ts', 'lesson.mdx', 'scenario.ts', 'solution.txt'];
/** Beside them: `prepared.ts`, letters that lie in mailboxes at the start. */
const optionalFiles = ['prepared.ts'];

/** Reads all lesson folders under `directory`, in the order of their numbers. */
export async function lessonFolders(directory: string): Promise<LessonFolder[]> {
  const courses = await loadCourses(directory);
  return [...readdirSync(directory)].sort().flatMap((folder) => {
    const course = courses.get(slugOf(folder));
    const path = join(directory, folder);
    if (!course) return [];
    const list = (name: string) =>
      existsSync(join(path, name)) ? readdirSync(join(path, name)).map((file) => join(name, file)) : [];
    const solution = existsSync(join(path, 'solution.txt')) ? ['solution.txt'] : [];
    return [{ folder, path, course, completing: [...solution, ...list('also')], wrong: list('wrong') }];
  });
}

/** What is wrong with a lesson's folder, its texts and its fixtures; empty when nothing is. */
export function problemsOf({ folder, path, course, completing, wrong }: LessonFolder, slugs: string[]): string[] {
  const { steps, questions, after } = course.lesson;
  const prose = existsSync(join(path, 'lesson.mdx')) ? readFileSync(join(path, 'lesson.mdx'), 'utf8') : '';
  const expected = [...files, ...optionalFiles, 'also', 'wrong'];
  return [
    ...files.filter((file) => !existsSync(join(path, file))).map((file) => `${file} is missing`),
    ...readdirSync(path)
      .filter((file) => !expected.includes(file))
      .map((file) => `${file} is not part of a lesson`),
    ...(completing.length < 2 ? ['needs solution.txt and at least one also/*.txt that complete it'] : []),
    ...(wrong.length < 3 ? ['needs at least three wrong/*.txt'] : []),
    ...once('Step', prose, steps),
    ...once('Question', prose, questions),
    ...repeated([...steps, ...questions].map(({ id }) => id)).map((id) => `${id} is used twice`),
    ...questions.flatMap((question) => problemsOfQuestion(question, steps)),
    ...after.filter((slug) => !slugs.includes(slug)).map((slug) => `after names ${slug}, which is no lesson`),
    ...transcriptIdProblems(path, [...completing, ...wrong], course),
  ].map((problem) => `${folder}: ${problem}`);
}

/** Every step and question stands in the prose exactly once, in order, and nothing else does. */
function once(tag: 'Step' | 'Question', prose: string, wanted: readonly { id: string }[]): string[] {
  const found = [...prose.matchAll(new RegExp(`<${tag} id="([^"]*)"`, 'g'))].map(([, id = '']) => id);
  const ids = wanted.map(({ id }) => id);
  const missing = ids.filter((id) => !found.includes(id)).map((id) => `the prose has no <${tag} id="${id}" />`);
  const unknown = found.filter((id) => !ids.includes(id)).map((id) => `<${tag} id="${id}" /> does not exist`);
  const isOrdered = tag === 'Question' || found.join() === ids.join();
  return [...missing, ...unknown, ...(isOrdered ? [] : [`the ${tag}s of the prose are not in the order of lesson.ts`])];
}

function problemsOfQuestion(
  { id, choices, right, kind, provenBy }: Course['lesson']['questions'][number],
  steps: readonly { id: string }[],
): string[] {
  const known = choices.map((choice) => choice.id);
  return [
    ...right.filter((choice) => !known.includes(choice)).map((choice) => `question ${id}: ${choice} is no choice`),
    ...(kind === 'choice' && right.length !== 1 ? [`question ${id}: needs one right choice`] : []),
    ...(provenBy && !steps.some((step) => step.id === provenBy) ? [`question ${id}: no step ${provenBy}`] : []),
  ];
}

function transcriptIdProblems(path: string, transcripts: string[], { lesson }: Course): string[] {
  const steps = lesson.steps.map(({ id }) => id);
  return transcripts.flatMap((file) =>
    actionsOf(join(path, file)).flatMap((action) =>
      (action.do === 'step' || action.do === 'open') && !steps.includes(action.id)
        ? [`${file} line ${action.line}: no step ${action.id}`]
        : [],
    ),
  );
}

function repeated(ids: string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

export function actionsOf(file: string): TranscriptAction[] {
  return parseTranscript(readFileSync(file, 'utf8'));
}

/** A sandbox of the lesson whose log is forgotten and whose clock moves only when told. */
export function freshSandbox(course: Course): Sandbox {
  const append = async () => undefined;
  return new Sandbox({ id: course.slug, course, seed: 'fixture', history: [], append, wall: stoppedWall });
}

/** Plays a transcript from the start of its lesson. Rejects when something does not come as it says. Returns the steps
 *  that were reached, in their order. */
export async function stepsReachedBy(course: Course, actions: readonly TranscriptAction[]): Promise<string[]> {
  const sandbox = freshSandbox(course);
  await play(sandbox, actions);
  await sandbox.stop();
  return Object.keys(sandbox.world.progress.steps);
}

/** A wrong path proves something only when it names a step that stays open. */
export function namesAnOpenStep(actions: readonly TranscriptAction[]): boolean {
  return actions.some((action) => action.do === 'open');
}

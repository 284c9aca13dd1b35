import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  actionsOf,
  freshSandbox,
  lessonFolders,
  namesAnOpenStep,
  problemsOf,
  stepsReachedBy,
} from './check-lessons.ts';

const directory = fileURLToPath(new URL('../content/lessons/', import.meta.url));
const lessons = await lessonFolders(directory);
const slugs = lessons.map(({ course }) => course.slug);

describe.each(lessons)('lesson $course.slug', (lesson) => {
  const { course, path, completing, wrong } = lesson;
  const steps = course.lesson.steps.map(({ id }) => id);

  test('its folder, texts and fixtures are complete', () => {
    expect(problemsOf(lesson, slugs)).toEqual([]);
  });

  test('a fresh world ticks nothing', async () => {
    const sandbox = freshSandbox(course);
    await sandbox.settled();
    expect(sandbox.world.progress.steps).toEqual({});
    await sandbox.stop();
  });

  test.each(completing)('%s completes it', async (file) => {
    expect(await stepsReachedBy(course, actionsOf(join(path, file)))).toEqual(steps);
  });

  test.each(wrong)('%s does not complete it', async (file) => {
    const actions = actionsOf(join(path, file));
    expect(namesAnOpenStep(actions)).toBe(true);
    expect(await stepsReachedBy(course, actions)).not.toEqual(steps);
  });
});

test('a lesson without fixtures, or with a file that does not belong there, is refused', async () => {
  const copy = mkdtempSync(join(tmpdir(), 'lesson-'));
  const [first] = lessons;
  if (!first) throw new Error('there is no lesson');
  cpSync(first.path, copy, { recursive: true });
  for (const gone of ['solution.txt', 'also', 'wrong']) rmSync(join(copy, gone), { recursive: true });
  const bare = { ...first, path: copy, completing: [], wrong: [] };
  expect(problemsOf(bare, slugs).map((problem) => problem.replace(/^.*?: /, ''))).toEqual([
    'solution.txt is missing',
    'needs solution.txt and at least one also/*.txt that complete it',
    'needs at least three wrong/*.txt',
  ]);
  rmSync(copy, { recursive: true });
});

import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lesson } from '#protocol/lesson.ts';
import type { Scenario } from '#protocol/scenario.ts';
import type { Course } from './sandbox/sandbox.ts';

/** Slug of a lesson's folder: `01-first-message` is `first-message`, and its number is its place in the course. */
export function slugOf(folder: string): string {
  return folder.replace(/^\d+-/, '');
}

/** Loads every lesson under `directory` (content/lessons), in the order of their numbers. Rejects with the lesson's
 *  name when one cannot be loaded. */
export async function loadCourses(directory: string): Promise<Map<string, Course>> {
  const folders = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d+-[a-z0-9-]+$/.test(entry.name))
    .map(({ name }) => name)
    .sort();
  const courses = await Promise.all(folders.map((folder) => loadCourse(directory, folder)));
  return new Map(courses.map((course) => [course.slug, course]));
}

/** Loads the lesson of one folder. Rejects with its name when it cannot be loaded. */
export async function loadCourse(directory: string, folder: string): Promise<Course> {
  const load = async (file: string): Promise<unknown> =>
    (await import(pathToFileURL(resolve(join(directory, folder, file))).href)).default;
  try {
    // defineLesson and defineScenario typed what these files export; the scenario is parsed there, too.
    const lesson = (await load('lesson.ts')) as Lesson;
    const scenario = (await load('scenario.ts')) as Scenario;
    return { slug: slugOf(folder), lesson, scenario };
  } catch (cause) {
    throw new Error(`lesson ${folder} cannot be loaded: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

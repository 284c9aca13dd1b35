import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Incident, stepOf } from '#protocol/incident.ts';
import { defineLesson, type Lesson } from '#protocol/lesson.ts';
import type { Preset } from '#protocol/preset.ts';
import type { Scenario } from '#protocol/scenario.ts';
import { isAllClear, monitorOf, whyNotClear } from '#protocol/selftest.ts';
import { parameterProblem } from './mta/config.ts';
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

/** Loads every world without a lesson under `directory` (content/presets). Rejects with the name of one that makes no
 *  sense. */
export async function loadPresets(directory: string): Promise<Map<string, Course>> {
  const names = readdirSync(directory).map((file) => file.replace(/\.ts$/, ''));
  const courses = await Promise.all(names.map((name) => loadPreset(directory, name)));
  return new Map(courses.map((course) => [course.slug, course]));
}

async function loadPreset(directory: string, name: string): Promise<Course> {
  // definePreset parsed what the file exports.
  const { default: preset } = (await import(pathToFileURL(resolve(join(directory, `${name}.ts`))).href)) as {
    default: Preset;
  };
  const [problem] = problemsOfScenario(preset.scenario);
  if (problem) throw new Error(`preset ${name}: ${problem}`);
  return freeCourse(name, preset.scenario, preset.about.title);
}

/** Loads every incident under `directory` (content/incidents). Rejects with the name of one that makes no sense. */
export async function loadIncidents(directory: string): Promise<Map<string, Course>> {
  const names = readdirSync(directory);
  const courses = await Promise.all(names.map((name) => loadIncident(directory, name)));
  return new Map(courses.map((course) => [course.slug, course]));
}

/** An incident as a lesson of one step: whatever the repair was, the monitor's letters arrive and nothing is weaker. */
async function loadIncident(directory: string, slug: string): Promise<Course> {
  // defineIncident parsed what the file exports.
  const { default: incident } = (await import(pathToFileURL(resolve(join(directory, slug, 'incident.ts'))).href)) as {
    default: Incident;
  };
  const { texts, scenario, stillWrong } = incident;
  const [problem] = [...problemsOfScenario(scenario), ...(monitorOf({ hosts: scenario }) ? [] : ['has no monitor'])];
  if (problem) throw new Error(`incident ${slug}: ${problem}`);
  const lesson = defineLesson({
    title: texts.title,
    audience: 'everybody',
    minutes: texts.minutes,
    after: [],
    summary: texts.summary,
    steps: [
      {
        ...stepOf(texts),
        reached: (world) => isAllClear(world) && stillWrong?.(world) === undefined,
        instead: (world) => whyNotClear(world) ?? (isAllClear(world) ? stillWrong?.(world) : undefined),
      },
    ],
    questions: [],
    coach: [],
  });
  return { slug, lesson, scenario };
}

/** A world with nothing to reach. */
export function freeCourse(slug: string, scenario: Scenario, title = slug): Course {
  const lesson = defineLesson({
    title,
    audience: 'everybody',
    minutes: 1,
    after: [],
    summary: 'A world without a lesson.',
    steps: [],
    questions: [],
    coach: [],
  });
  return { slug, lesson, scenario };
}

/** What the schema of a scenario cannot know: parameters of the servers, and the host of the terminal. */
export function problemsOfScenario({ hosts, terminal }: Scenario): string[] {
  const ofTerminal = hosts.some(({ name }) => name === terminal.host)
    ? []
    : [`the terminal's host ${terminal.host} is not there`];
  return [...problemsOfParameters(hosts), ...ofTerminal];
}

/** Parameters of servers that do not exist, or whose values make no sense. */
export function problemsOfParameters(hosts: Scenario['hosts']): string[] {
  return hosts.flatMap(({ name, config }) =>
    Object.entries(config).flatMap(([parameter, value]) => {
      const problem = parameterProblem(parameter, value);
      return problem ? [`${name}: ${parameter}: ${problem}`] : [];
    }),
  );
}

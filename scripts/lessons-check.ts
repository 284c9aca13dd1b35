import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { actionsOf, lessonFolders, namesAnOpenStep, problemsOf, stepsReachedBy } from '../tests/check-lessons.ts';

/** `npm run lessons:check`: proves every lesson against the real engine. */
const lessons = await lessonFolders(fileURLToPath(new URL('../content/lessons/', import.meta.url)));
const slugs = lessons.map(({ course }) => course.slug);
const problems = lessons.flatMap((lesson) => problemsOf(lesson, slugs));
let completed = 0;
let refused = 0;

for (const { course, folder, path, completing, wrong } of lessons) {
  const wanted = course.lesson.steps.map(({ id }) => id).join();
  for (const file of [...completing, ...wrong]) {
    const isWrong = wrong.includes(file);
    try {
      const actions = actionsOf(join(path, file));
      const reached = (await stepsReachedBy(course, actions)).join();
      if (isWrong === (reached === wanted)) problems.push(`${folder}/${file}: reached ${reached || 'nothing'}`);
      else if (isWrong && !namesAnOpenStep(actions)) problems.push(`${folder}/${file}: names no step that stays open`);
      else if (isWrong) refused += 1;
      else completed += 1;
    } catch (error) {
      problems.push(`${folder}/${file}: ${error instanceof Error ? error.message : error}`);
    }
  }
}

for (const problem of problems) console.error(problem);
console.log(`${lessons.length} lessons: ${completed} solutions completed, ${refused} wrong paths refused`);
process.exitCode = problems.length > 0 ? 1 : 0;

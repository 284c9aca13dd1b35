import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkLessons } from '../tests/check-lessons.ts';

/** `npm run lessons:check`: proves every lesson against the real engine. Another directory may be named. */
const directory = process.argv[2] ?? fileURLToPath(new URL('../content/lessons/', import.meta.url));
const reports = await checkLessons(resolve(directory));
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
const completed = sum(reports.map((report) => report.completed));
const refused = sum(reports.map((report) => report.refused));

for (const { folder, problems } of reports) {
  for (const problem of problems) console.error(`${folder}: ${problem}`);
}
console.log(`${reports.length} lessons: ${completed} solutions completed, ${refused} wrong paths refused`);
process.exitCode = reports.length === 0 || reports.some(({ problems }) => problems.length > 0) ? 1 : 0;

import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SandboxEvent } from '#protocol/events.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { loadCourses, slugOf } from '../sandbox-server/courses.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { freshSandbox } from '../tests/check-lessons.ts';

/** `npm run play <transcript>`: a lesson's transcript in a shell, without a browser. */
const file = resolve(process.argv[2] ?? '');
const courses = await loadCourses(fileURLToPath(new URL('../content/lessons/', import.meta.url)));
// also/ and wrong/ lie one folder deeper than solution.txt.
const folder = [dirname(file), dirname(dirname(file))].find((path) => existsSync(`${path}/lesson.ts`));
const course = folder && courses.get(slugOf(folder.split('/').at(-1) ?? ''));

if (!process.argv[2] || !existsSync(file) || !course) {
  console.error('usage: npm run play content/lessons/NN-slug/solution.txt');
  process.exit(1);
}

const sandbox = freshSandbox(course);
let prompt = '';
sandbox.subscribe((events) => events.forEach(print));
try {
  await play(sandbox, parseTranscript(readFileSync(file, 'utf8')));
} catch (error) {
  console.error(`\n${file}: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
await sandbox.stop();

function print(event: SandboxEvent): void {
  switch (event.type) {
    case 'terminal.prompted':
      prompt = event.prompt;
      return;
    case 'terminal.entered':
      return console.log(prompt + event.text);
    case 'terminal.printed':
      return void process.stdout.write(event.text);
    case 'step.reached':
      return console.log(`    ✓ ${event.step}`);
    case 'coach.spoke':
      return console.log(`    coach: ${event.say}`);
  }
}

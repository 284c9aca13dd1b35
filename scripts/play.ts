import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';
import type { SandboxEvent } from '#protocol/events.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { loadCourse } from '../sandbox-server/courses.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { freshSandbox } from '../tests/check-lessons.ts';

/** `npm run play <transcript>`: a lesson's transcript in a shell, without a browser, as its terminal would show it. */
const file = resolve(process.argv[2] ?? '');
// also/ and wrong/ lie one folder deeper than solution.txt.
const folder = [dirname(file), dirname(dirname(file))].find((path) => existsSync(`${path}/lesson.ts`));

if (!process.argv[2] || !existsSync(file) || !folder) {
  console.error('usage: npm run play content/lessons/NN-slug/solution.txt');
  process.exit(1);
}

const course = await loadCourse(dirname(folder), basename(folder));
const sandbox = freshSandbox(course);
let prompt = '';
sandbox.subscribe((events) => events.forEach(print));
try {
  const { steps } = await play(sandbox, parseTranscript(readFileSync(file, 'utf8')), relative('', file));
  console.log(`\n${steps.length} of ${course.lesson.steps.length} steps reached`);
} catch (error) {
  console.error(`\n${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
await sandbox.stop();

/** Marks what did not happen in the terminal, so that it cannot be taken for a server's words. */
function print(event: SandboxEvent): void {
  switch (event.type) {
    case 'terminal.prompted':
      prompt = event.prompt;
      return;
    case 'terminal.entered':
      return console.log(prompt + event.text);
    case 'terminal.printed':
      return void process.stdout.write(event.text);
    case 'terminal.pressed':
      return console.log(`    (${event.key})`);
    case 'clock.skipped':
      return console.log(`    (${event.byMs / 1000} s pass)`);
    case 'host.stopped':
    case 'host.started':
      return console.log(`    (${event.host} is ${event.type === 'host.started' ? 'on' : 'off'})`);
    case 'view.opened':
      return console.log(`    (looks at ${event.view} of ${event.mailbox ?? event.host ?? event.connection})`);
    case 'answer.given':
      return console.log(`    (answers ${event.question}: ${event.choices.join(', ')})`);
    case 'step.reached':
      return console.log(`    ✓ ${course.lesson.steps.find(({ id }) => id === event.step)?.done ?? event.step}`);
    case 'step.missed':
      return console.log(`    not yet: ${event.seen}`);
    case 'coach.spoke':
      return console.log(`    coach: ${event.say}`);
  }
}

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  checkLessons,
  gapsOf,
  lessonFolders,
  problemOfCompleting,
  problemOfWrong,
  problemsOf,
  stepsOfFreshWorld,
} from './check-lessons.ts';
import { problemsOfMinutes } from './lesson-minutes.ts';

const directory = fileURLToPath(new URL('../content/lessons/', import.meta.url));
const lessons = await lessonFolders(directory);

describe.each(lessons)('lesson $folder', (lesson) => {
  test('its folder, data and prose are whole', () => {
    expect(problemsOf(lesson, lessons)).toEqual([]);
  });

  test('a fresh world ticks nothing', async () => {
    expect(lesson.course && (await stepsOfFreshWorld(lesson.course))).toEqual([]);
  });

  test.each(lesson.completing)('%s completes it, each step at its own !step', async (file) => {
    expect(await problemOfCompleting(lesson, file)).toBeUndefined();
  });

  test.each(lesson.wrong)('%s does not complete it, and the coach says why', async (file) => {
    expect(await problemOfWrong(lesson, file)).toBeUndefined();
  });

  test('it takes as long as it announces', () => {
    expect(lesson.course && problemsOfMinutes(lesson.course, lesson.path)).toEqual([]);
  });

  test('its transcripts miss every step once, and provoke every sentence of its coach', () => {
    expect(gapsOf(lesson)).toEqual([]);
  });
});

describe('npm run lessons:check refuses a lesson', () => {
  const name = '01-first-conversation';
  let copies: string;
  let copy: string;

  beforeEach(() => {
    copies = mkdtempSync(join(tmpdir(), 'lessons-'));
    copy = join(copies, name);
    cpSync(join(directory, name), copy, { recursive: true });
    // Outside the project `#protocol` leads nowhere: the copy's code stays at home, its texts and transcripts are spoilt.
    for (const file of ['lesson.ts', 'scenario.ts']) {
      const home = pathToFileURL(join(directory, name, file)).href;
      writeFileSync(join(copy, file), `export { default } from '${home}';\n`);
    }
  });

  afterEach(() => rmSync(copies, { recursive: true }));

  /** As `npm run lessons:check` does it: a process of its own. */
  function checkByCommand(): { status: number | null; said: string } {
    const script = fileURLToPath(new URL('../scripts/lessons-check.ts', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, copies], { encoding: 'utf8' });
    return { status, said: stdout + stderr };
  }

  function replaceIn(file: string, text: string, by: string): void {
    const before = readFileSync(join(copy, file), 'utf8');
    expect(before).toContain(text);
    writeFileSync(join(copy, file), before.replace(text, by));
  }

  function remove(...names: string[]): void {
    for (const one of names) rmSync(join(copy, one), { recursive: true });
  }

  test('only for a reason: the untouched copy is proved', () => {
    const { status, said } = checkByCommand();
    expect(said).toMatch(/^1 lessons: \d solutions completed, \d+ wrong paths refused/);
    expect(status).toBe(0);
  });

  test('with the reason, and a status that stops whoever asked', () => {
    remove('also');
    const { status, said } = checkByCommand();
    expect(said).toContain(`${name}: needs at least one also/*.txt`);
    expect(status).toBe(1);
  });

  test.each<[string, string, () => void]>([
    ['without fixtures', 'solution.txt is missing', () => remove('solution.txt', 'also', 'wrong')],
    ['without another way', 'needs at least one also/*.txt', () => remove('also')],
    ['without wrong paths', 'needs at least three wrong/*.txt', () => remove('wrong')],
    ['that cannot be loaded', 'cannot be loaded', () => remove('scenario.ts')],
    [
      'with a file that does not belong there',
      'notes.md is not part of a lesson',
      () => writeFileSync(join(copy, 'notes.md'), ''),
    ],
    [
      'whose number is taken',
      'has the number or the slug of another lesson',
      () => cpSync(copy, join(copies, '01-second-conversation'), { recursive: true }),
    ],
    [
      'whose solution stops early',
      'has no !step for each step',
      () => replaceIn('solution.txt', '!answer added-lines return-path,received\n!step mailbox\n', ''),
    ],
    [
      'whose solution claims a step too early',
      'solution.txt:5: expected step envelope reached',
      () => replaceIn('solution.txt', '!step connect', '!step connect\n!step envelope'),
    ],
    [
      'whose solution notices a step too late',
      'expected step envelope reached only now',
      () => replaceIn('also/swaks-and-two-conversations.txt', '!step envelope\n', '!open mailbox\n!step envelope\n'),
    ],
    [
      'whose server answers otherwise',
      'expected reply 250 2.1.5 Fine',
      () => replaceIn('solution.txt', 'S: 250 2.1.5 Ok', 'S: 250 2.1.5 Fine'),
    ],
    [
      'whose wrong path is a right one',
      'wrong/right.txt: names no step that is open at its end',
      () => {
        cpSync(join(copy, 'also/typos-and-corrections.txt'), join(copy, 'wrong/right.txt'));
      },
    ],
    [
      'whose coach stays silent',
      'expected the coach to say lone-dot',
      () => replaceIn('wrong/never-ended.txt', '@ +25s', '@ +5s'),
    ],
    [
      'whose step nobody misses',
      'no wrong path leaves step goodbye open',
      () => {
        remove('wrong/hung-up.txt');
        replaceIn(
          'also/no-empty-line.txt',
          'C: QUIT',
          '^]\nC: quit\n!coach hung-up\n$ telnet mx.globex.example 25\nS: 220\nC: QUIT',
        );
      },
    ],
    [
      'that is for others than those on whose paths it lies',
      'its audience must begin with everyone',
      () => {
        const home = pathToFileURL(join(directory, name, 'lesson.ts')).href;
        const spoilt = `import lesson from '${home}';\nexport default { ...lesson, audience: 'Sysadmins.' };\n`;
        writeFileSync(join(copy, 'lesson.ts'), spoilt);
      },
    ],
    [
      'that takes longer than it announces',
      'announces 6 minutes, and takes about 10',
      () => {
        const home = pathToFileURL(join(directory, name, 'lesson.ts')).href;
        const spoilt = `import lesson from '${home}';\nexport default { ...lesson, minutes: 6 };\n`;
        writeFileSync(join(copy, 'lesson.ts'), spoilt);
      },
    ],
    [
      'whose texts would show their asterisks',
      'must mark words as `code` or **strong**, not by single asterisks',
      () => {
        const home = pathToFileURL(join(directory, name, 'lesson.ts')).href;
        const spoilt = `import lesson from '${home}';\nexport default { ...lesson, summary: 'It was *delivered*.' };\n`;
        writeFileSync(join(copy, 'lesson.ts'), spoilt);
      },
    ],
    [
      'whose prose marks a word that the glossary lacks',
      'lesson.mdx: the glossary has no "post horn"',
      () => replaceIn('lesson.mdx', '<Step id="goodbye" />', '<Term>post horn</Term>\n\n<Step id="goodbye" />'),
    ],
    [
      'whose prose shows a number that nobody has checked',
      'lesson.mdx: content/reference/facts-that-date.ts has no "gmail-threshold"',
      () => replaceIn('lesson.mdx', '<Step id="goodbye" />', '<AsOf id="gmail-threshold" />\n\n<Step id="goodbye" />'),
    ],
    [
      'whose prose forgets a step',
      'has no <Step id="goodbye" />',
      () => replaceIn('lesson.mdx', '<Step id="goodbye" />', ''),
    ],
    [
      'whose prose asks after the fact',
      'prediction reply-to-data stands after the step that proves it',
      () =>
        replaceIn(
          'lesson.mdx',
          '<Question id="reply-to-data" />\n\n<Step id="letter" />',
          '<Step id="letter" />\n\n<Question id="reply-to-data" />',
        ),
    ],
    [
      'whose prose waits for a step that there is not',
      'lesson.mdx: <Once step="good-bye"> waits for a step that does not exist',
      () =>
        replaceIn('lesson.mdx', '<Step id="goodbye" />', '<Step id="goodbye" />\n\n<Once step="good-bye">So?</Once>'),
    ],
    [
      'whose prose names a button that the clock lacks',
      'the texts name the button +2 h, which the tab Queues lacks',
      () => replaceIn('lesson.mdx', '<Step id="goodbye" />', '<Step id="goodbye" />\n\nPress +2 h.'),
    ],
    [
      'whose prose names a host that its world lacks',
      'the name mx.umbrella.example, which the scenario lacks',
      () => replaceIn('lesson.mdx', 'mx.globex.example', 'mx.umbrella.example'),
    ],
    [
      'that explains a code of its own invention',
      'code 999 is not registered',
      () => replaceIn('lesson.mdx', '<Explain code="220" />', '<Explain code="999" />'),
    ],
  ])('%s', async (_name, reason, spoil) => {
    spoil();
    const [report] = await checkLessons(copies);
    expect(report?.problems.join('\n')).toContain(reason);
  });
});

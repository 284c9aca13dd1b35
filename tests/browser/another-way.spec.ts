import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { parseTranscript, type TranscriptAction } from '#protocol/transcript.ts';
import { loadCourse } from '../../sandbox-server/courses.ts';
import { Learner } from './learner.ts';

/** Ways of which "show me" knows nothing: typed line for line, questions answered with the mouse. */
const ways = [
  ['01-first-conversation', 'nc-and-mail.txt', 'with nc, and the mailbox read in the terminal'],
  ['02-reply-codes', 'out-of-order.txt', 'out of order, all in one conversation'],
  ['05-local-or-relay', 'by-hand.txt', 'by telnet where the solution takes swaks'],
  ['10-auth', 'swaks-does-it.txt', 'by swaks where the solution types'],
] as const;

for (const [folder, file, how] of ways) {
  test(`lesson ${folder} is completed ${how}`, async ({ page }) => {
    test.setTimeout(180_000);
    const { slug, lesson } = await loadCourse('content/lessons', folder);
    const learner = new Learner(page);
    await learner.open(slug);
    // The text waits for the map.
    await page.getByLabel('Speed').selectOption('8');
    const actions = parseTranscript(readFileSync(`content/lessons/${folder}/also/${file}`, 'utf8'));
    for (const [index, action] of actions.entries()) {
      if (action.do === 'type') await type(learner, action, replyTo(actions, index));
      if (action.do !== 'answer') continue;
      const choices = lesson.questions.find(({ id }) => id === action.question)?.choices ?? [];
      const wanted = choices.map(({ id }) => action.choices.includes(id));
      await answer(learner, action.question, wanted);
    }
    await learner.hasDone(lesson.steps.length, lesson.steps.length);
  });
}

/** The reply that a transcript expects at once to the line at `index`. */
function replyTo(actions: readonly TranscriptAction[], index: number): string | undefined {
  const next = actions[index + 1];
  return next?.do === 'expect-reply' ? next.text : undefined;
}

async function type(
  learner: Learner,
  { text, at }: Extract<TranscriptAction, { do: 'type' }>,
  reply?: string,
): Promise<void> {
  const { keyboard } = learner.page;
  if (at === 'shell') await expect.poll(async () => (await learner.terminalText()).trimEnd()).toMatch(/\$$/);
  await learner.page.locator('.xterm:visible').click();
  await keyboard.insertText(text);
  await keyboard.press('Enter');
  if (!reply) return;
  await expect.poll(async () => rowsBelow(await learner.terminalText(), text, at)).toContain(`\n${reply}`);
}

/** What stands below the last line that was typed; a long one has come round the edge. */
function rowsBelow(shown: string, typed: string, at: 'shell' | 'program'): string {
  const rows = shown.split('\n');
  const isTyped = (row: string) => (at === 'program' ? row === typed : row.endsWith(typed.slice(-8)));
  return `\n${rows.slice(rows.findLastIndex(isTyped) + 1).join('\n')}`;
}

/** Chooses those that are wanted, by their places, and says so. */
async function answer({ page }: Learner, question: string, wanted: readonly boolean[]): Promise<void> {
  const choices = page.locator(`fieldset[aria-labelledby="question-${question}"]`);
  for (const [index, isWanted] of wanted.entries()) {
    const box = choices.locator('input').nth(index);
    if (isWanted) await box.check();
    else if ((await box.getAttribute('type')) === 'checkbox') await box.uncheck();
  }
  await page.locator('section').filter({ has: choices }).last().getByRole('button').last().click();
}

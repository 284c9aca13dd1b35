import { expect, test, type WebSocketRoute } from '@playwright/test';
import { firstConversation, Learner } from './learner.ts';

test('a reload in the middle of a letter shows the same transcript, and the letter can be finished', async ({
  page,
}) => {
  const learner = new Learner(page);
  await learner.open('first-conversation');
  await learner.types(...firstConversation.slice(0, 7));
  await page.reload();
  await learner.sees('354 End data');
  await learner.hasDone(3, 6);
  await learner.types(['still here', ''], ['.', 'queued as']);
  await learner.hasDone(4, 6);
});

test('a lost connection is said, and what was typed meanwhile is done once', async ({ page }) => {
  let cable: WebSocketRoute | undefined;
  let isCut = false;
  await page.routeWebSocket(/\/ws\//, (socket) => {
    cable = socket;
    if (isCut) socket.close();
    else socket.connectToServer();
  });
  const learner = new Learner(page);
  await learner.open('first-conversation');
  await learner.types(['whoami', 'kim']);
  isCut = true;
  await cable?.close();
  await expect(page.getByText('Your sandbox is kept; reconnecting')).toBeVisible();
  await learner.types(['echo once', '']);
  isCut = false;
  await expect
    .poll(async () => (await learner.terminalText()).split('\n').filter((line) => line === 'once'), { timeout: 20_000 })
    .toEqual(['once']);
});

test('two browsers never see each other’s sandbox, two tabs of one browser share it', async ({ browser }) => {
  const [mine, yours] = [await browser.newContext(), await browser.newContext()];
  const me = new Learner(await mine.newPage());
  const you = new Learner(await yours.newPage());
  await me.open('first-conversation');
  await you.open('first-conversation');
  await me.types(['echo mine alone', 'mine alone']);
  const again = new Learner(await mine.newPage());
  await again.open('first-conversation');
  await again.sees('mine alone');
  expect(await you.terminalText()).not.toContain('mine alone');
  await Promise.all([mine.close(), yours.close()]);
});

test('progress is one truth: the lesson and the list of lessons count alike, after reset, forgetting and loading', async ({
  page,
}) => {
  const learner = new Learner(page);
  await learner.open('first-conversation');
  await learner.types(['telnet mx.globex.example 25', '220']);
  await learner.hasDone(1, 6);
  await page.getByRole('button', { name: 'Reset this lesson' }).click();
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await learner.hasDone(0, 6);
  await expect.poll(() => learner.terminalText()).not.toContain('220');
  await page.goto('/lessons');
  await expect(page.getByRole('link', { name: 'Begin with lesson 1' })).toBeVisible();
  await learner.open('first-conversation');
  await learner.types(['telnet mx.globex.example 25', '220']);
  await learner.hasDone(1, 6);
  await page.goto('/lessons');
  await expect(page.getByText('1 of 6 steps')).toBeVisible();

  // It says what is next on the chosen path, goes into a file and comes back from it.
  await page.getByRole('radio', { name: /^Marketer/ }).check();
  const goOn = page.getByRole('link', { name: 'Continue: lesson 1, step 2 of 6' });
  await expect(goOn).toBeVisible();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save to a file' }).click();
  const saved = await (await saving).path();
  await page.getByRole('button', { name: 'Forget my progress' }).click();
  await page.getByRole('button', { name: 'Forget it' }).click();
  await expect(page.getByText('Forgotten. Every lesson begins anew.')).toBeVisible();
  await expect(goOn).toBeHidden();
  const chooser = page.getByLabel('File with your progress');
  await chooser.setInputFiles({ name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear Ann') });
  await expect(page.getByText('“letter.txt” cannot be loaded. It is not JSON. Nothing was changed.')).toBeVisible();
  await chooser.setInputFiles(saved);
  await expect(page.getByText('Loaded: steps of 1 begun lesson and your path.')).toBeVisible();
  await expect(goOn).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radio', { name: /^Marketer/ })).toBeChecked();

  // The sandbox is new and knows nothing of it: what was done is ticked, and still to be done here.
  await learner.open('first-conversation');
  await learner.hasDone(1, 6);
  await expect(page.getByText('You have done this step before, in another sandbox.')).toBeVisible();
  expect(await learner.terminalText()).not.toContain('220');
});

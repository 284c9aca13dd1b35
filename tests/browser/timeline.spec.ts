import { expect, type Page, test } from '@playwright/test';
import { Learner } from './learner.ts';

const letter = 'swaks --server mail.acme.example --to ann@globex.example';
const refused = 'swaks --server mx.globex.example --to bob@elsewhere.example';

const slider = (page: Page) => page.getByRole('slider', { name: 'Timeline' });
const bar = (page: Page) => page.getByRole('region', { name: 'Timeline' });
const button = (page: Page, name: string) => bar(page).getByRole('button', { name, exact: true });
const lookingBack = (page: Page) => page.getByText('you are looking back. Type to return to live.');

/** A letter that arrived and one that was refused, both seen by the map. */
async function opened(page: Page): Promise<Learner> {
  const learner = new Learner(page);
  await learner.open('hop-by-hop');
  await learner.types([letter, 'Connection closed with remote host'], [refused, '554 5.7.1']);
  await bar(page).getByRole('combobox', { name: 'Speed' }).selectOption('8×');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /221 2\.0\.0 Bye, live$/);
  return learner;
}

test('the play-head is dragged back by mouse: every view shows that moment, and the ticks stay', async ({ page }) => {
  const learner = await opened(page);
  await learner.hasDone(1, 6);
  const { x, y, width } = await boxOf(slider(page));
  await page.mouse.move(x + width - 8, y + 16);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + 16, { steps: 5 });
  await page.mouse.move(x + 9, y + 16, { steps: 5 });
  await page.mouse.up();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '09:00:00, The sandbox began');
  await expect(lookingBack(page)).toBeVisible();
  expect(await learner.terminalText()).not.toContain('swaks');
  await page.getByRole('tab', { name: 'Wire' }).click();
  await expect(page.getByText('Nothing has been said yet')).toBeVisible();
  await page.getByRole('tab', { name: /Mailboxes/ }).click();
  // Three letters lay there before anything happened.
  await expect(page.getByText('ann@globex.example · 3')).toBeVisible();
  await expect(page.locator('.react-flow')).not.toContainText('ann: 1 new');
  await learner.hasDone(1, 6);

  await button(page, 'Jump to live').click();
  await expect(page.locator('.react-flow')).toContainText('ann: 1 new');
  await expect(page.getByText('ann@globex.example · 4')).toBeVisible();
});

test('the keyboard steps, plays, and goes to both ends; typing in the terminal is never taken from it', async ({
  page,
}) => {
  const learner = await opened(page);
  await page.keyboard.type('a b');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Home');
  await page.keyboard.type('>');
  await learner.sees('$ >a b');
  await expect(bar(page).getByText('live', { exact: true })).toBeVisible();
  await page.keyboard.press('Control+u');

  await slider(page).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /got QUIT$/);
  await page.keyboard.press('ArrowLeft');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /mx\.globex\.example refused: 554 5\.7\.1/);
  await page.keyboard.press('ArrowRight');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /got QUIT$/);
  await page.keyboard.press('Home');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /The sandbox began$/);
  await expect(button(page, 'Step back')).toBeDisabled();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(button(page, 'Step back')).toBeEnabled();
  await page.keyboard.press('Space');
  // At eight times the speed it reaches the present by itself, and is live.
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /, live$/, { timeout: 30_000 });
  await page.keyboard.press('Space');
  await expect(button(page, 'Play')).toBeVisible();
  await page.keyboard.press('End');
  await expect(bar(page).getByText('live', { exact: true })).toBeVisible();

  // With nothing in focus the keys are the timeline's, too.
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('ArrowLeft');
  await expect(button(page, 'Jump to live')).toBeVisible();
});

test('a key typed into the past brings the present back, and is kept', async ({ page }) => {
  const learner = await opened(page);
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect(lookingBack(page)).toBeVisible();
  await page.locator('.xterm').first().click();
  await page.keyboard.type('hostname');
  await expect(lookingBack(page)).toBeHidden();
  await learner.sees('554 5.7.1');
  await learner.sees('$ hostname');
  await page.keyboard.press('Enter');
  await learner.sees('laptop.acme.example\nkim@laptop');
});

test('a command from another view is done in the present', async ({ page }) => {
  await opened(page);
  await slider(page).focus();
  await page.keyboard.press('Home');
  await page
    .locator('.react-flow')
    .getByRole('button', { name: /^store\.globex/ })
    .click();
  await page.getByRole('button', { name: 'Switch off store.globex.example' }).click();
  await expect(bar(page).getByText('live', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.react-flow').getByRole('button', { name: /^store\.globex/ })).toContainText('off');
});

test('"Fork from here" goes on from that moment; the fork outlives a reload, and the way back leads to all that was', async ({
  page,
}) => {
  const learner = await opened(page);
  await learner.hasDone(1, 6);
  await slider(page).focus();
  await page.keyboard.press('Home');
  await button(page, 'Fork from here').click();
  await expect(bar(page).getByRole('button', { name: 'Back to the sandbox you forked from' })).toBeVisible();
  await learner.sees('kim@laptop:~$');
  expect(await learner.terminalText()).not.toContain('swaks');
  // What was done stays done; in the fork it is still to be done.
  await expect(page.getByText('You have done this step before, in another sandbox.')).toBeVisible();
  await learner.types(['whoami', 'kim']);
  await page.reload();
  await learner.sees('whoami');

  await bar(page).getByRole('button', { name: 'Back to the sandbox you forked from' }).click();
  await page.getByRole('button', { name: 'Go back' }).click();
  await learner.sees('554 5.7.1');
  await learner.hasDone(1, 6);
  expect(await learner.terminalText()).not.toContain('whoami');
});

test('on a phone the bar is under the map, a finger moves it, and the other views say that it is the past', async ({
  browser,
}) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const learner = new Learner(page);
  await page.goto('/lessons/hop-by-hop');
  await page.getByRole('button', { name: 'Terminal', exact: true }).tap();
  await page.getByLabel('Type a line').fill(letter);
  await page.getByRole('button', { name: 'Enter', exact: true }).tap();
  await learner.sees('queued as');
  await expect(bar(page)).toBeHidden();
  await page.getByRole('button', { name: 'Map', exact: true }).tap();
  const { x, y } = await boxOf(slider(page));
  await page.touchscreen.tap(x + 9, y + 16);
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '09:00:00, The sandbox began');
  await button(page, 'Step forward').tap();
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /You typed swaks/);

  await page.getByRole('button', { name: 'Terminal', exact: true }).tap();
  await expect(lookingBack(page)).toBeVisible();
  await expect(bar(page)).toBeVisible();
  await page.getByLabel('Type a line').fill('hostname');
  await expect(lookingBack(page)).toBeHidden();
  await expect(bar(page)).toBeHidden();
  await expect(page.getByLabel('Type a line')).toHaveValue('hostname');
  await context.close();
});

async function boxOf(locator: ReturnType<typeof slider>) {
  const box = await locator.boundingBox();
  if (!box) throw new Error('it is not on the screen');
  return box;
}

import { expect, test } from '@playwright/test';
import { firstConversation, Learner } from './learner.ts';

test('a visitor comes from the home page into the first terminal with one click, and types with another', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Open your first terminal' }).click();
  await expect(page).toHaveURL(/first-conversation/);
  const learner = new Learner(page);
  await learner.sees('kim@laptop:~$');
  // Whatever is looked at, the terminal comes to the front and has the keyboard: Enter is all that is left to do.
  await page.getByRole('tab', { name: /Mailboxes/ }).click();
  await page.getByRole('button', { name: 'telnet mx.globex.example 25 click to type' }).click();
  await page.keyboard.press('Enter');
  await learner.sees('220 mx.globex.example ESMTP');
});

test('the keyboard alone completes lesson 1', async ({ page }) => {
  const learner = new Learner(page);
  await learner.open('first-conversation');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'To the terminal' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  for (const [line, answer] of firstConversation) {
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
    if (answer !== '') await learner.sees(answer);
  }
  await learner.hasDone(5, 6);
  // Escape, then Tab, is the way out of a terminal that wants Tab for itself.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  await tabTo(page, page.getByRole('tab', { name: 'Terminal' }));
  for (const name of [/Wire/, /Mailboxes/]) {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name })).toBeFocused();
  }
  await tabTo(page, page.getByRole('button', { name: /by hand/ }));
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('tab', { name: 'Message' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Return-Path: <kim@acme.example>').first()).toBeVisible();
  await tabTo(page, page.getByRole('checkbox', { name: 'Return-Path' }));
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await tabTo(page, page.getByRole('button', { name: 'Answer', exact: true }).last());
  await page.keyboard.press('Enter');
  await learner.hasDone(6, 6);
  await expect(page.getByRole('link', { name: /Next lesson: / })).toBeVisible();
});

test('a host is opened on the map, switched off, and its mail waits at the one before it', async ({ page }) => {
  const learner = new Learner(page);
  await learner.open('hop-by-hop');
  const store = page.locator('.react-flow').getByRole('button', { name: /^store\.globex/ });
  await store.click();
  await page.getByRole('button', { name: 'Switch off store.globex.example' }).click();
  await page.keyboard.press('Escape');
  await expect(store).toContainText('off');
  await learner.types(
    ['swaks --server mail.acme.example --to ann@globex.example', 'Connection closed with remote host'],
    ['ssh mx.globex.example', 'kim@mx:~$'],
  );
  await expect(page.locator('.react-flow')).toContainText('waiting, next try', { timeout: 20_000 });
  await learner.types(['mailq', 'Connection timed out']);
});

test('a mistake gets the server’s own reply, an explanation, and one sentence of the coach', async ({ page }) => {
  const learner = new Learner(page);
  await learner.open('first-conversation');
  await learner.types(
    ['EHLO laptop.acme.example', 'Connect first: telnet mx.globex.example 25'],
    ['telnet mx.globex.example 25', '220'],
    ['EHLO laptop.acme.example', '250 CHUNKING'],
    ['MAIL FROM: kim@acme.example', '501 5.5.4 Syntax: MAIL FROM:<address>'],
  );
  await expect(page.getByRole('region', { name: 'The reply explained' })).toContainText(
    'mind the colon and the angle brackets',
  );
  await expect(page.getByRole('status', { name: 'Coach' })).toContainText('Put the address into angle brackets');
  await learner.types(['MAIL FROM:<kim@acme.example>', '250 2.1.0 Ok']);
  await expect(page.getByRole('status', { name: 'Coach' })).toBeEmpty();
});

test('earlier replies are explained by keyboard and by hovering', async ({ page }) => {
  const learner = new Learner(page);
  await learner.open('first-conversation');
  await learner.types(...firstConversation.slice(0, 4));
  const explained = page.getByRole('region', { name: 'The reply explained' });
  await expect(explained).toContainText('The recipient lives here');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(explained).toContainText('The return address is on the envelope');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(explained).toContainText('The recipient lives here');
  const earlier = await page.locator('.xterm-rows > div', { hasText: /250\s2\.1\.0/ }).boundingBox();
  if (!earlier) throw new Error('the reply is not on the screen');
  await page.mouse.move(earlier.x + 40, earlier.y + 6);
  await page.mouse.move(earlier.x + 44, earlier.y + 8);
  await expect(explained).toContainText('The return address is on the envelope');
  await explained.getByRole('button', { name: '250 2.1.0' }).click();
  await expect(page.getByRole('note').filter({ visible: true })).toContainText('What to do: Nothing.');
});

test('history, completion, search and a paste of several lines', async ({ page }) => {
  const learner = new Learner(page);
  await learner.open('first-conversation');
  await learner.types(['hostname', 'laptop.acme.example']);
  await page.keyboard.press('ArrowUp');
  await learner.sees('kim@laptop:~$ hostname');
  await page.keyboard.press('Control+u');
  await page.keyboard.type('teln');
  await page.keyboard.press('Tab');
  await page.keyboard.type('mx');
  await page.keyboard.press('Tab');
  await page.keyboard.type('25');
  await learner.sees('telnet mx.globex.example 25');
  await page.keyboard.press('Control+u');
  await page.keyboard.press('Control+r');
  await page.keyboard.type('host');
  await learner.sees("(reverse-i-search)'host': hostname");
  await page.keyboard.press('Control+c');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'whoami\nhostname\nhel');
    document
      .querySelector('.xterm-helper-textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  });
  await learner.sees('kim@laptop:~$ hel');
  const lines = (await learner.terminalText()).split('\n');
  expect(lines).toContain('kim');
  expect(lines.filter((line) => line === 'laptop.acme.example')).toHaveLength(2);
});

test('on a phone lesson 1 is done with a real input line', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  const learner = new Learner(page);
  await page.goto('/lessons/first-conversation');
  await page.getByRole('button', { name: 'telnet mx.globex.example 25 click to type' }).tap();
  await expect(page.getByLabel('Type a line')).toHaveValue('telnet mx.globex.example 25');
  for (const [line, answer] of firstConversation) {
    await page.getByLabel('Type a line').fill(line);
    await page.getByRole('button', { name: 'Enter', exact: true }).tap();
    if (answer !== '') await learner.sees(answer);
  }
  await learner.hasDone(5, 6);
  await context.close();
});

/** Walks by Tab, as somebody without a mouse does, until the element has the focus. */
async function tabTo(page: import('@playwright/test').Page, target: import('@playwright/test').Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

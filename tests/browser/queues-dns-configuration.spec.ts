import { expect, type Locator, type Page, test } from '@playwright/test';
import { hasNothingSerious } from './accessibility.ts';
import { Learner } from './learner.ts';

/** A letter to a mailbox that is full: it waits at Acme's server. */
const toFullMailbox =
  'swaks --server mail.acme.example --port 587 --tls --auth-user kim --auth-password sardine --from kim@acme.example --to carol@globex.example';

const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name });
const row = (page: Page, name: RegExp) => page.locator('[data-row]', { hasText: name });
const entry = (page: Page) => page.getByRole('article', { name: /^Message / });

async function withWaitingLetter(page: Page): Promise<Learner> {
  const learner = new Learner(page);
  await page.goto('/sandbox/company');
  await learner.sees('kim@laptop:~$');
  await learner.types([toFullMailbox, 'Connection closed with remote host']);
  await expect(tab(page, /^Queues 1 waiting/)).toBeVisible();
  return learner;
}

test('a waiting letter is counted down, held, released, tried, and bounces after five days', async ({ page }) => {
  test.setTimeout(120_000);
  await withWaitingLetter(page);
  await tab(page, /^Queues/).click();
  await row(page, /^mail\.acme\.example1 deferred/).click();
  await expect(entry(page)).toContainText(/next attempt in\s*\d:\d\d/);
  await expect(entry(page)).toContainText('452 4.2.2 <carol@globex.example>: Mailbox full');
  await expect(entry(page)).toContainText('there is no room in it');
  await hasNothingSerious(page);
  await entry(page).getByRole('button', { name: 'Hold' }).click();
  await expect(entry(page)).toContainText('on hold');
  await expect(entry(page).getByRole('button', { name: 'Try now' })).toBeDisabled();
  await entry(page).getByRole('button', { name: 'Release' }).click();
  await expect(entry(page)).toContainText('2 attempts');
  await entry(page).getByRole('button', { name: 'Try now' }).click();
  await expect(entry(page)).toContainText('3 attempts');
  await entry(page)
    .getByText(/^History/)
    .click();
  await expect(entry(page).getByRole('listitem')).toHaveCount(3);
  await entry(page).getByRole('button', { name: 'Until it bounces or arrives' }).click();
  await expect(page.getByText('This queue is empty.')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('region', { name: 'What has left mail.acme.example' })).toContainText('bounced');
  await expect(page.getByText(/Sandbox time 2026-01-1\d/)).toBeVisible();
  await tab(page, /^Mailboxes/).click();
  await expect(page.getByRole('button', { name: /Undelivered Mail Returned to Sender/ })).toBeVisible();
});

test('a queue leads to the conversation; where the learner has no account it can be read only', async ({ page }) => {
  await withWaitingLetter(page);
  await tab(page, /^Queues/).click();
  await row(page, /^mail\.acme/).click();
  await entry(page).getByRole('button', { name: 'Read the conversation' }).click();
  await expect(tab(page, /^Wire/)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('navigation', { name: 'Connections' }).locator('[aria-current="true"]')).toContainText(
    'mx.globex.example:25',
  );
  // In free play everything may be touched; in a lesson what belongs to others is theirs.
  await page.goto('/lessons/smart-host');
  await new Learner(page).sees('$');
  await tab(page, /^Queues/).click();
  await row(page, /^mx\.globex/).click();
  await expect(page.getByText('You have no account on mx.globex.example')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Flush: try all now' })).toBeDisabled();
});

test('lesson 7 hears, by keyboard, into which queue somebody looks, and its coach answers', async ({ page }) => {
  const learner = new Learner(page);
  await learner.open('hop-by-hop');
  await page
    .locator('.react-flow')
    .getByRole('button', { name: /^store\.globex/ })
    .click();
  await page.getByRole('button', { name: 'Switch off store.globex.example' }).click();
  await page.keyboard.press('Escape');
  await learner.types(['swaks --server mail.acme.example --to ann@globex.example', 'Connection closed']);
  await page.keyboard.press('Escape');
  await tab(page, /^Terminal/).focus();
  for (const name of [/^Wire/, /^Mailboxes/, /^Queues/]) {
    await page.keyboard.press('ArrowRight');
    await expect(tab(page, name)).toBeFocused();
  }
  await tabTo(page, row(page, /^mail\.acme/));
  await page.keyboard.press('Enter');
  await expect(page.getByText('This queue is empty.')).toBeVisible();
  await expect(page.getByRole('region', { name: 'What has left mail.acme.example' })).toContainText('relayed');
  // The coach speaks of the look before: at the next queue it may have something else to say.
  // What takes some of the terminal’s height while it is out of sight does not leave the prompt below its edge.
  await page.setViewportSize({ width: 1280, height: 560 });
  await tab(page, /^Terminal/).click();
  await expect(page.getByRole('status', { name: 'Coach' })).toContainText('the message is theirs now');
  await learner.sees('kim@laptop:~$');
  await tab(page, /^Queues/).click();
  await row(page, /^mail\.acme/).focus();
  for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(entry(page)).toContainText('Connection timed out', { timeout: 20_000 });
});

test('a record without its final dot is shown as what it means, saved, seen to fail, and undone', async ({ page }) => {
  const learner = new Learner(page);
  await page.goto('/sandbox/company');
  await learner.sees('kim@laptop:~$');
  await tab(page, /^DNS/).click();
  await row(page, /^globex\.example/).click();
  await page.getByRole('button', { name: /^Edit globex\.example MX 10/ }).click();
  const form = page.getByRole('form', { name: 'Edit the record' });
  await form.getByLabel('Data').fill('10 mx.globex.example');
  await expect(form).toContainText('means globex.example. MX 10 mx.globex.example.globex.example.');
  await hasNothingSerious(page);
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('cell', { name: /the zone’s name stands there twice/ })).toBeVisible();
  await expect(row(page, /^globex\.example6 records, changed/)).toBeVisible();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(row(page, /^globex\.example6 records$/)).toBeVisible();
  await page.getByRole('tab', { name: 'Zone file' }).click();
  const file = page.getByRole('textbox', { name: 'Zone file of globex.example' });
  const text = await file.inputValue();
  await file.fill(`${text}www2 CNAME www\nwww2 A 192.0.2.1\n@ TXT "v=spf1 mx -all\n`);
  await expect(page.getByText('These quotes are not closed')).toBeVisible();
  await expect(page.getByText(/an alias has nothing beside it/).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save the zone' })).toBeDisabled();
  await file.fill(`${text}@ TXT "v=spf1 mx -all"\n`);
  await page.getByRole('button', { name: 'Save the zone' }).click();
  await expect(page.getByText('No change yet')).toBeVisible();
  await tab(page, /^Terminal/).click();
  await learner.types(['dig +short TXT globex.example', '"v=spf1 mx -all"']);
  await tab(page, /^DNS/).click();
  await row(page, /^Who asked what/).click();
  await page.getByRole('combobox', { name: 'Type' }).selectOption('TXT');
  await expect(page.getByRole('listitem').filter({ hasText: 'asked for TXT globex.example' })).toBeVisible();
});

test('a bad value is refused with the reason and changes nothing; a good one counts at once', async ({ page }) => {
  const learner = new Learner(page);
  await page.goto('/sandbox/company');
  await learner.sees('kim@laptop:~$');
  await tab(page, /^Configuration/).click();
  await row(page, /^mail\.acme/).click();
  await page.getByRole('button', { name: 'Edit mynetworks' }).click();
  const value = page.getByRole('textbox', { name: 'Value of mynetworks' });
  await value.fill('everybody');
  await value.press('Enter');
  await expect(page.getByText('"everybody" is not a network such as 192.0.2.0/24. Nothing was changed.')).toBeVisible();
  await hasNothingSerious(page);
  await value.fill('0.0.0.0/0');
  await value.press('Enter');
  await expect(page.getByText('at the start 127.0.0.0/8')).toBeVisible();
  await expect(tab(page, /^Configuration 1 changed/)).toBeVisible();
  await page.getByRole('tab', { name: 'main.cf' }).click();
  const text = page.getByRole('textbox', { name: 'main.cf of mail.acme.example' });
  await expect(text).toHaveValue(/mynetworks = 0\.0\.0\.0\/0/);
  await text.fill('mynetworks = here\nhopcount_limit = 9');
  await page.getByRole('button', { name: 'Save main.cf' }).click();
  await expect(page.getByText('"here" is not a network such as 192.0.2.0/24. Nothing was changed.')).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByRole('tab', { name: 'In production' }).click();
  await expect(page.getByRole('region', { name: 'main.cf', exact: true })).toContainText('mynetworks = 0.0.0.0/0');
  await expect(page.getByRole('region', { name: 'A user logs in and sends mail out:' })).toContainText('--port 465');
  await hasNothingSerious(page);
  await page.getByRole('button', { name: 'Undo mynetworks' }).click();
  await expect(tab(page, /^Configuration$/)).toBeVisible();
});

test('on a phone every view is one tap away, and a list leads to its detail and back', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto('/lessons/hop-by-hop');
  const bar = page.getByRole('navigation', { name: 'Lesson and sandbox' });
  for (const button of await bar.getByRole('button').all()) await expect(button).toBeInViewport({ ratio: 1 });
  for (const [name, list] of [
    ['Queues', 'Mail servers'],
    ['DNS', 'Zones'],
    ['Configuration', 'Mail servers'],
  ] as const) {
    await bar.getByRole('button', { name }).tap();
    const first = page.getByRole('navigation', { name: list }).locator('[data-row]').last();
    await first.tap();
    await expect(first).toBeHidden();
    await expect(page.getByRole('button', { name: list })).toBeFocused();
    await hasNothingSerious(page);
    await page.getByRole('button', { name: list }).tap();
    await expect(first).toBeVisible();
  }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await context.close();
});

/** Walks by Tab, as somebody without a mouse does, until the element has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
}

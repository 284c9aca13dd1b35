import { expect, type Locator, type Page, test } from '@playwright/test';
import { hasNothingSerious } from './accessibility.ts';
import { Learner } from './learner.ts';

/** One letter to three addresses, which all lead to Ann: straight, by a forwarder, and by a list with a footer. */
const threeWays =
  'swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example,ann@alumni.example,talk@club.example';

const tabs = ['Message', 'Source', 'Hops', 'Envelope', 'Headers', 'Parts', 'Authentication', 'Compare'];

async function openWorld(page: Page, ...lines: string[]): Promise<void> {
  const learner = new Learner(page);
  await page.goto('/sandbox/signed-mail');
  await learner.sees('kim@laptop:~$');
  await learner.types(...lines.map((line): [string, string] => [line, 'Connection closed']));
}

async function openLetter(page: Page, host: string, count: number, which: number): Promise<Locator> {
  await page.getByRole('tab', { name: /Mailboxes/ }).click();
  const rows = page.getByRole('region', { name: host }).locator('[data-row]');
  await expect(rows).toHaveCount(count);
  await rows.nth(which).click();
  return page.getByRole('article', { name: 'Message', exact: true });
}

const show = (page: Page, tab: string) => page.getByRole('tab', { name: tab, exact: true }).click();

/** Of the three copies, the one that came by the list. */
async function openListed(page: Page): Promise<Locator> {
  const letter = await openLetter(page, 'mx.globex.example', 3, 0);
  const rows = page.getByRole('region', { name: 'mx.globex.example' }).locator('[data-row]');
  for (let index = 0; index < 3; index += 1) {
    await rows.nth(index).click();
    if (await letter.getByText('talk mailing list').isVisible()) return letter;
  }
  throw new Error('no copy has the footer of the list');
}

test('a letter that a list has changed: what was on the envelope, who wrote what, why DMARC failed', async ({
  page,
}) => {
  await openWorld(page, threeWays);
  const letter = await openListed(page);

  await show(page, 'Envelope');
  await expect(letter.getByText('lists.club.example wrote another return address')).toBeVisible();
  await expect(letter.getByText('not written: blind copies stand on the envelope only')).toBeVisible();
  const marks = letter.locator('[data-mark]').filter({ hasText: 'talk-bounces@club.example' });
  const looks = await marks.evaluateAll((all) => new Set(all.map((one) => one.getAttribute('data-mark'))).size);
  expect(looks).toBe(1);
  await marks.first().hover();
  await expect(marks.last()).toHaveAttribute('data-lit', 'true');

  await show(page, 'Headers');
  await expect(letter.getByText('Written by the last server, on top')).toBeVisible();
  await expect(letter.locator('dt', { hasText: 'ARC-Seal' })).toContainText('by lists.club.example');
  await expect(letter.locator('dt', { hasText: 'Subject' })).toContainText('by the sender');

  await show(page, 'Authentication');
  await expect(letter.getByRole('region', { name: 'In short' })).toContainText(
    'Nothing proves that it is from acme.example',
  );
  await expect(letter.getByRole('region', { name: 'In short' })).toContainText('trusts club.example');
  await expect(letter.getByText('≠ was changed after it was signed')).toHaveCount(2);
  await expect(letter.getByLabel('Changes in the body').first()).toContainText('arrivedtalk mailing list');
  await letter.getByText('Show what is signed').first().click();
  await expect(letter.getByText('from:kim@acme.example').first()).toBeVisible();
  await letter.getByRole('button', { name: 'lists.club.example' }).click();
  await expect(letter.getByRole('region', { name: 'In short' })).toContainText('It is from acme.example');
  await expect(letter.getByText('= is as it was signed')).toHaveCount(2);
  await expect(letter.getByRole('region', { name: 'SPF' })).toContainText('2 of 10');
  await expect(letter.getByLabel('Terms of acme.example')).toContainText('mx:acme.example✓ matches');

  await show(page, 'Compare');
  await expect(letter.getByRole('row', { name: /DMARC/ })).toContainText('differs');
  await letter.getByLabel('Compare this letter with').selectOption({ label: 'as it came to mail.acme.example' });
  await expect(letter.getByRole('region', { name: 'Header fields' })).toContainText(
    'dkim-signature only in this letter',
  );
  await expect(letter.getByLabel('Differences in the body')).toContainText('this-- ');
});

test('keys alone go through all ways to look, and come back after a reload', async ({ page }) => {
  await openWorld(page, 'swaks --server mail.acme.example --to ann@globex.example');
  await openLetter(page, 'mx.globex.example', 1, 0);
  await page.getByRole('tab', { name: 'Message', exact: true }).focus();
  for (const name of tabs.slice(1)) {
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('tab', { name, exact: true })).toBeFocused();
    await expect(page.getByRole('tabpanel', { name, exact: true })).toBeVisible();
  }
  await page.keyboard.press('Home');
  await expect(page.getByRole('tab', { name: 'Message', exact: true })).toBeFocused();
  await page.reload();
  await openLetter(page, 'mx.globex.example', 1, 0);
  await expect(page.getByRole('article', { name: 'Message', exact: true })).toContainText('This is a test mailing');
});

test('a notice says in words what became of the letter', async ({ page }) => {
  await openWorld(page, 'swaks --server mail.acme.example --from kim@acme.example --to nobody@globex.example');
  const letter = await openLetter(page, 'mail.acme.example', 1, 0);
  const report = letter.getByRole('region', { name: 'Delivery report' });
  await expect(report).toContainText('not delivered, and nobody tries again');
  await expect(report).toContainText('5.1.1 for good: there is no such mailbox');
  await expect(report).toContainText('mx.globex.example the server it was to go to');
  await show(page, 'Parts');
  await expect(letter.getByText('message/delivery-status')).toBeVisible();
});

test('on a phone the ways to look are reached by touch, and nothing is wider than the screen', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto('/sandbox/signed-mail');
  const bar = page.getByRole('navigation', { name: 'Lesson and sandbox' });
  await bar.getByRole('button', { name: 'Terminal' }).tap();
  await page.getByLabel('Type a line').fill(threeWays);
  await page.getByRole('button', { name: 'Enter', exact: true }).tap();
  await new Learner(page).sees('Connection closed');
  await bar.getByRole('button', { name: /Mail/ }).tap();
  await page.getByRole('region', { name: 'mx.globex.example' }).locator('[data-row]').first().tap();
  const letter = page.getByRole('article', { name: 'Message', exact: true });
  for (const name of tabs) {
    await page.getByRole('tab', { name, exact: true }).tap();
    await expect(page.getByRole('tabpanel', { name, exact: true })).toBeVisible();
    expect(await letter.evaluate((element) => element.scrollWidth - element.clientWidth), name).toBeLessThanOrEqual(0);
  }
  await letter.getByRole('button', { name: 'Mailboxes' }).tap();
  await expect(letter).toBeHidden();
  await context.close();
});

test('axe finds nothing serious in any way to look at a letter', async ({ page }) => {
  test.setTimeout(120_000);
  await openWorld(page, threeWays);
  await openListed(page);
  for (const name of tabs) {
    await show(page, name);
    await hasNothingSerious(page, 'article[aria-label="Message"]', name);
  }
});

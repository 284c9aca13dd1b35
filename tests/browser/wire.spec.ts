import { expect, type Page, test } from '@playwright/test';
import { hasNothingSerious } from './accessibility.ts';
import { Learner } from './learner.ts';

const letterToNobody =
  'swaks --server mail.acme.example --port 587 --tls --auth-user kim --auth-password sardine --from kim@acme.example --to nobody@globex.example';

async function bouncedLetter(page: Page): Promise<void> {
  const learner = new Learner(page);
  await page.goto('/sandbox/company');
  await learner.sees('kim@laptop:~$');
  await learner.types([letterToNobody, 'queued as']);
  await page.getByRole('tab', { name: 'Wire' }).click();
  await page.getByRole('button', { name: 'By connection' }).click();
}

test('by message the wire says at its head who refused a bounced letter, and leads to that line', async ({ page }) => {
  await bouncedLetter(page);
  await page.getByRole('button', { name: 'By message' }).click();
  await expect(page.getByText('mail.acme.example gave up and wrote a notice to the sender.')).toBeVisible();
  await expect(page.getByText(/550 5\.1\.1 <nobody@globex\.example>/).first()).toBeVisible();
  await page.getByRole('button', { name: /Show the line that decided/ }).click();
  await expect(page.getByText('RCPT TO:<nobody@globex.example>').first()).toBeVisible();
});

test('the search finds a conversation by its code, and says when there is none', async ({ page }) => {
  await bouncedLetter(page);
  const search = page.getByRole('searchbox', { name: 'Search conversations' });
  await search.fill('5.1.1');
  await expect(page.getByRole('button', { name: /mail server.*said no/s })).toBeVisible();
  await search.fill('atlantis');
  await expect(page.getByRole('button', { name: /mail server.*said no/s })).toBeHidden();
});

test('what somebody on the way reads of a login inside TLS is no password', async ({ page }) => {
  await bouncedLetter(page);
  await page.getByRole('button', { name: /laptop\.acme\.example.*you/s }).click();
  await expect(page.getByText(/AUTH/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Eavesdropper' }).click();
  await expect(page.getByText(/unreadable/).first()).toBeVisible();
  await expect(page.getByText(/^AUTH (PLAIN|CRAM-MD5|LOGIN) /)).toBeHidden();
});

test('lines are walked by keyboard, and the text of a conversation is a file', async ({ page }) => {
  await bouncedLetter(page);
  const line = page.getByRole('button', { name: /server: inside TLS:.*550 5\.1\.1/s });
  await line.click();
  await expect(page.getByText('looked for nobody among').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: /client: inside TLS:.*DATA/s })).toBeFocused();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Text' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.txt$/);
});

test('axe finds nothing serious in the wire view', async ({ page }) => {
  await bouncedLetter(page);
  for (const grouping of ['By connection', 'By message']) {
    await page.getByRole('button', { name: grouping }).click();
    await hasNothingSerious(page, '[role=tabpanel]', grouping);
  }
});

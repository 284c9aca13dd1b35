import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';

/** What the links of the site's header load ahead, on every page, at any time. */
const ahead = ['/', '/lessons', '/sandbox', '/reference', '/explain'];

test('a bounce is explained in the browser: nothing is asked of any server, and nothing in it is obeyed', async ({
  page,
}) => {
  await page.route(/[?&]_rsc=/, (route) => route.abort());
  await page.goto('/explain#code=5.7.1');
  await page.waitForLoadState('networkidle');
  const requests: string[] = [];
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url());
    if (!searchParams.has('_rsc') || !ahead.includes(pathname) || request.postData()) requests.push(request.url());
  });

  const field = page.getByLabel('What you got');
  const answer = page.getByRole('region', { name: 'Explanation' });
  const corpus = (name: string) => readFileSync(`tests/bounces/${name}.txt`, 'utf8').split(/^=====\n/m)[1] ?? '';

  await expect(field).toHaveValue('5.7.1');
  await expect(answer).toContainText('Read as a code');

  await field.fill(corpus('postfix-dsn-user-unknown'));
  await expect(answer.getByRole('heading', { name: 'There is no such mailbox' })).toBeVisible();
  await expect(answer).toContainText('anna@globex.example');
  await expect(answer).toContainText('For good');
  await expect(answer.getByRole('heading', { name: 'The letter that came back' })).toBeVisible();
  await expect(answer).toContainText('Where the time went');

  const hostile = '550 5.7.1 \u001b[2J <img src=x onerror="document.title=1"> \u202e spam https://evil.example/';
  await field.fill(hostile);
  await expect(answer.locator('blockquote')).toContainText('<ESC>[2J <img src=x');
  await expect(answer.locator('img')).toHaveCount(0);
  await expect(field).toHaveValue(hostile);

  await field.fill('Dear Ann, tomorrow at noon?');
  await expect(answer).toContainText('nothing was lost');
  await expect(field).toHaveValue('Dear Ann, tomorrow at noon?');

  await page.getByRole('button', { name: 'A header' }).click();
  await expect(answer).toContainText('The longest stretch, 35 min, ended at store.globex.example');
  await expect(answer).toContainText('SPF or DKIM passed for the domain in From');
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(field).toBeFocused();

  expect(requests).toEqual([]);
  expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);

  await page.getByRole('button', { name: 'A bounce' }).click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target}`)).toEqual([]);
  }
});

import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { hasNothingSerious } from './accessibility.ts';
import { Learner } from './learner.ts';

for (const path of [
  '/',
  '/lessons',
  '/lessons/first-conversation',
  '/lessons/hop-by-hop',
  '/sandbox',
  '/sandbox/company',
  '/reference/commands',
  '/nowhere',
]) {
  test(`axe finds nothing serious on ${path}`, async ({ page }) => {
    await page.goto(path);
    if (/^\/(lessons|sandbox)\//.test(path)) await new Learner(page).sees('kim@laptop:~$');
    await hasNothingSerious(page);
  });
}

test('a lesson’s text can be read after at most 200 KB of script; terminal and map come later', async ({ page }) => {
  const response = await page.request.get('/lessons/first-conversation');
  // Browsers of today leave the scripts for those without modules alone.
  const scripts = [...(await response.text()).matchAll(/<script[^>]+src="([^"]+)"(?![^>]*noModule)/g)].map(
    ([, src = '']) => src,
  );
  let octets = 0;
  for (const src of new Set(scripts)) {
    const script = await page.request.get(src, { headers: { 'accept-encoding': 'identity' } });
    expect(await script.text()).not.toContain('xterm-helper-textarea');
    octets += gzipSync(await script.body()).length;
  }
  expect(octets).toBeGreaterThan(50_000);
  expect(octets).toBeLessThanOrEqual(200 * 1024);
});

for (const [width, height] of [
  [1440, 900],
  [820, 1180],
  [390, 844],
  [360, 740],
] as const) {
  test(`nothing sticks out at ${width}×${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const path of [
      '/',
      '/lessons',
      '/lessons/local-or-relay',
      '/sandbox',
      '/sandbox/company',
      '/incidents',
      '/incidents/no-confirmations',
      '/reference/enhanced-codes',
    ]) {
      await page.goto(path);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  });
}

test('what was done is shown and goes round as a link; a link that was tampered with shows nothing', async ({
  page,
}) => {
  await page.goto('/finish');
  await expect(page.getByText('Nothing to show yet')).toBeVisible();
  const done = { steps: ['a'], finishedAt: '2026-11-25T09:00:00.000Z' };
  const progress = { 'first-conversation': done, tls: done };
  await page.evaluate(([text = '']) => localStorage.setItem('relay-lab.progress', text), [JSON.stringify(progress)]);
  await page.reload();
  await expect(page.getByText('show how TLS is stripped, and insist on it')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Still open' }).getByText('2. Read what')).toBeVisible();
  await page.getByLabel('Your name, if you like').fill('Ada <b>');
  await expect(page.getByText('The link goes without it.')).toBeVisible();
  await page.getByLabel('Your name, if you like').fill('Ada');
  const link = await page.getByLabel('Link').inputValue();
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Copy the link' })).toBeHidden();
  await expect(page.getByText('of the course; the last on 25 November 2026.')).toBeVisible();
  await page.emulateMedia({ media: 'screen' });

  await page.evaluate(() => localStorage.clear());
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'What Ada can do now' })).toBeVisible();
  await expect(page.getByText('show how TLS is stripped, and insist on it')).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await hasNothingSerious(page);

  await page.goto(`${link}%3Cimg src=x%3E`);
  await expect(page.getByRole('main').getByRole('alert')).toHaveText(
    'It cannot be read. The name in it has characters that no name has.',
  );
  await expect(page.getByText('insist on it')).toBeHidden();
  await page.getByRole('link', { name: 'what you can do yourself' }).click();
  await expect(page.getByText('Nothing to show yet')).toBeVisible();
});

test('⌘K searches everywhere, and Ctrl K in the terminal cuts the line', async ({ page }) => {
  await page.goto('/reference');
  // What is typed before the dialog has come is not lost.
  await page.keyboard.press('Meta+k');
  await page.keyboard.type('greylistng');
  const field = page.getByRole('dialog', { name: 'Search' }).getByRole('combobox');
  await expect(field).toHaveValue('greylistng');
  await expect(page.getByRole('option').first()).toContainText('greylisting');
  await hasNothingSerious(page);
  await field.fill('relay access denied');
  await expect(page.getByRole('option').first()).toContainText('x.7.1');
  await field.press('Enter');
  await expect(page).toHaveURL(/\/reference\/enhanced-codes#5\.7\.1$/);
  await expect(page.locator(':target')).toBeInViewport();

  await page.goto('/reference/dns-records#mx');
  await page.getByRole('link', { name: 'Try it: MX in a sandbox' }).click();
  const learner = new Learner(page);
  await learner.sees('kim@laptop:~$ dig MX globex.example');
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+k');
  await expect.poll(() => learner.terminalText()).not.toContain('dig MX');
  await expect(field).toBeHidden();
  await page.keyboard.press('Meta+k');
  await expect(field).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(page.locator('.xterm-helper-textarea')).toBeFocused();
  await page.keyboard.type('echo still here');
  await learner.sees('echo still here');
});

test('a page loads nothing from elsewhere and its console stays silent', async ({ page, baseURL }) => {
  const noise: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') noise.push(message.text());
  });
  page.on('pageerror', (error) => noise.push(error.message));
  page.on('request', (request) => {
    if (!/^(data|blob):/.test(request.url()) && new URL(request.url()).host !== new URL(baseURL ?? '').host)
      noise.push(request.url());
  });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('/');
  await page.getByRole('button', { name: 'Pause the replay' }).waitFor();
  const learner = new Learner(page);
  await learner.open('first-conversation');
  await learner.types(['telnet mx.globex.example 25', '220']);
  expect(noise).toEqual([]);
});

import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { lastFacts } from './last-facts.ts';
import { Learner } from './learner.ts';

/** Every lesson is completed in the browser by what "show me" types and opens. */
for (const folder of readdirSync('content/lessons')) {
  const slug = folder.replace(/^\d+-/, '');
  test(`"show me" completes ${slug}`, async ({ page }) => {
    test.setTimeout(240_000);
    await page.goto(`/lessons/${slug}`);
    await new Learner(page).sees('$');
    // The text waits for the map, which need not show all of it.
    await page.getByLabel('Speed').selectOption('8');
    const skip = page.getByRole('button', { name: /catching up/ });
    // It goes by itself when the map is there: then there is nothing left to click.
    const click = () => skip.click({ timeout: 500 }).catch(() => undefined);
    await page.addLocatorHandler(skip, click, { noWaitAfter: true });
    const current = page.locator('[aria-current="step"]');
    const [, of = '0'] = /Step 1 of (\d+)/.exec((await current.getAttribute('aria-label')) ?? '') ?? [];
    for (let step = 1; step <= Number(of); step += 1) {
      await expect(current).toHaveAttribute('aria-label', `Step ${step} of ${of}`, { timeout: 60_000 });
      await current.getByRole('button', { name: 'Show me' }).click();
    }
    await expect(current).toHaveCount(0, { timeout: 60_000 });
    expect(Number(of)).toBeGreaterThan(3);
  });
}

test.afterEach(async ({ page }, info) => {
  if (info.status === info.expectedStatus) return;
  const slug = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  await info.attach('last facts', { body: lastFacts(slug) });
});

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** In both themes: they differ in their colours only, so that the dark one is asked about nothing else. */
export async function hasNothingSerious(page: Page, within = 'html', what = within): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
    const axe = new AxeBuilder({ page }).include(within);
    if (theme === 'dark') axe.withRules(['color-contrast']);
    const { violations } = await axe.analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(
      serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]),
      `${what}, ${theme}`,
    ).toEqual([]);
  }
}

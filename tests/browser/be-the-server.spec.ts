import { expect, test } from '@playwright/test';
import { Learner } from './learner.ts';

test('a learner takes a letter as a server, in one terminal, that was handed in from another', async ({ page }) => {
  const learner = new Learner(page);
  await page.goto('/sandbox/be-the-server');
  await learner.sees('kim@laptop:~$');
  await learner.types(['nc -lCv 25', 'Listening on 0.0.0.0 25']);
  await page.getByRole('button', { name: 'One more terminal' }).click();
  await expect(page.getByRole('button', { name: 'Terminal 2', exact: true })).toHaveAttribute('aria-pressed', 'true');
  // The new terminal has the keyboard, and nothing of the first one on its screen.
  await expect.poll(() => learner.terminalText()).not.toContain('nc -lCv');
  await expect(page.locator('.xterm.focus:visible')).toBeVisible();
  await page.keyboard.type('swaks --server mail.acme.example --from kim@acme.example --to me@own.example');
  await page.keyboard.press('Enter');
  await learner.sees('queued as');
  await page.getByRole('button', { name: 'Terminal 1' }).click();
  await learner.sees('Connection received on mail.acme.example');
  for (const [line, answer] of [
    ['220 laptop.acme.example ESMTP', 'EHLO mail.acme.example'],
    ['250 laptop.acme.example', 'MAIL FROM:<kim@acme.example>'],
    ['250 Ok', 'RCPT TO:<me@own.example>'],
    ['250 Ok', 'DATA'],
    ['354 Go on', 'This is a test mailing'],
    ['250 Taken', 'QUIT'],
  ] as const) {
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
    await learner.sees(answer);
  }
  await page.reload();
  await learner.sees('QUIT');
  await page.getByRole('button', { name: 'Close Terminal 2' }).click();
  await expect(page.getByRole('button', { name: 'Terminal 1' })).toBeHidden();
});

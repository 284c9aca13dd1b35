import { expect, test } from '@playwright/test';
import { hasNothingSerious } from './accessibility.ts';
import { Learner } from './learner.ts';

const login = '--tls --auth-user acme-prod --auth-password blue-Kettle-7';
const readers = 'ann@globex.example,zoe@freemail.example,ghost@globex.example';

test('a relay service’s console: a number says how it came about, its events are read, an address leaves the list', async ({
  page,
}) => {
  const learner = new Learner(page);
  await page.goto('/sandbox/campaign');
  await learner.sees('kim@laptop:~$');
  await learner.types([
    `swaks --server smtp.postly.example --port 587 ${login} --from news@acme.example --to ${readers}`,
    'Connection closed',
  ]);
  await page.getByRole('tab', { name: 'Service' }).click();
  const console = page.getByRole('region', { name: 'Console of postly' });
  await console.getByRole('button', { name: /^Bounced 1 33\.3 % · 1 hard/ }).click();
  await expect(console).toContainText('Bounced: 1 of 3 processed = 33.3 %');
  await expect(console).toContainText('Not every bounce is a bad address');
  await expect(console.getByRole('img', { name: /2 delivered, 0 deferred, 1 bounced, 0 blocked/ })).toBeVisible();
  await expect(console.getByRole('row', { name: /^globex\.example 2 1 50\.0 %/ })).toBeVisible();
  await hasNothingSerious(page, '[aria-label="Console of postly"]');

  await console.getByRole('button', { name: 'Show the events' }).click();
  await expect(console.getByRole('list', { name: 'Events, newest first' })).toContainText('User unknown');
  await expect(console.getByRole('status')).toHaveText('1 event');

  await console.getByRole('tab', { name: 'Suppression list 1' }).click();
  await console.getByRole('button', { name: 'Remove ghost@globex.example' }).click();
  await page.getByRole('button', { name: 'Remove from the list' }).click();
  await expect(console).toContainText('The list is empty.');

  await console.getByRole('tab', { name: 'Sending domains' }).click();
  await expect(console.getByRole('article', { name: 'acme.example' })).toContainText('verified');
});

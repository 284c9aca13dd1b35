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

test('the campaign lab: an answer is read, a list is pasted with noise and strangers in it, and scored against the truth', async ({
  page,
}) => {
  const learner = new Learner(page);
  await page.goto('/sandbox/campaign-lab');
  await learner.sees('kim@laptop:~$');
  const lab = page.getByRole('region', { name: 'The lab' });
  await expect(lab.getByRole('button', { name: 'Show the answers' })).toBeDisabled();
  // One letter in place of five hundred: the truth is that of the whole list all the same.
  await learner.types([
    `swaks --server smtp.postly.example --port 587 ${login} --from news@acme.example --to u033@globex.example`,
    'Connection closed',
  ]);
  await lab.getByRole('button', { name: 'Show the answers' }).click();
  await expect(lab.getByRole('checkbox', { name: /5\.2\.1 .*disabled.* globex\.example · 1 address/ })).toBeVisible();
  const field = lab.getByRole('textbox', { name: /Other addresses/ });
  const score = lab.getByRole('button', { name: 'Score it' });
  await field.fill('no list; at @all');
  await expect(lab).toContainText('0 addresses on your list; what stands in the field holds no address');
  await expect(score).toBeDisabled();
  await field.fill('email,status\n"U176@globex.example",hard\nu001@globex.example\nnobody@nowhere.example\n');
  await lab.getByRole('checkbox').check();
  await expect(lab).toContainText('3 addresses on your list; 1 more is left out');
  await score.click();
  await expect(lab).toContainText('2 of 100 points');
  await expect(lab).toContainText(
    '1 reader is cut off who could have been reached, and 47 dead addresses get the next',
  );
  await expect(lab.getByRole('row', { name: 'alive, and on it 1 0' })).toBeVisible();
});

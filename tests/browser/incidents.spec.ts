import { expect, test } from '@playwright/test';
import { hasNothingSerious } from './accessibility.ts';
import { Learner } from './learner.ts';

test('an incident: the tickets, three repairs, the monitor’s letters arrive, and the list knows that it is solved', async ({
  page,
}) => {
  await page.goto('/incidents');
  await page.getByRole('link', { name: /User unknown/ }).click();
  const learner = new Learner(page);
  await learner.sees('kim@laptop:~$');
  const letters = page.getByRole('region', { name: 'Does mail flow?' });
  await expect(letters.getByText('not taken')).toBeVisible();
  await learner.types(
    ['ssh mail.acme.example', 'kim@mail:~$'],
    ['grep reject /var/log/mail.log', '550 5.1.1'],
    ["postconf -e 'mydestination = acme.example'", ''],
    ["postconf -e 'smtpd_client_restrictions ='", ''],
    ["postconf -e 'transport_maps ='", 'transport_maps ='],
  );
  // Only what an administrator has, as long as it is not solved.
  await expect(page.getByRole('tab')).toHaveText([/Terminal/, /Queues/, /DNS/, /Configuration/]);
  await hasNothingSerious(page, '#lesson', 'the tickets');
  await letters.getByRole('button', { name: 'Send the test letters' }).click();
  await expect(page.getByRole('region', { name: 'Solved' })).toBeVisible();
  await expect(letters.getByText('arrived', { exact: true })).toHaveCount(3);
  await expect(page.getByRole('tab', { name: /Wire/ })).toBeVisible();
  await page.getByRole('link', { name: 'Another incident' }).click();
  await expect(page.getByRole('link', { name: /User unknown/ })).toContainText('solved');
});

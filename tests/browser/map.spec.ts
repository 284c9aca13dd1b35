import { expect, type Page, test } from '@playwright/test';
import { hasNothingSerious } from './accessibility.ts';
import { Learner } from './learner.ts';

/** The map of a world with everything that can stand in a letter's way. */

const card = (page: Page, name: string | RegExp) => page.locator('.react-flow').getByRole('button', { name });

async function openWorld(page: Page): Promise<Learner> {
  const learner = new Learner(page);
  await page.goto('/sandbox/hostile-internet');
  await learner.sees('kim@laptop:~$');
  return learner;
}

test('with the mouse: a cable is cut, the letter waits, its conversation opens in the wire view', async ({ page }) => {
  const learner = await openWorld(page);
  await card(page, /^gw\.acme to mx\.globex: nobody has talked here yet/).click();
  await page.getByRole('button', { name: 'Cut this cable' }).click();
  await page.keyboard.press('Escape');
  await expect(card(page, /^gw\.acme to mx\.globex: cut/)).toBeVisible();
  await learner.types([
    'swaks --server mail.acme.example:587 --tls --auth-user kim --auth-password sardine --to ann@globex.example',
    'Connection closed with remote host',
  ]);
  const gateway = page.locator('[data-id="gw.acme.example"]');
  await expect(gateway).toContainText('1 waiting', { timeout: 30_000 });
  await card(page, /^laptop\.acme to mail\.acme: .*sealed with TLS/).click();
  await page.getByRole('button', { name: 'Show the conversation' }).click();
  await expect(page.getByRole('tab', { name: 'Wire' })).toHaveAttribute('aria-selected', 'true');
});

test('with the keyboard alone: a host is opened, what it hears is read, and ssh is typed', async ({ page }) => {
  const learner = await openWorld(page);
  await learner.types([
    'swaks --server mail.acme.example:587 --auth-user kim --auth-password sardine --to ann@globex.example',
    'Connection closed with remote host',
  ]);
  await card(page, /^wifi\.cafe/).focus();
  await page.keyboard.press('Enter');
  const facts = page.getByRole('dialog', { name: 'wifi.cafe.test' });
  await expect(facts).toContainText('RCPT TO:<ann@globex.example>');
  await facts.getByRole('button', { name: 'ssh there' }).focus();
  await page.keyboard.press('Enter');
  await learner.sees('ssh wifi.cafe.test');
});

test('by touch: the map is pinched and panned, and a host answers to a tap', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  const page = await context.newPage();
  await page.goto('/sandbox/hostile-internet');
  await page.getByRole('button', { name: 'Map', exact: true }).tap();
  const laptop = page.locator('[data-id="laptop.acme.example"]');
  await expect(laptop).toBeVisible();
  const widthOf = async () => (await laptop.boundingBox())?.width ?? 0;
  const before = await widthOf();
  await touch(page, [
    [
      [150, 640],
      [250, 640],
    ],
    [
      [110, 640],
      [290, 640],
    ],
    [
      [70, 640],
      [330, 640],
    ],
  ]);
  await expect.poll(widthOf).toBeGreaterThan(before * 1.3);
  const place = async () => (await laptop.boundingBox())?.x ?? 0;
  const left = await place();
  await touch(page, [[[120, 640]], [[160, 640]], [[240, 640]]]);
  await expect.poll(place).toBeGreaterThan(left + 40);
  await page.getByRole('button', { name: 'Show the whole map' }).tap();
  await expect.poll(widthOf).toBeCloseTo(before, 0);
  await laptop.getByRole('button').tap();
  await expect(page.getByRole('dialog', { name: 'laptop.acme.example' })).toBeVisible();
  await context.close();
});

test('in words: what the map shows is a list, said politely, and seen on request', async ({ page }) => {
  const learner = await openWorld(page);
  await learner.types([
    'swaks --server mail.acme.example:587 --auth-user kim --auth-password sardine --to nobody@acme.example',
    'Connection closed with remote host',
  ]);
  await expect(page.getByRole('log', { name: 'What happens on the map' })).not.toBeEmpty();
  await page.getByRole('button', { name: 'What happened, in words' }).click();
  const list = page.getByRole('region', { name: 'What happened on the map' });
  await expect(list).toContainText('mail.acme.example answered 550 5.1.1');
  await expect(list).toBeVisible();
});

test('letters travel; with less motion they stand where they arrive', async ({ page }) => {
  const learner = await openWorld(page);
  const letter = 'swaks --server mail.acme.example:587 --auth-user kim --auth-password sardine --to bob@acme.example';
  await learner.types([letter, 'Connection closed']);
  expect(await picturesOfFlight(page)).toBe(1);
  await expect(page.locator('[data-id="mail.acme.example"]')).toContainText('bob: 1 new');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await learner.types([letter, '']);
  expect(await picturesOfFlight(page)).toBeGreaterThan(1);
});

test('axe finds nothing serious on the map and its menus', async ({ page }) => {
  const learner = await openWorld(page);
  await learner.types([
    'swaks --server mail.acme.example:587 --auth-user kim --auth-password sardine --to nobody@acme.example',
    'Connection closed with remote host',
  ]);
  await page.getByRole('button', { name: 'What happened, in words' }).click();
  await hasNothingSerious(page, '.react-flow', 'words');
  await page.getByRole('button', { name: 'What happened, in words' }).click();
  await card(page, /^mail\.acme(?! to)/).click();
  await hasNothingSerious(page, '.react-flow', 'menu');
});

/** How many different pictures of a letter under way are seen in a few frames. */
async function picturesOfFlight(page: Page): Promise<number> {
  const flights = page.locator('canvas[data-flight]');
  await flights.waitFor();
  return flights.evaluate(async (canvas: HTMLCanvasElement) => {
    const pictures = new Set<string>();
    for (let frame = 0; frame < 4 && canvas.dataset.flight; frame += 1) {
      pictures.add(canvas.toDataURL());
      await new Promise(requestAnimationFrame);
    }
    return pictures.size;
  });
}

type Finger = [x: number, y: number];

/** Fingers that come down, move along, and leave. */
async function touch(page: Page, positions: Finger[][]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const [index, fingers] of positions.entries()) {
    const touchPoints = fingers.map(([x, y], id) => ({ x, y, id }));
    await session.send('Input.dispatchTouchEvent', { type: index === 0 ? 'touchStart' : 'touchMove', touchPoints });
  }
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await session.detach();
}

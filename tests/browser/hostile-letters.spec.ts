import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import { escapeSequences } from '../hostile/escape-sequences.ts';
import { allHostileLetters, hostileLetters, hostileNames } from '../hostile/letters.ts';
import { Learner } from './learner.ts';

const source = readFileSync(new URL('../../components/mailboxes/mail-document.ts', import.meta.url), 'utf8');
const functions = stripTypeScriptTypes(source).replaceAll('export ', '');

/** The other side: an origin that notes who comes. */
let outside: { origin: string; visits: string[]; close: () => void };

test.beforeAll(async () => {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end('outside');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  outside = { origin: `http://127.0.0.1:${address.port}`, visits, close: () => server.close() };
});

test.afterAll(() => outside.close());

/** Whatever gets out of a letter: a dialog, a window. */
function escapesOf(page: Page): string[] {
  const escapes: string[] = [];
  page.on('dialog', async (dialog) => {
    escapes.push(`dialog ${dialog.message()}`);
    await dialog.dismiss();
  });
  page.context().on('page', () => escapes.push('a window of its own'));
  return escapes;
}

test('the corpus has a hundred letters and sixty escape sequences at least', () => {
  expect(new Set(allHostileLetters).size).toBeGreaterThanOrEqual(100);
  expect(new Set(escapeSequences).size).toBeGreaterThanOrEqual(60);
});

/** In a page without any policy of its own: the frame alone must hold. */
test.describe('a letter in HTML can only be looked at', () => {
  for (const [kind, letters] of Object.entries(hostileLetters)) {
    test(kind, async ({ page }) => {
      const escapes = escapesOf(page);
      outside.visits.length = 0;
      await page.setContent(
        `<title>mailbox</title><style>iframe { width: 290px; height: 110px }</style>${'<iframe sandbox=""></iframe>'.repeat(letters.length)}`,
      );
      const html = letters.map((letter) => letter.replaceAll('https://evil.example', outside.origin));
      await page.evaluate(show, { code: functions, letters: html });
      const boxes = await page
        .locator('iframe')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().toJSON()));
      for (const y of [15, 40, 100]) {
        // A frame in a process of its own can be clicked only after it was drawn.
        await page.screenshot();
        for (const box of boxes) await page.mouse.click(box.x + 100, box.y + y);
      }
      expect(await page.title()).toBe('mailbox');
      expect(page.frames().map((frame) => frame.url())).toEqual(['about:blank', ...letters.map(() => 'about:srcdoc')]);
      expect(escapes).toEqual([]);
      expect(outside.visits).toEqual([]);
      // A frame that may go outside goes there last: whatever the letters set off has arrived before it.
      await page.evaluate(visit, `${outside.origin}/last`);
      expect(outside.visits).toEqual(['/last']);
    });
  }
});

/** By the real road: handed in over SMTP, opened in the mailbox, every view looked at. */
test.describe('letters of strangers in the mailbox', () => {
  for (const kinds of inGroups(3, Object.entries(hostileLetters))) {
    const names = kinds.map(([kind]) => kind).join('; ');
    test(`in HTML, with ${names}: no script, no request, no way out`, async ({ page, baseURL }) => {
      test.setTimeout(180_000);
      const letters = kinds.flatMap(([, some]) => some);
      const escapes = escapesOf(page);
      const requests = requestsBeyond(page, baseURL ?? '');
      await openSignedMail(page);
      await handIn(page, letters.map(htmlLetter));
      outside.visits.length = 0;
      const rows = await openMailbox(page, letters.length);
      const title = await page.title();
      for (let index = 0; index < letters.length; index += 1) {
        await rows.nth(index).click();
        const frame = page.locator('iframe[title="Letter in HTML"]');
        await expect(frame).toBeVisible();
        expect(await frame.getAttribute('sandbox')).toBe('');
        await frame.click({ position: { x: 60, y: 20 } });
        await page.getByRole('tab', { name: 'Parts', exact: true }).click();
      }
      // A page that may go outside goes there last: whatever the letters set off has arrived before it.
      const last = await page.context().newPage();
      await last.goto(`${outside.origin}/last`);
      expect(outside.visits.filter((path) => path !== '/favicon.ico')).toEqual(['/last']);
      expect(requests).toEqual([]);
      expect(escapes).toEqual(['a window of its own']);
      expect(await page.title()).toBe(title);
    });
  }

  test('escape sequences as EHLO name, display name, subject, field, stamp, file name and text', async ({ page }) => {
    test.setTimeout(180_000);
    const escapes = escapesOf(page);
    await openSignedMail(page);
    const title = await page.title();
    // Four a letter, for a line has its limit: each of them still stands in every place of it.
    const letters = [...inGroups(4, escapeSequences).map((texts) => texts.join(' ')), ...hostileNames].map(
      letterEverywhere,
    );
    await handIn(page, letters);
    expect(await unseen(page)).toEqual([]);
    const rows = await openMailbox(page, letters.length);
    for (let index = 0; index < letters.length; index += 1) {
      await rows.nth(index).click();
      for (const name of ['Source', 'Hops', 'Envelope', 'Headers', 'Parts', 'Authentication', 'Compare', 'Message']) {
        await page.getByRole('tab', { name, exact: true }).click();
        expect(await unseen(page), `letter ${index}, ${name}`).toEqual([]);
      }
    }
    await page.getByRole('tab', { name: /Wire/ }).click();
    for (const name of ['Raw bytes', 'Hex', 'Eavesdropper']) {
      expect(await unseen(page), `the wire before ${name}`).toEqual([]);
      await page.getByRole('button', { name, exact: true }).click();
    }
    await page.getByRole('button', { name: 'By message' }).click();
    expect(await unseen(page)).toEqual([]);
    expect(await page.title()).toBe(title);
    expect(escapes).toEqual([]);
  });

  test('a file is saved as octets, under a name that leads nowhere', async ({ page }) => {
    await openSignedMail(page);
    await handIn(page, [letterEverywhere('../../\x1b[2J\u202egpj.exe')]);
    await (await openMailbox(page, 1)).first().click();
    await page.getByRole('tab', { name: 'Parts', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Save as part-2/ }).click();
    expect((await download).suggestedFilename()).toMatch(/^part-2-[\w ._-]+\.bin$/);
  });
});

function inGroups<T>(size: number, all: readonly T[]): T[][] {
  return all.length === 0 ? [] : [all.slice(0, size), ...inGroups(size, all.slice(size))];
}

/** Requests that went beyond the site: those that the policy stopped before they left do not count. */
function requestsBeyond(page: Page, base: string): string[] {
  const requests: string[] = [];
  const isBeyond = (url: string) =>
    new URL(url).protocol.startsWith('http') && new URL(url).host !== new URL(base).host;
  page.on('requestfinished', (request) => isBeyond(request.url()) && requests.push(request.url()));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (isBeyond(request.url()) && !/csp/i.test(why)) requests.push(`${request.url()} ${why}`);
  });
  return requests;
}

async function openSignedMail(page: Page): Promise<void> {
  await page.goto('/sandbox/signed-mail');
  await new Learner(page).sees('kim@laptop:~$');
}

/** Each letter is one line, and all lines are one paste: what no keyboard has is pasted, too. */
async function handIn(page: Page, lines: string[]): Promise<void> {
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document
        .querySelector('.xterm-helper-textarea')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
    },
    `${lines.join('\n')}\n`,
  );
}

async function openMailbox(page: Page, count: number) {
  await page.getByRole('tab', { name: /Mailboxes/ }).click();
  const ann = page.getByRole('region', { name: 'mx.globex.example' }).locator('[data-row]');
  await expect(ann).toHaveCount(count, { timeout: 60_000 });
  return ann;
}

/** A letter as swaks sends it: no quote ends the word, and its lines stand behind one another as \\n. */
function swaks(hello: string, lines: string[]): string {
  const word = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const letter = word(lines.join('\\n'));
  return `swaks --server mx.globex.example --from eve@evil.example --to ann@globex.example --ehlo ${word(hello)} --data ${letter}`;
}

function htmlLetter(html: string): string {
  const body = html.replaceAll('https://evil.example', outside.origin);
  return swaks('evil.example', ['From: eve@evil.example', 'Content-Type: text/html; charset=utf-8', '', body]);
}

function letterEverywhere(text: string): string {
  // A line end would end the line: the other characters of such a sequence still stand there.
  const inline = text.replace(/[\r\n]/g, ' ');
  const quoted = inline.replace(/["\\]/g, '\\$&');
  return swaks(inline.replace(/ /g, '') || 'x', [
    `From: "${quoted}" <eve@evil.example>`,
    `Subject: ${inline}`,
    `Subject: =?utf-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`,
    `X-${inline.replace(/[^!-9;-~]/g, '')}: ${inline}`,
    `Received: from ${inline} by ${inline} with ${inline} id ${inline}; ${inline}`,
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    inline,
    '--b',
    `Content-Type: application/octet-stream; name="${quoted}"`,
    `Content-Disposition: attachment; filename="${quoted}"`,
    '',
    inline,
    '--b--',
  ]);
}

/** Characters on the page that move, hide or turn something, where they are obeyed. */
function unseen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const control = /[^\P{Cc}\n\r\t]|[\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/gu;
    return [...(document.body.textContent ?? '').matchAll(control)].map(
      ([one]) => one.codePointAt(0)?.toString(16) ?? '',
    );
  });
}

/** Runs in the page: puts each letter into its frame as the mailbox does. */
function show({ code, letters }: { code: string; letters: string[] }): Promise<unknown> {
  const build = new Function(`${code}; return (html) => mailDocument(withoutWaysOut(html, new DOMParser()));`)();
  return Promise.all(
    [...document.querySelectorAll('iframe')].map(
      (frame, index) =>
        new Promise((resolve) => {
          frame.addEventListener('load', resolve, { once: true });
          frame.srcdoc = build(letters[index]);
        }),
    ),
  );
}

function visit(address: string): Promise<unknown> {
  const frame = document.body.appendChild(document.createElement('iframe'));
  return new Promise((resolve) => {
    frame.addEventListener('load', resolve, { once: true });
    frame.src = address;
  });
}

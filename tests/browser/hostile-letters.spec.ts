import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import { expect, test } from '@playwright/test';

const source = readFileSync(new URL('../../components/mailboxes/mail-document.ts', import.meta.url), 'utf8');
const functions = stripTypeScriptTypes(source).replaceAll('export ', '');

/** Ways in which letters have tried to run, load, post or lead away. */
const letters = [
  '<script>top.document.title = "owned"; alert(1)</script>',
  '<img src="https://evil.example/pixel.gif" onerror="alert(1)">',
  '<svg onload="alert(1)"><a xlink:href="https://evil.example/svg"><text y="20">svg</text></a></svg>',
  '<svg><a><set attributeName="href" to="https://evil.example/set"/><text y="20">set</text></a></svg>',
  '<svg><image href="https://evil.example/image.png"/><use href="https://evil.example/use.svg#x"/></svg>',
  '<math><mtext><mglyph><style><!--</style><img title="--><img src=x onerror=alert(1)>"></mglyph></mtext></math>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/refresh">',
  '</head><meta http-equiv="Content-Security-Policy" content="default-src *"><img src="https://evil.example/csp.png">',
  '<base href="https://evil.example/"><a href="relative" style="position:fixed;inset:0">x</a>',
  '<a href="https://evil.example/link" target="_self" style="position:fixed;inset:0">x</a>',
  '<a href="javascript:alert(1)" style="position:fixed;inset:0">x</a>',
  '<a href="https://evil.example/top" target="_top" style="position:fixed;inset:0">x</a>',
  '<form action="https://evil.example/form"><button style="position:fixed;inset:0">x</button></form>',
  '<button form="f" formaction="https://evil.example/post" style="position:fixed;inset:0">x</button><form id="f"></form>',
  '<iframe src="https://evil.example/frame"></iframe><iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="https://evil.example/object"></object><embed src="https://evil.example/embed">',
  '<link rel="stylesheet" href="https://evil.example/sheet.css"><style>@import url(https://evil.example/import.css);</style>',
  '<p style="background:url(https://evil.example/background.png)">x</p>',
  '<video src="https://evil.example/video.mp4" poster="https://evil.example/poster.png" autoplay></video>',
  '<div><template shadowrootmode="open"><a href="https://evil.example/shadow" style="position:fixed;inset:0">x</a></template></div>',
  '<input autofocus onfocus="alert(1)"><details open ontoggle="alert(1)">x</details>',
];

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

test.describe('a letter in HTML can only be looked at', () => {
  for (const letter of letters) {
    test(letter, async ({ page }) => {
      const escapes: string[] = [];
      page.on('dialog', async (dialog) => {
        escapes.push(`dialog ${dialog.message()}`);
        await dialog.dismiss();
      });
      page.context().on('page', () => escapes.push('a window of its own'));
      outside.visits.length = 0;

      await page.setContent('<title>mailbox</title><iframe sandbox="" style="width:300px;height:200px"></iframe>');
      await page.evaluate(show, { code: functions, html: letter.replaceAll('https://evil.example', outside.origin) });
      for (const y of [15, 40, 100]) {
        // A frame in a process of its own can be clicked only after it was drawn.
        await page.screenshot();
        await page.mouse.click(100, y);
      }
      // A frame that may go outside goes there last: whatever the letter set off has arrived before it.
      await page.evaluate(visit, `${outside.origin}/last`);

      expect(outside.visits).toEqual(['/last']);
      expect(escapes).toEqual([]);
      expect(await page.title()).toBe('mailbox');
      expect(page.frames()[1]?.url()).toBe('about:srcdoc');
    });
  }
});

/** Runs in the page: puts the letter into the frame as the mailbox does. */
function show({ code, html }: { code: string; html: string }): Promise<unknown> {
  const build = new Function(`${code}; return (html) => mailDocument(withoutWaysOut(html, new DOMParser()));`);
  const frame = document.querySelector('iframe');
  return new Promise((resolve) => {
    frame?.addEventListener('load', resolve, { once: true });
    if (frame) frame.srcdoc = build()(html);
  });
}

function visit(address: string): Promise<unknown> {
  const frame = document.body.appendChild(document.createElement('iframe'));
  return new Promise((resolve) => {
    frame.addEventListener('load', resolve, { once: true });
    frame.src = address;
  });
}

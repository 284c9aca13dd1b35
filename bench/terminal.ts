import type { Page } from '@playwright/test';
import { report } from './figures.ts';
import { withSite } from './server.ts';

const rounds = 100;

/** In the browser: Enter until the server's reply is painted, beside a key until its own echo is painted. */
export async function benchTerminal(): Promise<void> {
  await withSite(async (browser, address) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${address}/lessons/first-conversation`);
    await page.locator('.xterm-rows', { hasText: 'kim@laptop' }).waitFor();
    await page.locator('.xterm').click();
    await paintedAfter(page, 'telnet mx.globex.example 25', '220 mx.globex');
    const replies: number[] = [];
    const echoes: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const word = `x${round}x`;
      echoes.push(await echoAfter(page, `VRFY ${word}`));
      replies.push(await paintedAfter(page, '', `252 2.0.0 ${word}`));
    }
    report('Enter to reply painted', replies, 'a key to its echo painted', echoes, 'ms');
  });
}

/** Types all but the last character, then times the last one until it stands on the screen. */
async function echoAfter(page: Page, line: string): Promise<number> {
  await page.keyboard.type(line.slice(0, -1));
  return timed(page, line.slice(-1), line);
}

async function paintedAfter(page: Page, line: string, answer: string): Promise<number> {
  await page.keyboard.type(line);
  return timed(page, 'Enter', answer);
}

/** From the key's event in the page until the frame with the text in the terminal has been painted. */
async function timed(page: Page, key: string, text: string): Promise<number> {
  // The listener must stand before the key is pressed, so its promise is handed over and asked for later.
  const elapsed = await page.evaluateHandle(
    (wanted) => ({
      painted: new Promise<number>((resolve) => {
        const onKey = () => {
          const start = performance.now();
          const rows = document.querySelector('.xterm-rows');
          const look = () => {
            if (!rows?.textContent?.replaceAll('\u00a0', ' ').includes(wanted)) return;
            observer.disconnect();
            // Rows change while a frame is made; the next task runs when that frame has been painted.
            setTimeout(() => resolve(performance.now() - start));
          };
          const observer = new MutationObserver(look);
          if (rows) observer.observe(rows, { childList: true, subtree: true, characterData: true });
        };
        addEventListener('keydown', onKey, { capture: true, once: true });
      }),
    }),
    text,
  );
  await page.keyboard.press(key);
  return elapsed.evaluate(({ painted }) => painted);
}

import type { Page } from '@playwright/test';
import { percentile } from './figures.ts';
import { withSite } from './server.ts';

/** Letters with three recipients each, in one paste: with their hand-overs and bounces far more than 50 under way. */
const letters = 60;
/** How long frames are counted, in ms. */
const watchedMs = 4000;

const line =
  'swaks --server mail.acme.example:587 --from kim@acme.example --auth-user kim --auth-password sardine ' +
  '--to ann@globex.example,zoe@freemail.example,liz@initech.example,nobody@freemail.example';

interface Watched {
  frames: number[];
  longTasks: number[];
  mostInFlight: number;
}

/** In the browser: the frames of the map of 12 hosts while a paste of letters flies, beside the same map at rest. */
export async function benchMap(): Promise<void> {
  await withSite(async (browser, address) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${address}/sandbox/hostile-internet`);
    await page.locator('.xterm-rows', { hasText: 'kim@laptop' }).waitFor();
    const rest = await watch(page);
    await page.locator('.xterm').click();
    await paste(page, `${Array.from({ length: letters }, () => line).join('\n')}\n`);
    await page.locator('[data-flight]').first().waitFor();
    tell('12 hosts, letters in flight while more are being sent', await watch(page));
    tell('12 hosts, letters in flight, all sent', await watch(page));
    tell('12 hosts, at rest', rest);
  });
}

function tell(what: string, { frames, longTasks, mostInFlight }: Watched): void {
  const figures = [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${percentile(frames, share).toFixed(1)} ms`);
  const perSecond = (1000 * frames.length) / frames.reduce((sum, ms) => sum + ms, 0);
  const long = longTasks.length === 0 ? 'none' : `${longTasks.length}, longest ${Math.max(...longTasks)} ms`;
  console.log(
    `Map, ${what}: ${perSecond.toFixed(1)} frames a second, frame ${figures.join(', ')}; tasks over 50 ms: ${long}; ` +
      `most in flight at once: ${mostInFlight}`,
  );
}

async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document
      .querySelector('.xterm-helper-textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, text);
}

/** Counts frames, tasks over 50 ms, and envelopes on the map, those in piles too. */
function watch(page: Page): Promise<Watched> {
  return page.evaluate(
    (forMs) =>
      new Promise<Watched>((resolve) => {
        const watched: Watched = { frames: [], longTasks: [], mostInFlight: 0 };
        const observer = new PerformanceObserver((list) => {
          for (const { duration } of list.getEntries()) watched.longTasks.push(Math.round(duration));
        });
        observer.observe({ type: 'longtask' });
        const start = performance.now();
        let last = start;
        const frame = (now: number) => {
          watched.frames.push(now - last);
          last = now;
          const piles = [...document.querySelectorAll<HTMLElement>('[data-pile]')];
          const piled = piles.reduce((sum, pile) => sum + Number(pile.dataset.pile), 0);
          const inFlight = document.querySelectorAll('[data-flight]').length + piled;
          watched.mostInFlight = Math.max(watched.mostInFlight, inFlight);
          if (now - start < forMs) return void requestAnimationFrame(frame);
          observer.disconnect();
          watched.frames.shift();
          resolve(watched);
        };
        requestAnimationFrame(frame);
      }),
    watchedMs,
  );
}

import { setTimeout } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type Cpu, cpuOf, threads } from './cpu.ts';
import { percentile } from './figures.ts';
import { flyAsElements, flyOnCanvas } from './flight-floor.ts';
import { withSite } from './server.ts';

/** Letters with four recipients each, in one paste: with their hand-overs and bounces far more than 50 under way. */
const letters = 60;
/** How long frames are counted, in ms. */
const watchedMs = 4000;
/** Meanwhile most letters are sent, in ms; the server would give the page up after 45 s. */
const asleepMs = 15_000;

/** A letter for four, one of whom nobody knows. */
export const line =
  'swaks --server mail.acme.example:587 --from kim@acme.example --auth-user kim --auth-password sardine ' +
  '--to ann@globex.example,zoe@freemail.example,liz@initech.example,nobody@freemail.example';

interface Watched {
  frames: number[];
  longTasks: number[];
  mostInFlight: number;
}

const viewport = { width: 1440, height: 900 };
/** About the size of the map in it, in px. */
const mapSize = { width: 920, height: 311 };

/**
 * In the browser: frames, and what they cost, of the map of 12 hosts while a paste of letters flies. Beside it in the same
 * run what as many letters cost in a page with nothing else, once as elements and once on a canvas. Where there is no GPU,
 * and others use the machine, frames say little; ms of CPU do.
 */
export async function benchMap(): Promise<void> {
  await withSite(async (browser, address) => {
    const page = await browser.newPage({ viewport });
    const measured = (what: string) => cpuOf(browser, page, () => watch(page)).then((cpu) => tell(what, cpu));
    await flyAsElements(page);
    const elements = await measured('floor: 50 letters as elements in a blank page');
    await flyOnCanvas(page, mapSize.width, mapSize.height);
    const canvas = await measured('floor: 50 letters on a canvas in a blank page');
    await page.goto(`${address}/sandbox/hostile-internet`);
    await page.locator('.xterm-rows', { hasText: 'kim@laptop' }).waitFor();
    await measured('12 hosts, at rest');
    await page.locator('.xterm').click();
    await paste(page, `${Array.from({ length: letters }, () => line).join('\n')}\n`);
    await sleep(page, asleepMs);
    await page.locator('[data-flight]').waitFor();
    const flying = await measured('12 hosts, letters in flight');
    const later = await measured('12 hosts, the rest of them');
    for (const [what, total] of Object.entries({ 'in flight': flying, 'the rest': later })) {
      const ratios = [total / elements, total / canvas].map((ratio) => ratio.toFixed(1));
      console.log(
        `Map, ${what}: CPU ${ratios[0]} times that of bare elements, ${ratios[1]} times that of a bare canvas`,
      );
    }
  });
}

/** Prints it, and returns the ms of CPU in each second. */
function tell(what: string, { done, perSecond, longestTasks }: Cpu & { done: Watched }): number {
  const { frames, longTasks, mostInFlight } = done;
  const figures = [0.5, 0.95, 0.99].map((share) => `p${share * 100} ${percentile(frames, share).toFixed(1)} ms`);
  const rate = (1000 * frames.length) / frames.reduce((sum, ms) => sum + ms, 0);
  const long = longTasks.length === 0 ? 'none' : `${longTasks.length}, longest ${Math.max(...longTasks)} ms`;
  const total = threads.reduce((sum, thread) => sum + perSecond[thread], 0);
  const shares = threads.map((thread) => `${thread} ${perSecond[thread].toFixed(0)}`);
  console.log(
    `Map, ${what}: ${rate.toFixed(1)} frames a second, frame ${figures.join(', ')}; ` +
      `CPU in each second ${total.toFixed(0)} ms (${shares.join(', ')}); tasks over 50 ms: ${long}; ` +
      `longest in CPU ${longestTasks.map((ms) => ms.toFixed(0)).join(', ')} ms; most in flight at once: ${mostInFlight}`,
  );
  return total;
}

/** The engine of a busy machine sends letters slower than they fly: the page stands still, and then gets them all at once. */
async function sleep(page: Page, forMs: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Debugger.enable');
  await session.send('Debugger.pause');
  await setTimeout(forMs);
  await session.send('Debugger.resume');
  await session.detach();
}

/** Pastes text into the terminal that has the focus. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text/plain', pasted);
    document
      .querySelector('.xterm-helper-textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
  }, text);
}

/** Counts frames, tasks over 50 ms, and letters under way on the map. */
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
          const inFlight = Number(document.querySelector<HTMLElement>('[data-flight]')?.dataset.flight ?? 0);
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

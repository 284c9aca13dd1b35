import type { Browser, Page } from '@playwright/test';
import { percentile, report } from './figures.ts';
import { line, paste } from './map.ts';
import { withSite } from './server.ts';

/** Letters with four recipients each: a log of some 20,000 facts. */
const letters = 60;
/** How long each view is played, in ms. */
const watchedMs = 4000;
/** From here on there is much in every view, and as much still to come. */
const from = 0.6;
/** What takes the page longer than a person notices, in ms. */
const longMs = 50;
/** Shorter tasks are the browser's own, in ms. */
const countedFromMs = 1;

/** The tabs, and what is opened in them. */
const views: Record<string, { tab: string; opens?: string }> = {
  'the wire by connection': { tab: 'Wire', opens: 'By connection' },
  'the wire by message': { tab: 'Wire', opens: 'By message' },
  'the mailboxes': { tab: 'Mailboxes' },
  'a queue': { tab: 'Queues', opens: 'mail.acme.example' },
  'the look-ups': { tab: 'DNS', opens: 'Who asked what' },
  'a configuration': { tab: 'Configuration', opens: 'mail.acme.example' },
};

/**
 * In the browser: what the page does at once while the timeline plays the busiest world eight times as fast, with each view open,
 * beside the same with the terminal in front, where little but the map moves. In thread time: a busy machine changes little.
 */
export async function benchPlaying(): Promise<void> {
  await withSite(async (browser, address) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${address}/sandbox/hostile-internet`);
    await page.locator('.xterm-rows', { hasText: 'kim@laptop' }).waitFor();
    await page.locator('.xterm').click();
    await paste(page, `${Array.from({ length: letters }, () => line).join('\n')}\n`);
    await untilQuiet(page);
    await page.getByLabel('Speed').selectOption('8');
    const floor = await playedTasks(browser, page);
    for (const [name, { tab, opens }] of Object.entries(views)) {
      await page.getByRole('tab', { name: tab }).click();
      if (opens) await page.getByRole('button', { name: opens }).first().click();
      const tasks = await playedTasks(browser, page);
      report(`Tasks of playing with ${name} open`, tasks, 'with the terminal in front', floor, 'ms');
      const long = tasks.filter((ms) => ms > longMs).length;
      console.log(`  longest ${percentile(tasks, 1).toFixed(0)} ms; ${long === 0 ? 'none' : long} over ${longMs} ms`);
    }
  });
}

/** Until the sandbox has written nothing for a while. */
async function untilQuiet(page: Page): Promise<void> {
  const length = () => page.getByRole('slider', { name: 'Timeline' }).getAttribute('max');
  for (let [before, now] = ['', await length()]; before !== now; [before, now] = [now ?? '', await length()]) {
    await page.waitForTimeout(5000);
  }
}

/** Thread time of each task of the page while the timeline plays, in ms. */
async function playedTasks(browser: Browser, page: Page): Promise<number[]> {
  await page.evaluate((share) => {
    const line = document.querySelector<HTMLInputElement>('input[type="range"]');
    // React hears of a value that is set by hand only through the setter of the element itself.
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    set?.call(line, `${Math.round(Number(line?.max) * share)}`);
    line?.dispatchEvent(new Event('input', { bubbles: true }));
  }, from);
  await page.waitForTimeout(1000);
  await browser.startTracing(page, {
    categories: ['-*', 'toplevel', 'disabled-by-default-devtools.timeline', '__metadata'],
  });
  // By script: a locator would look through the whole page, which is a long task of its own.
  await page.evaluate(() => document.querySelector<HTMLElement>('button[aria-label="Play"]')?.click());
  await page.waitForTimeout(watchedMs);
  const trace: Trace = JSON.parse(String(await browser.stopTracing()));
  await page.evaluate(() => document.querySelector<HTMLElement>('button[aria-label="Pause"]')?.click());
  return tasksIn(trace);
}

interface Trace {
  traceEvents: { name: string; ph: string; pid: number; tid: number; tdur?: number; args: { name?: string } }[];
}

/** Of the main thread of the page that did most. What the tracing itself asks of it is a task, too, but the first one only. */
function tasksIn({ traceEvents }: Trace): number[] {
  const threadOf = ({ pid, tid }: { pid: number; tid: number }) => `${pid} ${tid}`;
  const mains = traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain');
  const tasks = mains.map((main) =>
    traceEvents.flatMap((event) =>
      event.name === 'ThreadControllerImpl::RunTask' && event.ph === 'X' && threadOf(event) === threadOf(main)
        ? [(event.tdur ?? 0) / 1000]
        : [],
    ),
  );
  const busiest = tasks.sort((one, other) => sum(other) - sum(one))[0] ?? [];
  return busiest.slice(1).filter((ms) => ms >= countedFromMs);
}

function sum(all: readonly number[]): number {
  return all.reduce((total, one) => total + one, 0);
}

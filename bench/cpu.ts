import type { Browser, Page } from '@playwright/test';

/** The threads of a browser that a moving page keeps busy. */
export const threads = ['main', 'compositor', 'raster', 'display'] as const;

export interface Cpu {
  /** ms of CPU in each second. Unlike frames, they hardly depend on who else uses the machine. */
  perSecond: Record<(typeof threads)[number], number>;
  /** The longest tasks of the page's main thread, in ms of CPU, longest first. */
  longestTasks: number[];
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  /** µs of CPU. */
  tdur?: number;
  args: { name?: string };
}

const roleOf: Record<string, (typeof threads)[number]> = {
  'Renderer CrRendererMain': 'main',
  'Renderer Compositor': 'compositor',
  'Renderer ThreadPoolForegroundWorker': 'raster',
  'GPU Process VizCompositorThread': 'display',
};

/** What the browser's threads spend while something is done, from its own trace. */
export async function cpuOf<T>(browser: Browser, page: Page, deed: () => Promise<T>): Promise<Cpu & { done: T }> {
  await browser.startTracing(page, { categories: ['toplevel'] });
  const start = performance.now();
  const done = await deed();
  const seconds = (performance.now() - start) / 1000;
  const { traceEvents } = JSON.parse(`${await browser.stopTracing()}`) as { traceEvents: TraceEvent[] }; // Chromium's
  const perSecond = { main: 0, compositor: 0, raster: 0, display: 0 };
  const mainTasks: number[] = [];
  for (const { role, ms } of outermostTasks(traceEvents)) {
    perSecond[role] += ms / seconds;
    if (role === 'main') mainTasks.push(ms);
  }
  return { done, perSecond, longestTasks: mainTasks.toSorted((one, other) => other - one).slice(0, 5) };
}

/** Tasks that are no part of another one, so that none is counted twice. */
function outermostTasks(events: readonly TraceEvent[]): { role: (typeof threads)[number]; ms: number }[] {
  const named = (what: string, key: (event: TraceEvent) => string) =>
    new Map(events.flatMap((event) => (event.name === what ? [[key(event), event.args.name]] : [])));
  const processes = named('process_name', ({ pid }) => `${pid}`);
  const names = named('thread_name', ({ pid, tid }) => `${pid} ${tid}`);
  const ends = new Map<string, number>();
  const tasks = events
    .filter(({ ph }) => ph === 'X')
    .toSorted((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0));
  return tasks.flatMap(({ pid, tid, ts, dur = 0, tdur = 0 }) => {
    const thread = `${pid} ${tid}`;
    const role = roleOf[`${processes.get(`${pid}`)} ${names.get(thread)}`];
    if (!role || ts < (ends.get(thread) ?? 0)) return [];
    ends.set(thread, ts + dur);
    return [{ role, ms: tdur / 1000 }];
  });
}

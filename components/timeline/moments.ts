import type { SandboxEvent } from '#protocol/events.ts';
import { type DwellTable, isWorthSeeing, replayDwellMs } from '../sandbox/pacing.ts';

/**
 * A moment of a sandbox: a fact that is worth seeing and all that follows it silently, up to the next one. At its end
 * the terminal has printed what was said, so this is where the play-head stands.
 */
export interface Moment {
  /** The fact that is worth seeing; for the first moment the first fact of the log, or the last reset. */
  event: SandboxEvent;
  /** How many facts of the log are true at its end. */
  end: number;
  /** Its place on the time axis of the replay at 1×, in ms. */
  startMs: number;
  endMs: number;
}

/** A log as a sequence of moments. */
export interface Timeline {
  moments: readonly Moment[];
  /** How many facts it covers. */
  facts: number;
}

export const emptyTimeline: Timeline = { moments: [], facts: 0 };

/** How long a replay stays at a fact, in ms at 1×; what is not named passes with the one before it. */
const dwellMs: DwellTable = {
  ...replayDwellMs,
  'sandbox.forked': 700,
  'sandbox.restored': 400,
  'clock.skipped': 500,
  'config.changed': 600,
  'zone.changed': 600,
  'fault.switched': 500,
  'fault.happened': 500,
  'bytes.altered': 700,
  'tls.established': 450,
  'tls.failed': 900,
  'login.attempted': 450,
  'mail.authenticated': 550,
  'message.redirected': 450,
  'auto-reply.withheld': 450,
  'message.removed': 450,
  'message.held': 450,
  'message.released': 450,
  'message.requeued': 450,
  'tls-policy.found': 450,
  'relay.found': 700,
  'blocklist.listed': 900,
  'blocklist.refused': 700,
  'blocklist.delisted': 700,
  'web.requested': 350,
  'step.reached': 500,
};

/** The timeline with the facts that follow those it covers. It begins anew where the sandbox does. */
export function extended({ moments, facts }: Timeline, batch: readonly SandboxEvent[]): Timeline {
  let longer = [...moments];
  let count = facts;
  for (const event of batch) {
    count += 1;
    if (event.type === 'sandbox.reset') longer = [];
    const last = longer.at(-1);
    const dwell = isWorthSeeing(event) ? (dwellMs[event.type] ?? 0) : 0;
    if (last && dwell === 0) longer[longer.length - 1] = { ...last, end: count };
    else longer.push({ event, end: count, startMs: last?.endMs ?? 0, endMs: last ? last.endMs + dwell : 0 });
  }
  return { moments: longer, facts: count };
}

/** The length of the replay at 1×, in ms. */
export function lengthMs({ moments }: Timeline): number {
  return moments.at(-1)?.endMs ?? 0;
}

/** The moment to which the `position`th fact belongs (from 1); the last one for what is not there yet. -1 without any. */
export function momentAt({ moments }: Timeline, position: number): number {
  return Math.min(
    firstIndex(moments, ({ end }) => end >= position),
    moments.length - 1,
  );
}

/** So far a map is behind and still called live, in ms of the time axis: the answer to a typed line is on its way. */
const trailMs = 1000;

/** Whether a map that has come to the `position`th fact is still busy with what is over. */
export function trails(timeline: Timeline, position: number): boolean {
  const moment = timeline.moments[momentAt(timeline, position)];
  return lengthMs(timeline) - (moment?.endMs ?? 0) > trailMs;
}

/** The moment whose end is nearest to a place on the time axis. */
export function nearestMoment({ moments }: Timeline, ms: number): Moment | undefined {
  const index = firstIndex(moments, ({ endMs }) => endMs >= ms);
  const [before, after] = [moments[index - 1], moments[index]];
  if (!before || !after) return after ?? before;
  return ms - before.endMs < after.endMs - ms ? before : after;
}

/** Binary search: the index of the first item for which it is so, and so for all after it. */
function firstIndex<T>(items: readonly T[], isSo: (item: T) => boolean): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && isSo(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}

import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import type { BounceCause, BounceClass } from '#protocol/relay-service.ts';
import type { ServiceMetrics } from '#protocol/service-metrics.ts';

/** What the charts draw of a copy: how it ended, or that it waits. */
export const outcomes = ['delivered', 'deferred', 'bounced', 'blocked'] as const;
export type Outcome = (typeof outcomes)[number];

export type OutcomeCounts = Record<Outcome, number>;

/** What was said in a span of time. */
export interface Span extends OutcomeCounts {
  /** Its begin, in sandbox ms. */
  at: number;
}

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

/** Lengths of a span that a person counts in. */
const lengths = [
  second,
  5 * second,
  15 * second,
  minute,
  5 * minute,
  15 * minute,
  hour,
  3 * hour,
  6 * hour,
  day,
  5 * day,
];

/** More bars than that cannot be told apart on a phone. */
const spansMax = 24;

/**
 * What providers answered, counted where it was said: a copy that waited three times is there three times, and a late
 * bounce stands beside the delivery that it takes back. Spans have one length and no gaps; empty before the first answer.
 */
export function deliveriesOverTime(events: readonly ServiceEvent[]): { lengthMs: number; spans: Span[] } {
  const said = events.flatMap((event) => {
    const outcome = outcomeOf(event);
    return outcome ? [{ at: event.at, outcome }] : [];
  });
  const [first, last] = [said[0]?.at ?? 0, said.at(-1)?.at ?? 0];
  const fits = (ms: number) => Math.floor(last / ms) - Math.floor(first / ms) < spansMax;
  const lengthMs = lengths.find(fits) ?? Math.ceil((last - first + 1) / spansMax / day + 1) * day;
  if (said.length === 0) return { lengthMs, spans: [] };
  const from = Math.floor(first / lengthMs);
  const spans = Array.from({ length: Math.floor(last / lengthMs) - from + 1 }, (_, index): Span => {
    return { at: (from + index) * lengthMs, delivered: 0, deferred: 0, bounced: 0, blocked: 0 };
  });
  for (const { at, outcome } of said) {
    const span = spans[Math.floor(at / lengthMs) - from];
    if (span) span[outcome] += 1;
  }
  return { lengthMs, spans };
}

function outcomeOf({ event, class: bounceClass }: ServiceEvent): Outcome | undefined {
  if (event === 'delivered' || event === 'deferred') return event;
  if (event === 'expired') return 'bounced';
  if (event === 'bounced') return bounceClass === 'block' ? 'blocked' : 'bounced';
  return undefined;
}

/** How the copies of a provider stand: together they are what was processed. */
export function standing({ delivered, waiting, bounced, expired }: ServiceMetrics): OutcomeCounts {
  const { hard, soft, block, unclear } = bounced;
  return { delivered, deferred: waiting, bounced: hard + soft + unclear + expired, blocked: block };
}

/** Bounces of a class by what the answer meant: one for each copy, by its last answer. Most first. */
export function bounceCausesOf(
  events: readonly ServiceEvent[],
): { class: BounceClass; count: number; causes: { cause: BounceCause; count: number }[] }[] {
  const last = new Map<string, ServiceEvent>();
  for (const event of events) {
    const ends = event.event === 'delivered' || event.event === 'expired' || event.event === 'bounced';
    if (event.copy && ends) last.set(event.copy.queueId, event);
  }
  const bounced = [...last.values()].filter(({ event }) => event === 'bounced');
  const classes = ['hard', 'soft', 'block', 'unclear'] as const;
  return classes.map((name) => {
    const own = bounced.filter(({ class: bounceClass = 'unclear' }) => bounceClass === name);
    const causes = new Map<BounceCause, number>();
    for (const { cause = 'unclear' } of own) causes.set(cause, (causes.get(cause) ?? 0) + 1);
    const counted = [...causes].map(([cause, count]) => ({ cause, count }));
    return { class: name, count: own.length, causes: counted.sort((one, other) => other.count - one.count) };
  });
}

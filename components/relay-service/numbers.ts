import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import type { ServiceMetrics } from '#protocol/service-metrics.ts';
import type { StreamKind } from './stream.ts';

/** One number of the console: how it came about, and what nobody should read into it. */
export interface ServiceNumber {
  id:
    | 'processed'
    | 'delivered'
    | 'deferred'
    | 'bounced'
    | 'expired'
    | 'suppressed'
    | 'complained'
    | 'unsubscribed'
    | 'opened'
    | 'clicked';
  label: string;
  count: number;
  /** What it is a part of; absent where a share would say nothing. */
  of?: { what: string; count: number; rate: number | undefined };
  /** A few words beside the count. */
  note?: string;
  /** Which events are counted, and how. */
  counted: string;
  /** What it does not mean. */
  mind: string;
  /** The events behind it, in the event stream. */
  shows: StreamKind;
}

/** The numbers of the console, in the order of a letter's life. */
export function serviceNumbers(metrics: ServiceMetrics): ServiceNumber[] {
  return [...wayNumbers(metrics), ...readerNumbers(metrics)];
}

function wayNumbers(metrics: ServiceMetrics): ServiceNumber[] {
  const { accepted, suppressed, delivered, deferred, waiting, bounced, expired, deliveryRate } = metrics;
  const processed = { what: 'processed', count: accepted };
  const failed = bounced.hard + bounced.soft + bounced.block + bounced.unclear;
  return [
    {
      id: 'processed',
      label: 'Processed',
      count: accepted,
      counted:
        'Copies that the service took over and tried: one for each recipient and letter, each with its event “accepted”. Addresses on the suppression list are not among them.',
      mind: 'That the service took it says nothing about the other side: nobody there has been asked yet.',
      shows: 'accepted',
    },
    {
      id: 'delivered',
      label: 'Delivered',
      count: delivered,
      of: { ...processed, rate: deliveryRate },
      counted:
        'Copies whose last word is “delivered”: the receiving server said 250 after the dot, and no bounce came back since. A bounce that comes later takes the delivery back.',
      mind: 'Delivered is not “in the inbox”: no reply tells whether the letter lies in the inbox, in junk, or nowhere.',
      shows: 'delivered',
    },
    {
      id: 'deferred',
      label: 'Deferred',
      count: deferred,
      of: { ...processed, rate: share(deferred, accepted) },
      ...(waiting > 0 ? { note: `${waiting} still waiting` } : {}),
      counted:
        'Copies that had to wait at least once (a 4xx reply, or no connection), whatever became of them. However often a copy had to wait, it counts once.',
      mind: 'Deferred is not failed: most of them arrive at a later attempt.',
      shows: 'deferred',
    },
    {
      id: 'bounced',
      label: 'Bounced',
      count: failed,
      of: { ...processed, rate: share(failed, accepted) },
      note: classWords(bounced),
      counted:
        'Copies whose last word is “bounced”: refused with 5xx at the door, or sent back in a notice afterwards. The class comes from the enhanced code, then from the words.',
      mind: 'Not every bounce is a bad address: “blocked” is about the sender, and throwing those addresses away loses readers.',
      shows: 'bounced',
    },
    {
      id: 'expired',
      label: 'Expired',
      count: expired,
      of: { ...processed, rate: share(expired, accepted) },
      counted: 'Copies that were tried again and again until their time in the queue was over.',
      mind: 'The address may be good: it was their server or the way there that never had time.',
      shows: 'expired',
    },
    {
      id: 'suppressed',
      label: 'Suppressed',
      count: suppressed,
      of: { what: 'handed in', count: accepted + suppressed, rate: share(suppressed, accepted + suppressed) },
      counted:
        'Recipients to whom nothing was sent, because their address stands on the suppression list. Others call this “dropped”.',
      mind: 'No provider was asked: this is no bounce of today, and it harms no reputation.',
      shows: 'suppressed',
    },
  ];
}

function readerNumbers(metrics: ServiceMetrics): ServiceNumber[] {
  const { delivered: count, complained, unsubscribed, opened, clicked } = metrics;
  const { complaintRate, unsubscribeRate, openRate, clickRate } = metrics;
  const ofDelivered = { what: 'delivered', count };
  return [
    {
      id: 'complained',
      label: 'Complained',
      count: complained,
      of: { ...ofDelivered, rate: complaintRate },
      counted:
        'Copies about which a provider sent a complaint (ARF, RFC 5965) to the feedback address: somebody pressed “spam”.',
      mind: 'Only providers with a feedback loop report at all. Silence is no praise.',
      shows: 'complained',
    },
    {
      id: 'unsubscribed',
      label: 'Unsubscribed',
      count: unsubscribed,
      of: { ...ofDelivered, rate: unsubscribeRate },
      counted:
        'Copies whose address for leaving got a POST with List-Unsubscribe=One-Click (RFC 8058). A GET does not count: link scanners send those.',
      mind: 'Who leaves by the door does not press “spam”: this number harms nobody.',
      shows: 'unsubscribed',
    },
    {
      id: 'opened',
      label: 'Opened',
      count: opened,
      of: { ...ofDelivered, rate: openRate },
      counted:
        'Copies whose invisible picture was fetched at least once, by whomever. A web request, never an SMTP reply.',
      mind: 'Opens are inflated by image proxies, which fetch for people who never look, and miss everybody who reads without pictures.',
      shows: 'opened',
    },
    {
      id: 'clicked',
      label: 'Clicked',
      count: clicked,
      of: { ...ofDelivered, rate: clickRate },
      counted: 'Copies of which at least one link was followed through the tracking host.',
      mind: 'A link scanner follows every link, before anybody has read the letter.',
      shows: 'clicked',
    },
  ];
}

/** `2 hard · 1 blocked`; empty of nothing. */
function classWords({ hard, soft, block, unclear }: ServiceMetrics['bounced']): string {
  const parts = { hard, soft, blocked: block, unclear };
  return Object.entries(parts)
    .flatMap(([word, count]) => (count > 0 ? [`${count} ${word}`] : []))
    .join(' · ');
}

function share(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

/** `85.0 %`; a dash for a share of nothing. */
export function percent(rate: number | undefined): string {
  return rate === undefined ? '–' : `${(rate * 100).toFixed(1)} %`;
}

/** Who asked for pictures or followed links, by what they say they are: copies, most first. */
export function askers(
  events: readonly ServiceEvent[],
  kind: 'opened' | 'clicked',
): { agent: string; copies: number }[] {
  const copies = new Map<string, Set<string>>();
  for (const { event, agent = 'does not say', copy } of events) {
    if (event !== kind || !copy) continue;
    copies.set(agent, (copies.get(agent) ?? new Set()).add(copy.queueId));
  }
  return [...copies]
    .map(([agent, ids]) => ({ agent, copies: ids.size }))
    .sort((one, other) => other.copies - one.copies);
}

import type { ServiceEvent } from './projections/relay-services.ts';
import { type BounceClass, providerOf } from './relay-service.ts';

/** Counts are of copies, one a recipient and letter, never of requests. Rates are 0 to 1; undefined of nothing. */
export interface ServiceMetrics {
  /** Taken over and tried. */
  accepted: number;
  /** Not tried, because the address is on the list. */
  suppressed: number;
  /** The receiving server said 250 after the dot, and nothing came back since. Not: is in the inbox. */
  delivered: number;
  /** Had to wait at least once, whatever came of it. */
  deferred: number;
  /** Neither delivered nor given up. */
  waiting: number;
  bounced: Record<BounceClass, number>;
  /** Given up because it took too long. */
  expired: number;
  complained: number;
  unsubscribed: number;
  /** Copies whose picture was fetched, by whomever. */
  opened: number;
  clicked: number;
  /** Of what was accepted. */
  deliveryRate: number | undefined;
  bounceRate: number | undefined;
  /** Of what was delivered. */
  complaintRate: number | undefined;
  unsubscribeRate: number | undefined;
  openRate: number | undefined;
  clickRate: number | undefined;
  /** Of what was opened. */
  clickToOpenRate: number | undefined;
}

type Reaction = 'complained' | 'unsubscribed' | 'opened' | 'clicked';

/** What became of one copy. The last word counts: a late bounce takes a delivery back. */
interface Fate {
  end?: 'delivered' | 'expired' | BounceClass;
  wasDeferred: boolean;
  reactions: Set<Reaction>;
}

/**
 * The numbers of these events, of all or of those that a filter lets through: one account, one letter, one provider, or
 * everything but what a machine has opened.
 */
export function serviceMetrics(
  events: readonly ServiceEvent[],
  includes: (event: ServiceEvent) => boolean = () => true,
): ServiceMetrics {
  const fates = new Map<string, Fate>();
  let suppressed = 0;
  for (const event of events) {
    if (!includes(event)) continue;
    if (event.event === 'suppressed') suppressed += 1;
    if (!event.copy) continue;
    const fate = fates.get(event.copy.queueId) ?? { wasDeferred: false, reactions: new Set() };
    fates.set(event.copy.queueId, fate);
    tell(fate, event);
  }
  return countsOf([...fates.values()], suppressed);
}

/** The same for each provider by itself, by the domain of the recipients. */
export function metricsByProvider(events: readonly ServiceEvent[]): Record<string, ServiceMetrics> {
  const providers = [...new Set(events.map(({ recipient }) => providerOf(recipient)))].sort();
  return Object.fromEntries(
    providers.map((provider) => [
      provider,
      serviceMetrics(events, ({ recipient }) => providerOf(recipient) === provider),
    ]),
  );
}

function tell(fate: Fate, { event, class: bounceClass = 'unclear' }: ServiceEvent): void {
  switch (event) {
    case 'deferred':
      fate.wasDeferred = true;
      return;
    case 'delivered':
    case 'expired':
      fate.end = event;
      return;
    case 'bounced':
      fate.end = bounceClass;
      return;
    case 'complained':
    case 'unsubscribed':
    case 'opened':
    case 'clicked':
      fate.reactions.add(event);
  }
}

function countsOf(fates: Fate[], suppressed: number): ServiceMetrics {
  const ended = (end: Fate['end']) => fates.filter((fate) => fate.end === end).length;
  const seen = (reaction: Reaction) => fates.filter(({ reactions }) => reactions.has(reaction)).length;
  const accepted = fates.length;
  const delivered = ended('delivered');
  const expired = ended('expired');
  const bounced = { hard: ended('hard'), soft: ended('soft'), block: ended('block'), unclear: ended('unclear') };
  const [complained, unsubscribed] = [seen('complained'), seen('unsubscribed')];
  const [opened, clicked] = [seen('opened'), seen('clicked')];
  return {
    accepted,
    suppressed,
    delivered,
    deferred: fates.filter(({ wasDeferred }) => wasDeferred).length,
    waiting: ended(undefined),
    bounced,
    expired,
    complained,
    unsubscribed,
    opened,
    clicked,
    deliveryRate: rate(delivered, accepted),
    bounceRate: rate(bounced.hard + bounced.soft + bounced.block + bounced.unclear + expired, accepted),
    complaintRate: rate(complained, delivered),
    unsubscribeRate: rate(unsubscribed, delivered),
    openRate: rate(opened, delivered),
    clickRate: rate(clicked, delivered),
    clickToOpenRate: rate(clicked, opened),
  };
}

function rate(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}

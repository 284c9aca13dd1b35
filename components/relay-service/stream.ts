import type { ServiceEvent } from '#protocol/projections/relay-services.ts';
import {
  type BounceClass,
  bounceClasses,
  providerOf,
  type ServiceEventName,
  serviceEventNames,
} from '#protocol/relay-service.ts';

/** A kind of event, or the bounces of one class: `bounced/hard`. */
export type StreamKind = ServiceEventName | `bounced/${BounceClass}`;

export interface StreamFilter {
  /** Undefined: every kind. */
  kind: StreamKind | undefined;
  /** Domain of the recipients; empty: any. */
  provider: string;
  /** In the address or in what was said; upper and lower case alike. */
  search: string;
}

export const wholeStream: StreamFilter = { kind: undefined, provider: '', search: '' };

/** Every kind by which the stream can be filtered, in the order of a letter's life. */
export const streamKinds: StreamKind[] = serviceEventNames.flatMap((name): StreamKind[] =>
  name === 'bounced' ? ['bounced', ...bounceClasses.map((one) => `bounced/${one}` as const)] : [name],
);

export const kindWords: Record<StreamKind, string> = {
  accepted: 'processed',
  suppressed: 'suppressed',
  deferred: 'deferred',
  delivered: 'delivered',
  bounced: 'bounced',
  'bounced/hard': 'bounced: hard',
  'bounced/soft': 'bounced: soft',
  'bounced/block': 'bounced: blocked',
  'bounced/unclear': 'bounced: unclear',
  expired: 'expired',
  complained: 'complained',
  unsubscribed: 'unsubscribed',
  opened: 'opened',
  clicked: 'clicked',
};

/** As `bounced/hard` for what has a class. */
export function kindOf({ event, class: bounceClass = 'unclear' }: ServiceEvent): StreamKind {
  return event === 'bounced' ? `bounced/${bounceClass}` : event;
}

/** What a filter lets through, newest first. */
export function streamOf(events: readonly ServiceEvent[], { kind, provider, search }: StreamFilter): ServiceEvent[] {
  const wanted = search.trim().toLowerCase();
  return events
    .filter(
      (event) =>
        (kind === undefined || event.event === kind || kindOf(event) === kind) &&
        (provider === '' || providerOf(event.recipient) === provider) &&
        (wanted === '' || `${event.recipient} ${event.raw} ${event.agent ?? ''}`.toLowerCase().includes(wanted)),
    )
    .toReversed();
}

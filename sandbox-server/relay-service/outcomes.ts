import { classified, wordsOf } from '#protocol/bounce-classification.ts';
import type { FactOf } from '#protocol/events.ts';
import type { Outcome } from '#protocol/projections/messages.ts';
import type { ServiceCopy } from '#protocol/projections/relay-services.ts';
import type { ServiceParts } from './service-parts.ts';

/**
 * What the queue of an outbound host has come to with a copy since it was looked at last, in the words of the service. By
 * counting, so that a restart between an outcome and its note loses none and doubles none.
 */
export function outcomesToNote(copy: ServiceCopy, service: ServiceParts): FactOf<'service.noted'>[] {
  const all = service.world.messages.byId[copy.message]?.outcomes ?? [];
  const own = all.filter(({ host, queueId }) => host === copy.host && queueId === copy.queueId);
  return own.slice(copy.outcomes).flatMap((outcome) => noted(copy, outcome, service) ?? []);
}

function noted(
  copy: ServiceCopy,
  { kind, detail, status }: Outcome,
  service: ServiceParts,
): FactOf<'service.noted'> | undefined {
  const raw = wordsOf(detail);
  switch (kind) {
    case 'relayed':
      return service.noted(copy, { event: 'delivered', by: 'queue', raw });
    case 'deferred':
      return service.noted(copy, { event: 'deferred', by: 'queue', ...classified(raw, status), raw });
    case 'bounced': {
      // A reply for now that was given up: it took too long.
      const event = status?.startsWith('4') ? 'expired' : 'bounced';
      return service.noted(copy, { event, by: 'queue', ...classified(raw, status), raw });
    }
    default:
      // An outbound host has neither mailboxes nor aliases.
      return undefined;
  }
}

import { classified } from '#protocol/bounce-classification.ts';
import type { Fact, FactOf } from '#protocol/events.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import type { ServiceCopy } from '#protocol/projections/relay-services.ts';
import { sameAddress } from '#protocol/questions.ts';
import { localDelivery } from '../mta/local.ts';
import { readComplaint, readDeliveryReport } from './reports.ts';
import type { ServiceParts } from './service-parts.ts';

/** Feedback types that say: this person does not want the letter (RFC 5965 §7.3). */
const complaints = ['abuse', 'fraud'];

/**
 * Mail to the service itself, as facts: notices to return paths and complaints to the feedback address. All of it is filed
 * in a mailbox, and what it says about a letter is noted in the same batch.
 */
export async function ownMail(entry: QueueEntry, raw: string, service: ServiceParts): Promise<Fact[]> {
  const facts: Fact[] = [];
  for (const recipient of Object.keys(entry.recipients)) {
    const returned = service.returned(recipient);
    if (returned?.copy) facts.push(...(await notice(returned.copy, entry, recipient, raw, service)));
    else if (sameAddress(recipient, service.settings.feedbackAddress)) {
      facts.push(...(await complaint(entry, recipient, raw, service)));
    }
  }
  return facts;
}

/** Only a failure changes what is known; that a copy is late, or was passed on, the sender knows from elsewhere. */
async function notice(
  copy: ServiceCopy,
  entry: QueueEntry,
  recipient: string,
  raw: string,
  service: ServiceParts,
): Promise<Fact[]> {
  const { host, bounceDomain } = service.settings;
  const filed = { ...localDelivery(host, entry, recipient), mailbox: `bounces@${bounceDomain}` };
  const report = await readDeliveryReport(raw);
  const isNews = report?.action === 'failed' && copy.ended !== 'bounced' && copy.ended !== 'expired';
  if (!isNews) return [filed];
  const { status, diagnostic } = report;
  const event = status.startsWith('4') ? 'expired' : 'bounced';
  return [filed, service.noted(copy, { event, by: 'report', ...classified(diagnostic, status), raw: diagnostic })];
}

async function complaint(entry: QueueEntry, recipient: string, raw: string, service: ServiceParts): Promise<Fact[]> {
  const filed: FactOf<'message.delivered'> = localDelivery(service.settings.host, entry, recipient);
  const report = await readComplaint(raw);
  const copy = report && service.returned(report.originalReversePath)?.copy;
  if (!report || !copy || copy.complained || !complaints.includes(report.feedbackType)) return [filed];
  return [
    filed,
    service.noted(copy, { event: 'complained', by: 'report', raw: `Feedback-Type: ${report.feedbackType}` }),
  ];
}

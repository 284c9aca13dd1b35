import type { FactOf } from '#protocol/events.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { domainOf, localPartOf } from './address.ts';

/**
 * Files a message into its recipient's mailbox. The last server writes the envelope's reverse-path on top, because the
 * envelope ends here (RFC 5321 §4.4).
 */
export function localDelivery(
  host: string,
  entry: QueueEntry,
  recipient: string,
  folder?: 'junk',
): FactOf<'message.delivered'> {
  const mailbox = `${localPartOf(recipient).toLowerCase()}@${domainOf(recipient)}`;
  const { queueId, message, reversePath } = entry;
  const trace = `Return-Path: <${reversePath}>\r\n`;
  return {
    type: 'message.delivered',
    host,
    queueId,
    message,
    recipient,
    mailbox,
    ...(folder ? { folder } : {}),
    trace,
  };
}

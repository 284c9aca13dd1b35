import type { Fact } from '#protocol/events.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import type { AccessRequest } from './access-request.ts';
import type { Reply } from './replies.ts';

/** What a floor above puts into a host's mail server, as Postfix has policy services and content filters. */
export interface MtaExtension {
  /** Asked at RCPT TO when the host's own rules have agreed: a refusal, or undefined. */
  policy?(request: AccessRequest): Reply | undefined | Promise<Reply | undefined>;
  /**
   * Given a message of the queue before its first attempt: facts that are recorded instead of delivering it (they must
   * take each recipient out of the entry), or undefined to deliver it as it is.
   */
  filter?(entry: QueueEntry, raw: string): Promise<Fact[] | undefined>;
}

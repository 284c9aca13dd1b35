import type { Because, Fact } from '#protocol/events.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import type { Reply } from './replies.ts';

/** What a floor above puts into the mail server of a host, as Postfix has policy services and content filters. */
export interface MtaExtension {
  /** Asked at MAIL FROM of a client that has logged in: why it may not use this return address. */
  senderRefusal?(user: string, reversePath: string): Promise<Reply | undefined>;
  /** Asked after the dot of a client that has logged in: why this letter is not taken. */
  letterRefusal?(user: string, raw: string): Promise<Reply | undefined>;
  /** Addresses that the extension keeps for itself: taken, or refused; undefined for all others. */
  ownAddress?(recipient: string): { because: Because } | { refuse: Reply } | undefined;
  /**
   * Given each message of the queue before an attempt: facts that are recorded first, as one batch. Recipients that they
   * take out of the queue are not delivered by the queue manager.
   */
  filter?(entry: QueueEntry, raw: string): Promise<Fact[]>;
  /** The extension reads the outcomes of this host's queue: nobody is sent a notice about them. */
  readsOutcomes?: true;
}

import type { Driver } from '#protocol/events.ts';

/** Who is at the other end. */
export interface Client {
  connection: string;
  address: string;
  /** From the DNS, when it has one. */
  name?: string | undefined;
  driver: Driver;
  /** Queue entry that a mail server hands over. */
  carries?: { host: string; queueId: string } | undefined;
}

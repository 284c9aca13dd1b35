import type { Connection } from '#protocol/projections/connections.ts';
import type { Outcome } from '#protocol/projections/messages.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { reasons } from '#protocol/reasons.ts';
import type { World } from '#protocol/world.ts';
import { whyNothingWasSaid } from '../wire/attempts.ts';

/** What came of one try for one recipient. */
export interface Attempt {
  outcome: Outcome;
  /** The conversation; undefined when none was tried, as when the DNS had no answer. */
  connection: Connection | undefined;
}

type Entry = Pick<QueueEntry, 'queueId' | 'message' | 'acceptedAt'>;

/** All attempts for a queue entry so far, oldest first, each with the last conversation that belongs to it. */
export function attemptsOf(world: Pick<World, 'messages' | 'connections'>, host: string, entry: Entry): Attempt[] {
  const carrying = Object.values(world.connections.byId).filter(
    ({ carries }) => carries?.host === host && carries.queueId === entry.queueId,
  );
  const before = new Map<string, number>();
  const outcomes = world.messages.byId[entry.message]?.outcomes ?? [];
  return outcomes
    .filter((outcome) => outcome.host === host && outcome.queueId === entry.queueId)
    .map((outcome) => {
      const since = before.get(outcome.recipient) ?? entry.acceptedAt;
      before.set(outcome.recipient, outcome.at);
      const connection = carrying.findLast(({ openedAt }) => openedAt >= since && openedAt <= outcome.at);
      return { outcome, connection };
    });
}

/** Subjects of enhanced status codes (RFC 3463 §3). */
const subjects: Record<string, string> = {
  '0': 'The server gave no closer reason.',
  '1': 'Something is wrong with an address.',
  '2': 'Something is wrong with the mailbox: full, switched off, or too small for this.',
  '3': 'The receiving system has a problem: no room, or it takes no mail at the moment.',
  '4': 'The way there has a problem: the network, the DNS, or a server that does not answer.',
  '5': 'The two programs did not understand each other.',
  '6': 'Something is wrong with what is in the message.',
  '7': 'It is a matter of rules or of security: the server does not want it, or not yet.',
};

/** What the last reply means, in a sentence: the server's own reason where it is known, else that of the code. */
export function meaningOf({ outcome, connection }: Attempt): string {
  const silence = connection && whyNothingWasSaid(connection);
  if (silence) return silence.plain;
  // A client that pipelines hears a refusal of DATA, too: the one that counts is quoted in the diagnostic.
  const refusal = connection?.exchanges.find(
    (exchange) => exchange.kind === 'reply' && exchange.code >= 400 && outcome.detail.includes(exchange.lines[0] ?? ''),
  );
  if (refusal?.kind === 'reply') return reasons[refusal.because.reason].plain;
  return subjects[outcome.status?.split('.')[1] ?? '0'] ?? '';
}

/** What has left a host's queue, newest first. */
export function departures(world: Pick<World, 'messages'>, host: string): (Outcome & { message: string })[] {
  return Object.values(world.messages.byId)
    .flatMap(({ id, outcomes }) => outcomes.map((outcome) => ({ ...outcome, message: id })))
    .filter((outcome) => outcome.host === host && outcome.kind !== 'deferred')
    .toSorted((one, other) => other.seq - one.seq);
}

export type QueueState = 'active' | 'deferred' | 'hold';

/** As mailq marks it: active (*), on hold (!), or deferred. */
export function stateOf({ held, recipients }: Pick<QueueEntry, 'held' | 'recipients'>): QueueState {
  if (held) return 'hold';
  return Object.values(recipients).some(({ state }) => state === 'active') ? 'active' : 'deferred';
}

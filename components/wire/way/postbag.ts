import type { Connection } from '#protocol/projections/connections.ts';
import type { Message, MessagesState } from '#protocol/projections/messages.ts';
import type { Lookup } from '#protocol/projections/names.ts';
import type { QueuesState } from '#protocol/projections/queues.ts';
import type { World } from '#protocol/world.ts';
import { asUnderstood } from '../answered-by-hand.ts';
import { type Entry, entryKey, grouped } from '../entries.ts';

/** What the story of a letter is told from. */
export interface Postbag {
  messages: MessagesState;
  queues: QueuesState;
  /** In the order of their beginning. */
  connections: Connection[];
  byId: Record<string, Connection>;
  /** By `host queueId`: connections opened for an entry of a queue, oldest first. */
  attempts: Map<string, Connection[]>;
  /** By `host queueId`: what a server asked the DNS to find the next stop of an entry. */
  lookups: Map<string, Lookup[]>;
  /** By queue id: the message that it is an entry of. */
  messageOf: Map<string, string>;
  /** Sandbox ms. */
  now: number;
}

export function postbagOf({ messages, queues, names, connections, clock }: World): Postbag {
  const all = connections.order.flatMap((id) => connections.byId[id] ?? []).map(asUnderstood);
  const byId = Object.fromEntries(all.map((connection) => [connection.id, connection]));
  const attempts = grouped(all, ({ carries }) => carries && entryKey(carries));
  const lookups = grouped(names.lookups, ({ about, client: host }) => {
    // With a connection it was asked while the letter came in.
    return about?.queueId && !about.connection ? entryKey({ host, queueId: about.queueId }) : undefined;
  });
  const entries = messages.order.flatMap((id) =>
    (messages.byId[id]?.hops ?? []).map((hop) => [hop.queueId, id] as const),
  );
  const messageOf = new Map(entries);
  return { messages, queues, connections: all, byId, attempts, lookups, messageOf, now: clock.at };
}

export function attemptsFor(entry: Entry, { attempts }: Postbag): Connection[] {
  return attempts.get(entryKey(entry)) ?? [];
}

/** What was asked for this entry; each question counts once for an attempt, the last one before it. */
export function lookupsFor(message: Message, entry: Entry, bag: Postbag): Lookup[] {
  const { host, queueId } = entry;
  const marks = [
    ...attemptsFor(entry, bag).map(({ openedSeq }) => openedSeq),
    ...message.outcomes.filter((one) => one.host === host && one.queueId === queueId).map(({ seq }) => seq),
  ].sort((one, other) => one - other);
  const found = new Map<string, Lookup>();
  for (const lookup of bag.lookups.get(entryKey(entry)) ?? []) {
    const { question, seq } = lookup;
    const mark = marks.findIndex((one) => one > seq);
    found.set(`${mark} ${question.type} ${question.name}`, lookup);
  }
  return [...found.values()];
}

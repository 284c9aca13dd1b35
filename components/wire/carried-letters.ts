import type { Connection } from '#protocol/projections/connections.ts';
import type { Hop, MessagesState } from '#protocol/projections/messages.ts';
import { entryKey, grouped } from './entries.ts';

/** A letter that a connection carried, or was opened for. */
export interface CarriedLetter {
  message: string;
  queueId: string;
  reversePath: string;
  recipients: string[];
  /** False while, or because, the server on the other side has not taken responsibility. */
  taken: boolean;
}

export function carriedLetters(messages: MessagesState, { id, carries }: Connection): CarriedLetter[] {
  const { byConnection, byEntry } = hopsOf(messages);
  const taken = byConnection.get(id) ?? [];
  if (taken.length > 0 || !carries) return taken.map((stop) => letter(stop, true));
  return (byEntry.get(entryKey(carries)) ?? []).map((stop) => letter(stop, false));
}

/** A message at one of its stops. */
interface Stop {
  message: string;
  hop: Hop;
}

interface Stops {
  byConnection: Map<string, Stop[]>;
  /** By host and queue id. */
  byEntry: Map<string, Stop[]>;
}

// The fold gives all messages a new object when one of them has changed; each row of a list asks.
const known = new WeakMap<MessagesState, Stops>();

function hopsOf(messages: MessagesState): Stops {
  const read = known.get(messages);
  if (read) return read;
  const all = messages.order.flatMap((message) =>
    (messages.byId[message]?.hops ?? []).map((hop) => ({ message, hop })),
  );
  const stops = {
    byConnection: grouped(all, ({ hop }) => hop.connection),
    byEntry: grouped(all, ({ hop }) => entryKey(hop)),
  };
  known.set(messages, stops);
  return stops;
}

function letter({ message, hop: { queueId, envelope } }: Stop, taken: boolean): CarriedLetter {
  return { message, queueId, taken, reversePath: envelope.reversePath, recipients: envelope.recipients };
}

/** `kim@acme.example → ann@globex.example and 2 more` */
export function letterWords({ reversePath, recipients }: CarriedLetter): string {
  const more = recipients.length > 1 ? ` and ${recipients.length - 1} more` : '';
  return `${reversePath === '' ? '<>' : reversePath} → ${recipients[0] ?? 'nobody'}${more}`;
}

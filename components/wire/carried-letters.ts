import type { Connection } from '#protocol/projections/connections.ts';
import type { Hop, MessagesState } from '#protocol/projections/messages.ts';

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
  const hops = messages.order.flatMap((message) =>
    (messages.byId[message]?.hops ?? []).map((hop) => ({ message, hop })),
  );
  const taken = hops.filter(({ hop }) => hop.connection === id).map(({ message, hop }) => letter(message, hop, true));
  if (taken.length > 0 || !carries) return taken;
  return hops
    .filter(({ hop }) => hop.host === carries.host && hop.queueId === carries.queueId)
    .map(({ message, hop }) => letter(message, hop, false));
}

function letter(message: string, { queueId, envelope }: Hop, taken: boolean): CarriedLetter {
  return { message, queueId, taken, reversePath: envelope.reversePath, recipients: envelope.recipients };
}

/** `kim@acme.example → ann@globex.example and 2 more` */
export function letterWords({ reversePath, recipients }: CarriedLetter): string {
  const more = recipients.length > 1 ? ` and ${recipients.length - 1} more` : '';
  return `${reversePath === '' ? '<>' : reversePath} → ${recipients[0] ?? 'nobody'}${more}`;
}

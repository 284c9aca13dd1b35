import { headerFields, headerValue } from '#protocol/header-section.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Message } from '#protocol/projections/messages.ts';
import { grouped } from '../entries.ts';
import { shownOctets } from '../octets.ts';
import { decidedByReply } from './deciding.ts';
import { type Fate, fatesOf, refusedAtTheDoor } from './fates.ts';
import { attemptsFor, type Postbag } from './postbag.ts';
import { type Transaction, transactionsOf } from './transactions.ts';

/** One letter's whole way, notices about it included; or a letter that no server ever took. */
export interface Way {
  /** Message id, or `refused-` with the connection and the place of its envelope. */
  id: string;
  seq: number;
  at: number;
  /** Safe to show. */
  reversePath: string;
  recipients: string[];
  /** Octets of the header line; undefined when there is none. Read when it is asked for: of hundreds of ways a list shows a dozen. */
  readonly subject: string | undefined;
  /** The letter, then what was written because of it. Empty when nobody took it. */
  messages: Message[];
  /** The envelope that a client filled in at the first server. */
  handedIn?: Transaction;
  /** Found out when somebody asks, too. */
  readonly fates: readonly Fate[];
}

/** The ways of all letters, in the order of their beginning. */
export function waysOf(bag: Postbag): Way[] {
  const { messages } = bag;
  const all = messages.order.flatMap((id) => messages.byId[id] ?? []);
  const isAbout = ({ notice }: Message) => notice !== undefined && bag.messageOf.has(notice.of);
  const notices = grouped(all.filter(isAbout), ({ notice }) => notice?.of);
  const taken = all
    .filter((message) => !isAbout(message))
    .map((message) => wayOf(message, withNotices(message, notices), bag));
  return [...taken, ...refusedWays(bag)].sort((one, other) => one.seq - other.seq);
}

/** The way in which a message is told: its own, or for a notice the one of the letter that it is about. */
export function wayWith(ways: readonly Way[], id: string): Way | undefined {
  return ways.find((way) => way.id === id || way.messages.some((message) => message.id === id));
}

/** All conversations of a way. */
export function connectionsOf({ messages, handedIn }: Way, bag: Postbag): Connection[] {
  const hops = messages.flatMap((message) => message.hops);
  const carrying = hops.flatMap((hop) => [...attemptsFor(hop, bag), bag.byId[hop.connection ?? ''] ?? []].flat());
  return [...new Set([...(handedIn ? [handedIn.connection] : []), ...carrying])];
}

/** @param notices by the queue id that they are about */
function withNotices(message: Message, notices: ReadonlyMap<string, Message[]>): Message[] {
  const about = message.hops.flatMap(({ queueId }) => notices.get(queueId) ?? []);
  return [message, ...about.flatMap((notice) => withNotices(notice, notices))];
}

function wayOf(message: Message, messages: Message[], bag: Postbag): Way {
  const [first] = message.hops;
  const connection = bag.byId[first?.connection ?? ''];
  const handedIn = connection && transactionsOf(connection).findLast(({ seq }) => seq < (first?.seq ?? 0));
  const { reversePath = '', recipients = [] } = first?.envelope ?? {};
  let fates: readonly Fate[] | undefined;
  return {
    id: message.id,
    seq: handedIn?.seq ?? first?.seq ?? 0,
    at: handedIn?.at ?? first?.at ?? 0,
    reversePath: shownOctets(reversePath),
    recipients: recipients.map((one) => shownOctets(one)),
    get subject() {
      return subjectOf(message);
    },
    messages,
    ...(handedIn ? { handedIn } : {}),
    get fates() {
      fates ??= fatesOf(message, bag, handedIn);
      return fates;
    },
  };
}

// The fold gives a message a new object exactly when something changed on it.
const subjects = new WeakMap<Message, string | undefined>();

function subjectOf(message: Message): string | undefined {
  if (!subjects.has(message)) {
    subjects.set(message, headerValue(headerFields(message.hops[0]?.raw ?? ''), 'subject'));
  }
  return subjects.get(message);
}

/** Envelopes that were refused, and never became a message of anybody. A server's attempts belong to their letter. */
function refusedWays({ connections, messages }: Postbag): Way[] {
  const taken = new Map<string, number[]>();
  for (const id of messages.order) {
    for (const { connection, seq } of messages.byId[id]?.hops ?? []) {
      if (connection) taken.set(connection, [...(taken.get(connection) ?? []), seq]);
    }
  }
  return connections
    .filter(({ carries }) => !carries)
    .flatMap((connection) => transactionsOf(connection))
    .filter(({ refusals, seq, endSeq, connection }) => {
      return refusals.length > 0 && !taken.get(connection.id)?.some((one) => one > seq && one < endSeq);
    })
    .map(refusedWay);
}

function refusedWay(transaction: Transaction): Way {
  const { connection, seq, at, reversePath, recipients, refusals } = transaction;
  const refused = refusedAtTheDoor(transaction);
  return {
    id: `refused-${connection.id}-${seq}`,
    seq,
    at,
    reversePath: shownOctets(reversePath),
    recipients: recipients.map(({ address }) => shownOctets(address)),
    subject: undefined,
    messages: [],
    handedIn: transaction,
    fates: refused.length > 0 ? refused : refusedAsAWhole(transaction, refusals.at(-1)),
  };
}

/** MAIL, DATA or the letter itself was refused: for all recipients alike. */
function refusedAsAWhole(
  { connection, recipients }: Transaction,
  reply: Transaction['refusals'][number] | undefined,
): Fate[] {
  if (!reply) return [];
  const who = recipients.length > 0 ? recipients.map(({ address }) => shownOctets(address)).join(', ') : 'everybody';
  const plain = `${connection.to.host} did not take the letter; the client knows it at once.`;
  return [{ recipient: who, kind: 'refused', word: 'refused', plain, decisive: decidedByReply(connection, reply) }];
}

import type { Message, Outcome } from '#protocol/projections/messages.ts';
import { sameAddress } from '#protocol/questions.ts';
import { shownOctets } from '../octets.ts';
import { span } from '../sandbox-time.ts';
import { type Decisive, decidedBy, decidedByReply } from './deciding.ts';
import { attemptsFor, lookupsFor, type Postbag } from './postbag.ts';
import type { Transaction } from './transactions.ts';

/** What has become of a letter for one recipient. */
export interface Fate {
  recipient: string;
  kind: 'delivered' | 'bounced' | 'waiting' | 'refused' | 'under-way' | 'removed' | 'passed-on';
  /** One word or two for the kind. */
  word: string;
  /** A sentence: where, and what happens next. */
  plain: string;
  decisive?: Decisive;
  /** Message id of the notice that went back to the sender. */
  notice?: string;
}

type Hop = Message['hops'][number];

/** The fate of each recipient, forwardings followed to their end; those refused at the door last. */
export function fatesOf(message: Message, bag: Postbag, handedIn?: Transaction): Fate[] {
  const [first] = message.hops;
  if (!first) return [];
  const followed = first.envelope.recipients.flatMap((recipient) => followedFrom(message, first, recipient, bag));
  return [...followed, ...(handedIn ? refusedAtTheDoor(handedIn) : [])];
}

/** Recipients that the first server did not even let on the envelope. */
export function refusedAtTheDoor({ connection, recipients }: Transaction): Fate[] {
  return recipients.flatMap(({ address, reply }): Fate[] => {
    if (!reply || reply.code < 400) return [];
    const plain = `${connection.to.host} did not let this recipient on the envelope; the client knows it at once.`;
    const recipient = shownOctets(address);
    return [{ recipient, kind: 'refused', word: 'refused', plain, decisive: decidedByReply(connection, reply) }];
  });
}

function followedFrom(message: Message, hop: Hop, recipient: string, bag: Postbag, seen: string[] = []): Fate[] {
  const { host, queueId } = hop;
  const outcome = message.outcomes.findLast(
    (one) => one.host === host && one.queueId === queueId && sameAddress(one.recipient, recipient),
  );
  // A circle of forwardings has no end to be followed to.
  if (seen.includes(queueId)) return [];
  switch (outcome?.kind) {
    case 'relayed': {
      const next = message.hops.find(
        ({ connection, upstream, envelope }) =>
          (outcome.connection ? connection === outcome.connection : upstream?.queueId === queueId) &&
          envelope.recipients.some((one) => sameAddress(one, recipient)),
      );
      if (next) return followedFrom(message, next, recipient, bag, [...seen, queueId]);
      const plain = `${outcome.nextHop ?? 'The next server'} took it: “${shownOctets(outcome.detail)}”.`;
      return [{ recipient: shownOctets(recipient), kind: 'passed-on', word: 'passed on', plain }];
    }
    case 'redirected': {
      const copy = message.hops.find((one) => one.queueId === outcome.as);
      if (!copy) return [];
      return copy.envelope.recipients.flatMap((one) => followedFrom(message, copy, one, bag, [...seen, queueId]));
    }
    default:
      return [ended(message, hop, recipient, outcome, bag)];
  }
}

function ended(message: Message, hop: Hop, asked: string, outcome: Outcome | undefined, bag: Postbag): Fate {
  const { host, queueId } = hop;
  const recipient = shownOctets(asked);
  const entry = bag.queues.byHost[host]?.[queueId];
  const waits = entry && Object.keys(entry.recipients).some((one) => sameAddress(one, asked));
  if (outcome?.kind === 'delivered') {
    return {
      recipient,
      kind: 'delivered',
      word: 'delivered',
      plain: `${host} filed it into ${shownOctets(outcome.detail)}.`,
    };
  }
  if (outcome?.kind === 'bounced') {
    const notice = bag.messageOf.get(outcome.notice ?? '');
    const told = notice
      ? 'and wrote a notice to the sender.'
      : 'and told nobody: the return address is <>, or asked not to.';
    const plain = `${host} gave up ${told}`;
    return {
      recipient,
      kind: 'bounced',
      word: 'bounced',
      plain,
      decisive: why(message, hop, outcome, bag),
      ...(notice ? { notice } : {}),
    };
  }
  if (!waits) {
    return {
      recipient,
      kind: 'removed',
      word: 'deleted',
      plain: `The postmaster of ${host} took it out of the queue.`,
    };
  }
  if (entry.held)
    return { recipient, kind: 'waiting', word: 'on hold', plain: `The postmaster of ${host} put it on hold.` };
  if (outcome?.kind === 'deferred') {
    const left = entry.dueAt - bag.now;
    const next = left > 0 ? `next try in ${span(left).slice(1)}` : 'the next try is due';
    const plain = `It waits in the queue of ${host}; ${next}.`;
    return { recipient, kind: 'waiting', word: 'waiting', plain, decisive: why(message, hop, outcome, bag) };
  }
  return { recipient, kind: 'under-way', word: 'under way', plain: `${host} has it and is working on it.` };
}

function why(message: Message, hop: Hop, outcome: Outcome, bag: Postbag): Decisive {
  return decidedBy(outcome, attemptsFor(hop, bag), lookupsFor(message, hop, bag));
}

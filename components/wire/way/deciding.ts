import type { Connection, Reply } from '#protocol/projections/connections.ts';
import type { Outcome } from '#protocol/projections/messages.ts';
import type { Lookup } from '#protocol/projections/names.ts';
import { sameAddress } from '#protocol/questions.ts';
import { reasons } from '#protocol/reasons.ts';
import { answerMeans } from '../dns-words.ts';
import { becausePoints, type Point } from '../explain.ts';
import { replyLines } from '../ladder.ts';
import { shownOctets } from '../octets.ts';
import { trustWords } from '../tls-words.ts';
import { addressIn } from './transactions.ts';

/** What decided about a recipient: the words to read first, and where they were said. */
export interface Decisive {
  /** A sentence: who did what. */
  plain: string;
  /** The reply, or the record, as it was. */
  quote?: string;
  points: Point[];
  /** Where to look: a conversation, and the line in it. */
  place?: Place;
}

/** A conversation, and the key of a line in it. */
export interface Place {
  connection: string;
  line?: string | undefined;
}

/** A refusal in a conversation, said by `host`. */
export function decidedByReply(connection: Connection, reply: Reply): Decisive {
  const { plain } = reasons[reply.because.reason];
  return {
    plain: `${connection.to.host} said no${reply.code < 500 ? ' for now' : ''}. ${plain}`,
    quote: replyLines(reply)
      .map((line) => shownOctets(line))
      .join(' '),
    points: becausePoints(reply.because),
    place: { connection: connection.id, line: `said-${reply.seq}` },
  };
}

/**
 * Why a server gave up or waits: the reply of the next hop, the connection that never came to be, the name that does not
 * exist; where nothing of that was, the server's own words.
 *
 * @param attempts connections that were opened for this entry of the queue, oldest first
 * @param lookups what the server asked on the way there
 */
export function decidedBy(outcome: Outcome, attempts: readonly Connection[], lookups: readonly Lookup[]): Decisive {
  const { host, nextHop, detail, seq } = outcome;
  const attempt = attempts.findLast(({ openedSeq, to }) => openedSeq < seq && (!nextHop || to.host === nextHop));
  const spoken = attempt && saidBy(attempt, outcome);
  if (spoken) return spoken;
  const answer = attempts.some(({ openedSeq }) => openedSeq < seq) ? undefined : decisiveLookup(lookups, seq);
  if (answer) {
    const means = answerMeans(answer) ?? '';
    const name = shownOctets(answer.question.name);
    return {
      plain: `${host} asked the DNS where mail for ${name} goes, and found no server. ${means}`,
      quote: shownOctets(detail),
      points: [],
    };
  }
  return { plain: `${host} itself decided so.`, quote: shownOctets(detail), points: [] };
}

/** What became of a conversation that did not end with the letter taken; undefined when it says nothing about that. */
function saidBy(attempt: Connection, { recipient, host, seq }: Outcome): Decisive | undefined {
  const { to, state, tlsFailure, tls } = attempt;
  const place = { connection: attempt.id };
  if (state === 'refused') {
    const plain = `${host} called ${to.host}, but nothing listens on port ${to.port} there: the connection was refused.`;
    return { plain, points: [], place };
  }
  if (state === 'timed-out') {
    const plain = `${host} called ${to.host} on port ${to.port}, and nobody answered: the machine is off, or something on the way drops the packets.`;
    return { plain, points: [], place };
  }
  const refusal = refusalOf(attempt, recipient, seq);
  if (refusal) return decidedByReply(attempt, refusal);
  if (tlsFailure) {
    const plain = `The TLS handshake with ${to.host} broke off: ${shownOctets(tlsFailure.problem)}.`;
    return { plain, points: [], place: { ...place, line: `tls-failed-${tlsFailure.seq}` } };
  }
  if (tls?.trusted === false) {
    const plain = `${host} demands a good certificate, and that of ${to.host} is not. ${shownOctets(trustWords(tls))}`;
    return { plain, points: [], place: { ...place, line: `tls-${tls.seq}` } };
  }
  if (attempt.closedBy === 'network') {
    const plain = `The connection to ${to.host} was lost before it had answered.`;
    return { plain, points: [], place: { ...place, line: 'closed' } };
  }
  return undefined;
}

/** The reply to this recipient's RCPT when it was a refusal; else the last refusal before the outcome. */
function refusalOf({ exchanges }: Connection, recipient: string, beforeSeq: number): Reply | undefined {
  let about = '';
  let last: Reply | undefined;
  for (const said of exchanges) {
    if (said.seq > beforeSeq) break;
    if (said.kind === 'command') about = said.verb === 'RCPT' ? addressIn(said.line) : '';
    else if (said.code >= 400) {
      if (said.verb === 'RCPT' && sameAddress(about, recipient)) return said;
      if (said.verb !== 'RCPT' && said.verb !== 'QUIT') last = said;
    }
  }
  return last;
}

/** The answer after which there was nowhere to go. */
function decisiveLookup(lookups: readonly Lookup[], beforeSeq: number): Lookup | undefined {
  const before = lookups.filter(({ seq }) => seq < beforeSeq);
  return before.findLast((lookup) => answerMeans(lookup) !== undefined) ?? before.at(-1);
}

import type { Connection, Reply } from '#protocol/projections/connections.ts';
import type { Message, Outcome } from '#protocol/projections/messages.ts';
import type { Lookup } from '#protocol/projections/names.ts';
import { whyNothingWasSaid } from '../attempts.ts';
import { answerWords } from '../dns-words.ts';
import { replyLines } from '../ladder.ts';
import { shownOctets } from '../octets.ts';
import { attemptsFor, lookupsFor, type Postbag } from './postbag.ts';
import type { Way } from './ways.ts';

/** One stretch of a letter's way, in the order of what happened. */
export type WayStep = {
  key: string;
  seq: number;
  at: number;
  /** It belongs to a notice, not to the letter. */
  isNotice: boolean;
} & (
  | { kind: 'connection'; connection: Connection; came: CameOf }
  | { kind: 'lookup'; lookup: Lookup }
  /** A server wrote it itself: a notice, or the copy of a forwarding. */
  | { kind: 'written'; host: string; queueId: string; words: string }
  | { kind: 'outcome'; outcome: Outcome; words: string }
);

/** What a conversation came to for this letter. */
export interface CameOf {
  tone: 'done' | 'later' | 'no';
  words: string;
  /** Key of the line that says so. */
  line?: string;
}

/** Connections, look-ups and what was decided between them. */
export function wayStepsOf(way: Way, bag: Postbag): WayStep[] {
  const steps = way.messages.flatMap((message) => stepsOf(message, bag));
  const { handedIn } = way;
  if (way.messages.length === 0 && handedIn)
    steps.push(connectionStep(handedIn.connection, undefined, handedIn.endSeq));
  return steps.sort((one, other) => one.seq - other.seq);
}

function stepsOf(message: Message, bag: Postbag): WayStep[] {
  const isNotice = message.notice !== undefined;
  const carried = new Map<string, Message['hops'][number] | undefined>();
  for (const hop of message.hops) {
    for (const { id } of attemptsFor(hop, bag)) if (!carried.has(id)) carried.set(id, undefined);
    if (hop.connection) carried.set(hop.connection, hop);
  }
  const connections = [...carried].flatMap(([id, hop]) => {
    const connection = bag.byId[id];
    return connection ? [{ ...connectionStep(connection, hop), isNotice }] : [];
  });
  const lookups = message.hops
    .flatMap((hop) => lookupsFor(message, hop, bag))
    .map((lookup): WayStep => {
      return { key: `lookup-${lookup.seq}`, seq: lookup.seq, at: lookup.at, isNotice, kind: 'lookup', lookup };
    });
  return [
    ...connections,
    ...lookups,
    ...written(message),
    ...message.outcomes.flatMap((one) => outcomeStep(one, isNotice)),
  ];
}

function written({ hops, notice, outcomes }: Message): WayStep[] {
  return hops.flatMap(({ host, queueId, connection, seq, at, envelope }): WayStep[] => {
    if (connection) return [];
    const from = outcomes.find((one) => one.kind === 'redirected' && one.as === queueId);
    const to = envelope.recipients.map((one) => shownOctets(one)).join(', ');
    const words = notice
      ? `${host} wrote a notice to ${to}: ${noticeWords[notice.action]}`
      : from
        ? `${host} made a copy for ${to}${isOwnCopy(from) ? '' : `, for whom ${shownOctets(from.recipient)} stands`}`
        : `${host} wrote a letter to ${to}`;
    return [{ key: `written-${seq}`, seq, at, isNotice: notice !== undefined, kind: 'written', host, queueId, words }];
  });
}

const noticeWords = {
  failed: 'it could not be delivered',
  delayed: 'it takes long, but the server keeps trying',
  delivered: 'it has been delivered',
  relayed: 'it was passed on to a server that sends no reports',
  expanded: 'it was passed on to a list',
} as const;

/** A relay service gives each recipient a letter of his own, and the address stays what it was. */
function isOwnCopy({ kind, recipient, detail }: Outcome): boolean {
  return kind === 'redirected' && recipient === detail;
}

/** Passing on is told by the conversation in which it happened, a copy of one's own by the copy. */
function outcomeStep(outcome: Outcome, isNotice: boolean): WayStep[] {
  const { kind, host, seq, at } = outcome;
  if (kind === 'relayed' || isOwnCopy(outcome)) return [];
  const recipient = shownOctets(outcome.recipient);
  const words = {
    delivered: `${host} filed it into the mailbox of ${shownOctets(outcome.detail)}`,
    deferred: `${host} keeps it for ${recipient} and will try again`,
    bounced: `${host} gave up on ${recipient}`,
    redirected: outcome.as
      ? `${recipient} stands for ${shownOctets(outcome.detail)}`
      : `${host} sends nothing to ${recipient}: the address is on its suppression list`,
  }[kind];
  return [{ key: `outcome-${seq}`, seq, at, isNotice, kind: 'outcome', outcome, words }];
}

/** @param hop what the server took in this conversation @param endSeq where a conversation of several letters stops to be about this one */
function connectionStep(
  connection: Connection,
  hop: Message['hops'][number] | undefined,
  endSeq = Number.POSITIVE_INFINITY,
): WayStep {
  const { id, openedSeq: seq, openedAt: at } = connection;
  const came = hop ? takenIn(connection, hop) : notTakenIn(connection, endSeq);
  return { key: `connection-${id}`, seq, at, isNotice: false, kind: 'connection', connection, came };
}

function takenIn({ exchanges, to }: Connection, hop: Message['hops'][number]): CameOf {
  const reply = exchanges.find((said) => said.kind === 'reply' && said.seq > hop.seq && said.code === 250);
  if (reply?.kind !== 'reply') return { tone: 'done', words: `${to.host} took it, but the answer was lost` };
  return { tone: 'done', words: shownOctets(replyLines(reply).join(' ')), line: `said-${reply.seq}` };
}

function notTakenIn(connection: Connection, endSeq: number): CameOf {
  const { exchanges, state, to, tlsFailure } = connection;
  const nothing = whyNothingWasSaid(connection);
  if (nothing)
    return {
      tone: state === 'refused' ? 'no' : 'later',
      words: state === 'refused' ? 'connection refused' : 'nobody answered',
    };
  if (tlsFailure) return { tone: 'no', words: 'the TLS handshake broke off', line: `tls-failed-${tlsFailure.seq}` };
  const refusal = refusalBefore(endSeq, exchanges);
  if (refusal) {
    const words = shownOctets(replyLines(refusal).join(' '));
    return { tone: refusal.code >= 500 ? 'no' : 'later', words, line: `said-${refusal.seq}` };
  }
  if (state === 'open') return { tone: 'later', words: 'still talking' };
  return { tone: 'later', words: `ended before ${to.host} had taken it`, line: 'closed' };
}

/** The last refusal. Who sends ahead hears of DATA, too, that there is no recipient (RFC 2920 §3.1): the reason stands before. */
function refusalBefore(endSeq: number, exchanges: Connection['exchanges']): Reply | undefined {
  const refusals = exchanges.flatMap((said) =>
    said.kind === 'reply' && said.code >= 400 && said.seq < endSeq ? [said] : [],
  );
  const last = refusals.at(-1);
  return last?.verb === 'DATA' ? (refusals.findLast(({ verb }) => verb === 'RCPT') ?? last) : last;
}

/** A step in one line of text, for copying and for the reader of a screen. */
export function stepText(step: WayStep): string {
  switch (step.kind) {
    case 'connection': {
      const { from, to } = step.connection;
      return `${from.host} → ${to.host}:${to.port}  ${step.came.words}`;
    }
    case 'lookup': {
      const { client, question } = step.lookup;
      return shownOctets(`${client} asked the DNS: ${question.type} ${question.name} → ${answerWords(step.lookup)}`);
    }
    case 'written':
      return step.words;
    case 'outcome':
      return step.outcome.kind === 'deferred' || step.outcome.kind === 'bounced'
        ? `${step.words}: ${shownOctets(step.outcome.detail)}`
        : step.words;
  }
}

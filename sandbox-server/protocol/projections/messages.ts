import type { Envelope, SandboxEvent } from '../events.ts';
import type { MailAuthentication } from '../mail-authentication.ts';

/** A stop of a message at a server that took responsibility for it. */
export interface Hop {
  seq: number;
  /** Sandbox ms of the 250 after the dot. */
  at: number;
  host: string;
  queueId: string;
  connection?: string;
  upstream?: { host: string; queueId: string };
  envelope: Envelope;
  user?: string;
  authentication?: MailAuthentication;
  /** Octets in latin1, with this host's Received line. */
  raw: string;
}

export interface Outcome {
  seq: number;
  at: number;
  kind: 'delivered' | 'relayed' | 'deferred' | 'bounced' | 'redirected';
  host: string;
  queueId: string;
  recipient: string;
  /** Next hop, mailbox, or the diagnostic of a failure. */
  detail: string;
  status?: string;
  nextHop?: string;
  /** relayed: the conversation in which the next hop took it. */
  connection?: string;
  /** bounced: queue id of the notice to the sender; absent when nobody was told. */
  notice?: string;
  /** deferred: sandbox ms of the next attempt. */
  retryAt?: number;
  /** redirected: queue id of the copy. */
  as?: string;
  /** redirected: the configuration line. */
  by?: { name: string; value: string };
}

/** A message with all its hops: the same `id` from the first server to the mailbox. */
export interface Message {
  id: string;
  origin: 'learner' | 'system' | 'actor';
  /** For a DSN: what it reports. */
  notice?: { of: string; action: 'failed' | 'delayed' | 'delivered' | 'relayed' | 'expanded' };
  /** For the answer of a robot: the queue id of the letter that it answers, and who is away. */
  autoReply?: { of: string; mailbox: string };
  hops: Hop[];
  outcomes: Outcome[];
}

export interface Check {
  host: string;
  /** Sandbox ms. */
  at: number;
  result: MailAuthentication;
}

export interface MessagesState {
  byId: Record<string, Message>;
  order: string[];
  /** What servers found out about letters, refused ones included: by queue id. */
  checks: Record<string, Check>;
  /** Messages ever accepted for the first time, resets included: the next one's number. */
  count: number;
}

export function emptyMessages(): MessagesState {
  return { byId: {}, order: [], checks: {}, count: 0 };
}

export function applyToMessages(messages: MessagesState, event: SandboxEvent): void {
  switch (event.type) {
    case 'mail.authenticated':
      messages.checks[event.queueId] = { host: event.host, at: event.at, result: event.result };
      return;
    case 'message.accepted': {
      const {
        seq,
        at,
        host,
        queueId,
        connection,
        upstream,
        envelope,
        raw,
        origin,
        notice,
        autoReply,
        user,
        message: id,
      } = event;
      if (!messages.byId[id]) {
        messages.byId[id] = { id, origin, notice, autoReply, hops: [], outcomes: [] };
        messages.order.push(id);
        messages.count += 1;
      }
      const authentication = messages.checks[queueId]?.result;
      const hop = { seq, at, host, queueId, connection, upstream, envelope, raw, user, authentication };
      messages.byId[id].hops.push(hop);
      return;
    }
    case 'message.delivered':
      return add(messages, event.message, { ...outcomeHead(event), kind: 'delivered', detail: event.mailbox });
    case 'message.relayed':
      return add(messages, event.message, {
        ...outcomeHead(event),
        kind: 'relayed',
        detail: event.reply,
        nextHop: event.nextHop.host,
        connection: event.connection,
      });
    case 'message.redirected':
      return add(messages, event.message, {
        ...outcomeHead(event),
        kind: 'redirected',
        detail: event.to.join(', '),
        as: event.as,
        by: event.by,
      });
    case 'message.deferred':
    case 'message.bounced':
      return add(messages, event.message, {
        ...outcomeHead(event),
        kind: event.type === 'message.deferred' ? 'deferred' : 'bounced',
        detail: event.diagnostic,
        status: event.status,
        nextHop: event.nextHop,
        ...(event.type === 'message.deferred' ? { retryAt: event.retryAt } : { notice: event.notice }),
      });
  }
}

function outcomeHead({
  seq,
  at,
  host,
  queueId,
  recipient,
}: Pick<Outcome, 'seq' | 'at' | 'host' | 'queueId' | 'recipient'>) {
  return { seq, at, host, queueId, recipient };
}

function add(messages: MessagesState, id: string, outcome: Outcome): void {
  messages.byId[id]?.outcomes.push(outcome);
}

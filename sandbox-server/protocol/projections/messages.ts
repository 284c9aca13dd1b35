import type { Envelope, SandboxEvent } from '../events.ts';

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
  /** Octets in latin1, with this host's Received line. */
  raw: string;
}

export interface Outcome {
  seq: number;
  at: number;
  kind: 'delivered' | 'relayed' | 'deferred' | 'bounced';
  host: string;
  queueId: string;
  recipient: string;
  /** Next hop, mailbox, or the diagnostic of a failure. */
  detail: string;
  status?: string;
  nextHop?: string;
}

/** A message with all its hops: the same `id` from the first server to the mailbox. */
export interface Message {
  id: string;
  origin: 'learner' | 'system';
  hops: Hop[];
  outcomes: Outcome[];
}

export interface MessagesState {
  byId: Record<string, Message>;
  order: string[];
  /** Messages ever accepted for the first time, resets included: the next one's number. */
  count: number;
}

export function emptyMessages(): MessagesState {
  return { byId: {}, order: [], count: 0 };
}

export function applyToMessages(messages: MessagesState, event: SandboxEvent): void {
  switch (event.type) {
    case 'message.accepted': {
      const { seq, at, host, queueId, connection, upstream, envelope, raw, origin, message: id } = event;
      if (!messages.byId[id]) {
        messages.byId[id] = { id, origin, hops: [], outcomes: [] };
        messages.order.push(id);
        messages.count += 1;
      }
      messages.byId[id].hops.push({ seq, at, host, queueId, connection, upstream, envelope, raw });
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
      });
    case 'message.deferred':
    case 'message.bounced':
      return add(messages, event.message, {
        ...outcomeHead(event),
        kind: event.type === 'message.deferred' ? 'deferred' : 'bounced',
        detail: event.diagnostic,
        status: event.status,
        nextHop: event.nextHop,
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

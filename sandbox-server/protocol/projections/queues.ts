import type { SandboxEvent } from '../events.ts';

export interface QueuedRecipient {
  state: 'active' | 'deferred';
  /** Why it waits, as mailq shows it. */
  diagnostic?: string;
  status?: string;
  nextHop?: string;
}

export interface QueueEntry {
  queueId: string;
  message: string;
  reversePath: string;
  /** Sandbox ms of acceptance: the age of the message counts from here. */
  acceptedAt: number;
  attempts: number;
  /** Sandbox ms of the next attempt. */
  dueAt: number;
  /** Octets of the message. */
  size: number;
  recipients: Record<string, QueuedRecipient>;
}

/** Accepted and not yet passed on, by host and queue id. An entry without recipients is gone. */
export interface QueuesState {
  byHost: Record<string, Record<string, QueueEntry>>;
}

export function emptyQueues(): QueuesState {
  return { byHost: {} };
}

export function applyToQueues(queues: QueuesState, event: SandboxEvent): void {
  switch (event.type) {
    case 'message.accepted': {
      const { host, queueId, message, at, envelope, raw } = event;
      queues.byHost[host] ??= {};
      queues.byHost[host][queueId] = {
        queueId,
        message,
        reversePath: envelope.reversePath,
        acceptedAt: at,
        attempts: 0,
        dueAt: at,
        size: raw.length,
        recipients: Object.fromEntries(envelope.recipients.map((recipient) => [recipient, { state: 'active' }])),
      };
      return;
    }
    case 'message.delivered':
    case 'message.relayed':
    case 'message.bounced':
      return leave(queues, event.host, event.queueId, event.recipient);
    case 'message.deferred': {
      const entry = queues.byHost[event.host]?.[event.queueId];
      if (!entry) return;
      const { diagnostic, status, nextHop } = event;
      entry.recipients[event.recipient] = { state: 'deferred', diagnostic, status, nextHop };
      entry.attempts = event.attempts;
      entry.dueAt = event.retryAt;
      return;
    }
    case 'queue.flushed':
      for (const entry of Object.values(queues.byHost[event.host] ?? {})) entry.dueAt = event.at;
  }
}

function leave(queues: QueuesState, host: string, queueId: string, recipient: string): void {
  const entry = queues.byHost[host]?.[queueId];
  if (!entry) return;
  delete entry.recipients[recipient];
  if (Object.keys(entry.recipients).length === 0) delete queues.byHost[host]?.[queueId];
}

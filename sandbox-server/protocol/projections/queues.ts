import type { Envelope, SandboxEvent } from '../events.ts';

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
  /** On hold: not tried until released. */
  held: boolean;
  /** The sender has been told that it takes long. */
  warned: boolean;
  /** What the sender asked for beside the recipients. */
  envelope: Omit<Envelope, 'reversePath' | 'recipients'>;
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
      const { reversePath, recipients, ...asked } = envelope;
      if (event.notice?.action === 'delayed') markWarned(queues, host, event.notice.of);
      queues.byHost[host] ??= {};
      queues.byHost[host][queueId] = {
        queueId,
        message,
        reversePath,
        acceptedAt: at,
        attempts: 0,
        dueAt: at,
        held: false,
        warned: false,
        envelope: asked,
        size: raw.length,
        recipients: Object.fromEntries(recipients.map((recipient) => [recipient, { state: 'active' }])),
      };
      return;
    }
    case 'message.delivered':
    case 'message.relayed':
    case 'message.bounced':
    case 'message.redirected':
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
      for (const entry of Object.values(queues.byHost[event.host] ?? {})) {
        const { domain } = event;
        const isMeant = !domain || Object.keys(entry.recipients).some((recipient) => recipient.endsWith(`@${domain}`));
        if (isMeant) entry.dueAt = event.at;
      }
      return;
    case 'message.removed':
      delete queues.byHost[event.host]?.[event.queueId];
      return;
    case 'message.held':
    case 'message.released':
    case 'message.requeued': {
      const entry = queues.byHost[event.host]?.[event.queueId];
      if (!entry) return;
      entry.held = event.type === 'message.held';
      if (event.type !== 'message.held') entry.dueAt = event.at;
    }
  }
}

function markWarned(queues: QueuesState, host: string, queueId: string): void {
  const entry = queues.byHost[host]?.[queueId];
  if (entry) entry.warned = true;
}

function leave(queues: QueuesState, host: string, queueId: string, recipient: string): void {
  const entry = queues.byHost[host]?.[queueId];
  if (!entry) return;
  delete entry.recipients[recipient];
  if (Object.keys(entry.recipients).length === 0) delete queues.byHost[host]?.[queueId];
}

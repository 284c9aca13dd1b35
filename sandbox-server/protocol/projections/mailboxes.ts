import type { SandboxEvent } from '../events.ts';
import type { Scenario } from '../scenario.ts';
import type { MessagesState } from './messages.ts';

/** A message as it lies in a mailbox. */
export interface StoredMessage {
  /** Unique in the sandbox: the message and its place in the mailbox. */
  id: string;
  /** Lab-wide message; absent for mail that the scenario prepared. */
  message?: string;
  host: string;
  /** Sandbox ms of delivery. */
  at: number;
  reversePath: string;
  recipient: string;
  folder: 'inbox' | 'junk';
  /** Octets in latin1, with Return-Path on top. */
  raw: string;
}

/** Mailboxes by address, messages in order of arrival. A mailbox exists before its first message. */
export interface MailboxesState {
  byAddress: Record<string, StoredMessage[]>;
}

export function emptyMailboxes(): MailboxesState {
  return { byAddress: {} };
}

/** Reads the accepted bytes from `messages`: they are in the log once a hop, not again at delivery. */
export function applyToMailboxes(mailboxes: MailboxesState, event: SandboxEvent, messages: MessagesState): void {
  switch (event.type) {
    case 'sandbox.started':
    case 'sandbox.reset':
      return prepare(mailboxes, event.scenario);
    case 'message.delivered': {
      const { host, queueId, message, recipient, mailbox, trace, at, folder = 'inbox' } = event;
      const hop = messages.byId[message]?.hops.find(
        (candidate) => candidate.host === host && candidate.queueId === queueId,
      );
      if (!hop) return;
      mailboxes.byAddress[mailbox] ??= [];
      const stored = mailboxes.byAddress[mailbox];
      stored.push({
        id: `${mailbox}/${stored.length + 1}`,
        message,
        host,
        at,
        reversePath: hop.envelope.reversePath,
        recipient,
        folder,
        raw: trace + hop.raw,
      });
      return;
    }
    case 'letter.reported': {
      const reported = mailboxes.byAddress[event.mailbox]?.find(({ message }) => message === event.message);
      if (reported) reported.folder = 'junk';
    }
  }
}

function prepare(mailboxes: MailboxesState, scenario: Scenario): void {
  for (const host of scenario.hosts) {
    for (const domain of domainsOf(host.config.mydestination ?? '')) {
      for (const localPart of host.mailboxes) mailboxes.byAddress[`${localPart}@${domain}`] = [];
    }
  }
  for (const { mailbox, reversePath, raw } of scenario.prepared) {
    mailboxes.byAddress[mailbox] ??= [];
    const stored = mailboxes.byAddress[mailbox];
    const host = scenario.hosts.find((candidate) => isHome(candidate, mailbox))?.name ?? '';
    const octets = raw.replace(/\r?\n/g, '\r\n');
    const id = `${mailbox}/${stored.length + 1}`;
    stored.push({ id, host, at: 0, reversePath, recipient: mailbox, folder: 'inbox', raw: octets });
  }
}

function isHome(host: Scenario['hosts'][number], mailbox: string): boolean {
  const [localPart = '', domain = ''] = mailbox.split('@');
  return host.mailboxes.includes(localPart) && domainsOf(host.config.mydestination ?? '').includes(domain);
}

function domainsOf(parameter: string): string[] {
  return parameter.split(/[\s,]+/).filter(Boolean);
}

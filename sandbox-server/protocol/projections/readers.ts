import type { EventOf, SandboxEvent } from '../events.ts';

/** What people, and machines for them, have done with one letter in one mailbox: the truth that nobody else can know. */
export interface LetterState {
  /** Machines of the provider that looked into it: sandbox ms. */
  inspected: Partial<Record<EventOf<'letter.inspected'>['by'], number>>;
  read?: { at: number; how: EventOf<'letter.read'>['how'] };
  /** Addresses that the person followed. */
  clicked: { at: number; url: string }[];
  reported?: { at: number; because: EventOf<'letter.reported'>['because'] };
  unsubscribed?: { at: number; how: EventOf<'letter.unsubscribed'>['how'] };
}

/** By mailbox and message, see `letterKey`. */
export interface ReadersState {
  byLetter: Record<string, LetterState>;
}

export function emptyReaders(): ReadersState {
  return { byLetter: {} };
}

export function letterKey(mailbox: string, message: string): string {
  return `${mailbox}/${message}`;
}

export function applyToReaders(readers: ReadersState, event: SandboxEvent): void {
  switch (event.type) {
    case 'letter.inspected':
      letterOf(readers, event).inspected[event.by] = event.at;
      return;
    case 'letter.read':
      letterOf(readers, event).read = { at: event.at, how: event.how };
      return;
    case 'letter.clicked':
      letterOf(readers, event).clicked.push({ at: event.at, url: event.url });
      return;
    case 'letter.reported':
      letterOf(readers, event).reported = { at: event.at, because: event.because };
      return;
    case 'letter.unsubscribed':
      letterOf(readers, event).unsubscribed = { at: event.at, how: event.how };
  }
}

function letterOf(readers: ReadersState, { mailbox, message }: { mailbox: string; message: string }): LetterState {
  const key = letterKey(mailbox, message);
  readers.byLetter[key] ??= { inspected: {}, clicked: [] };
  return readers.byLetter[key];
}

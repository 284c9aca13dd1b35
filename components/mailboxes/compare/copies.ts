import { headerFields, headerValue } from '#protocol/header-section.ts';
import type { MailAuthentication } from '#protocol/mail-authentication.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import type { World } from '#protocol/world.ts';
import { handedTo, wayOf } from '../handed-in.ts';

/** In the order in which they are offered; the first of all is the one that stands there to begin with. */
export const groups = [
  'the same letter by another way',
  'this letter on its way',
  'the same letter to somebody else',
  'other letters',
] as const;

/** A letter, or one state of a letter, that can be laid beside another. */
export interface Copy {
  id: string;
  group: (typeof groups)[number];
  /** Octets for the subject, everything else is ours: show it with care. */
  label: string;
  raw: string;
  envelope: { reversePath: string; recipients: string[] };
  /** Hosts it had come through. */
  way: string[];
  authentication?: MailAuthentication | undefined;
}

/** More would be a list that nobody reads; the newest stay. */
const otherLettersMax = 30;

/** The letter in a mailbox as one side of a comparison. */
export function copyOf(world: World, mailbox: string, stored: StoredMessage): Copy {
  const way = wayOf(world, stored);
  const subject = headerValue(headerFields(stored.raw), 'subject') ?? 'without a subject';
  return {
    id: stored.id,
    group: 'other letters',
    label: `${mailbox}, ${stored.folder}: ${subject}${way.length > 1 ? `, by ${way.map(({ host }) => host).join(', ')}` : ''}`,
    raw: stored.raw,
    envelope: { reversePath: stored.reversePath, recipients: [stored.recipient] },
    way: unique(way.map(({ host }) => host)),
    authentication: way.findLast(({ authentication }) => authentication)?.authentication,
  };
}

/**
 * What a letter of a mailbox can be compared with: copies that reached the same mailbox, what it was before, what others
 * got, then all the rest.
 */
export function otherCopies(world: World, mailbox: string, stored: StoredMessage): Copy[] {
  const id = messageId(stored.raw);
  const others = Object.entries(world.mailboxes.byAddress).flatMap(([owner, letters]) =>
    letters.filter((letter) => letter.id !== stored.id).map((letter) => ({ owner, letter })),
  );
  const isSame = (letter: StoredMessage) =>
    (letter.message !== undefined && letter.message === stored.message) ||
    (id !== undefined && messageId(letter.raw) === id);
  const same = others.filter(({ letter }) => isSame(letter));
  const rest = others.filter(({ letter }) => !isSame(letter)).slice(-otherLettersMax);
  const copies = same.map(({ owner, letter }): Copy => {
    const group = owner === mailbox ? 'the same letter by another way' : 'the same letter to somebody else';
    return { ...copyOf(world, owner, letter), group };
  });
  return [
    ...[...copies, ...earlierStates(world, stored)].sort(
      (one, other) => groups.indexOf(one.group) - groups.indexOf(other.group),
    ),
    ...rest.map(({ owner, letter }) => copyOf(world, owner, letter)),
  ];
}

function earlierStates(world: World, stored: StoredMessage): Copy[] {
  const way = wayOf(world, stored);
  return way.flatMap((hop, index): Copy[] => {
    const { host, queueId, envelope, raw, authentication } = hop;
    const before = unique(way.slice(0, index).map((one) => one.host));
    const state = { group: 'this letter on its way' as const, envelope };
    const got = handedTo(world, hop);
    const arrived =
      got === undefined
        ? []
        : [{ ...state, id: `${queueId} in`, label: `as it came to ${host}`, raw: got, way: before }];
    const left = {
      ...state,
      id: `${queueId} out`,
      label: `as ${host} passed it on`,
      raw,
      way: unique([...before, host]),
      authentication,
    };
    return [...arrived, left];
  });
}

function messageId(raw: string): string | undefined {
  return headerValue(headerFields(raw), 'message-id');
}

function unique(names: string[]): string[] {
  return [...new Set(names)];
}

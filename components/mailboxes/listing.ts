import type { HostMailboxes, Mailbox } from './mailboxes-by-host.ts';

/** So many empty mailboxes stand there by name; more are one line. */
const emptyMax = 8;
/** So many mailboxes with letters are listed at first; those with the newest letters are among them. */
export const filledMax = 40;
/** From so many mailboxes on one looks for an address by typing. */
const searchedFrom = 12;

/** What the list of mailboxes shows: letters first, and no wall of empty mailboxes. */
export interface Listing {
  groups: HostMailboxes[];
  /** Empty mailboxes that are one line. */
  folded: Mailbox[];
  /** Mailboxes that are left out: the list would be too long. */
  more: number;
  isSearched: boolean;
}

interface Wishes {
  /** A part of an address; empty shows all. */
  search: string;
  /** Mailbox to which another view has led: it stands there in any case. */
  shown: string | undefined;
  /** How many mailboxes at most. */
  max: number;
}

/** The list for these wishes: hosts with letters first, in each the filled mailboxes first. Where it is too long, those with the
 *  newest letters are among what is kept. */
export function listingOf(groups: readonly HostMailboxes[], { search, shown, max }: Wishes): Listing {
  const all = groups.flatMap(({ mailboxes }) => mailboxes);
  const part = search.trim().toLowerCase();
  const found = all.filter(({ address }) => address.toLowerCase().includes(part));
  const empty = found.filter(({ address, messages }) => messages.length === 0 && address !== shown);
  const folded = part === '' && empty.length > emptyMax ? empty : [];
  const isFolded = new Set(folded);
  const wanted = found.filter((mailbox) => !isFolded.has(mailbox));
  const listed = new Set(wanted.toSorted((one, other) => rank(other, shown) - rank(one, shown)).slice(0, max));
  return {
    groups: groups
      .map(({ host, mailboxes }) => ({ host, mailboxes: filledFirst(mailboxes.filter((one) => listed.has(one))) }))
      .filter(({ mailboxes }) => mailboxes.length > 0)
      .toSorted((one, other) => Number(hasLetters(other)) - Number(hasLetters(one))),
    folded,
    more: wanted.length - listed.size,
    isSearched: all.length >= searchedFrom,
  };
}

/** By the place of the newest letter in the log; nothing comes before the mailbox that is wanted. */
function rank({ address, messages }: Mailbox, shown: string | undefined): number {
  if (address === shown) return Number.POSITIVE_INFINITY;
  return messages[0]?.at ?? Number.NEGATIVE_INFINITY;
}

function hasLetters({ mailboxes }: HostMailboxes): boolean {
  return mailboxes.some(({ messages }) => messages.length > 0);
}

function filledFirst(mailboxes: readonly Mailbox[]): Mailbox[] {
  return mailboxes.toSorted((one, other) => Number(other.messages.length > 0) - Number(one.messages.length > 0));
}

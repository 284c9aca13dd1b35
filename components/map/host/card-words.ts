import type { HostNotes } from './host-notes.ts';

/** What a card says beside its name and its ports. */
export interface CardWords {
  /** So many lines of who it is. */
  labelLines: number;
  tags: HostNotes['tags'];
  arrived: string[];
  /** At its corner: what waits here, and what has no line. */
  corner: string[];
}

/** Lines about mailboxes at most; when there are more mailboxes, the last line is a number. */
const arrivedMax = 2;

/**
 * What a card says where it has so many lines: what is wrong with a host goes before its mailboxes, and both go before who
 * it is, which its facts tell too. So a card never grows over the one below.
 */
export function cardWords(
  { tags, arrived, held }: Pick<HostNotes, 'tags' | 'arrived' | 'held'>,
  lines: { quiet: number; most: number },
): CardWords {
  const shownTags = tags.slice(0, Math.max(0, lines.most));
  const left = Math.min(arrivedMax, lines.most - shownTags.length);
  const letters = arrivedLines(arrived, left);
  return {
    labelLines: Math.max(0, Math.min(2, lines.quiet - shownTags.length - letters.length)),
    tags: shownTags,
    arrived: letters,
    corner: [
      ...(held > 0 ? [`${held} waiting`] : []),
      ...(letters.length === 0 ? inShort(arrived) : []),
      ...tags.slice(shownTags.length).map(({ text }) => text),
    ],
  };
}

function arrivedLines(arrived: HostNotes['arrived'], lines: number): string[] {
  const [first] = arrived;
  if (lines <= 0 || !first) return [];
  if (arrived.length <= lines) return arrived.map(({ text }) => text);
  if (lines === 1) return [`${lettersIn(arrived)} new letters`];
  return [first.text, `+ ${arrived.length - 1} mailboxes`];
}

/** Whose letters they are is told where it is one mailbox. */
function inShort(arrived: HostNotes['arrived']): string[] {
  if (arrived.length > 1) return [`${lettersIn(arrived)} new`];
  return arrived.map(({ text }) => text);
}

function lettersIn(arrived: HostNotes['arrived']): number {
  return arrived.reduce((sum, { count }) => sum + count, 0);
}

import type { LetterState } from '#protocol/projections/readers.ts';
import { clockTime } from '../../wire/sandbox-time.ts';

/** One thing that was done with a letter, and by whom. */
export interface Deed {
  at: number;
  by: 'person' | 'machine';
  text: string;
}

const reading = {
  'with-images': 'read, with pictures',
  'without-images': 'read, without pictures',
  'as-text': 'read, the text only',
};

const machines = {
  'image-proxy': 'the provider’s image proxy fetched the pictures',
  'link-scanner': 'the company’s link scanner followed every link',
};

/** What happened to a letter in its mailbox, in order: what no sender can know. `name` is whose mailbox it is. */
export function deedsOf({ inspected, read, clicked, reported, unsubscribed }: LetterState, name: string): Deed[] {
  const person = (at: number, what: string): Deed => ({ at, by: 'person', text: `${name} ${what}` });
  const looks = (['image-proxy', 'link-scanner'] as const).flatMap((machine): Deed[] => {
    const at = inspected[machine];
    return at === undefined ? [] : [{ at, by: 'machine', text: machines[machine] }];
  });
  return [
    ...looks,
    ...(read ? [person(read.at, reading[read.how])] : []),
    ...clicked.map(({ at }) => person(at, 'followed a link')),
    ...(reported ? [person(reported.at, 'pressed “spam”')] : []),
    ...(unsubscribed ? [person(unsubscribed.at, 'pressed “unsubscribe”')] : []),
  ].sort((one, other) => one.at - other.at);
}

export function timeOf({ at }: Deed): string {
  return clockTime(at).slice(0, 8);
}

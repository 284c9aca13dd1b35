import { replyCodes as known, type ReplyCode, replyClass } from '#protocol/reply-codes.ts';
import type { ReferenceEntry, ReferenceTopic } from '../../../components/reference/entries.ts';
import { repliesHeardAs } from '../../../content/reference/heard-as.ts';

function entryOf({ code, title, plain, advice, rfc, lesson }: ReplyCode): ReferenceEntry {
  const heardAs = repliesHeardAs[code] ?? [];
  return {
    anchor: String(code),
    name: String(code),
    title,
    plain,
    points: [
      { label: 'Do', text: advice },
      ...(heardAs.length > 0 ? [{ label: 'Heard as', text: heardAs.map((text) => `“${text}”`).join(' · ') }] : []),
    ],
    source: rfc,
    lesson,
    tries: { preset: 'be-the-server', line: 'nc -lCv 25' },
    alsoCalled: heardAs,
  };
}

const firstDigits: readonly [number, string][] = [
  [2, 'Done'],
  [3, 'Go on'],
  [4, 'Later'],
  [5, 'No'],
];

export const replyCodes: ReferenceTopic = {
  slug: 'reply-codes',
  title: 'Reply codes',
  lead: 'Three digits begin every reply. A client that meets one it does not know obeys the first; the second says what it is about: 0 syntax, 1 information, 2 the connection, 5 the mail system. To try one, be the server: answer with it.',
  kind: 'reply code',
  names: 'code',
  groups: firstDigits.map(([digit, word]) => ({
    title: `${digit}xx: ${word.toLowerCase()}`,
    lead: replyClass(digit * 100).plain,
    entries: known.filter(({ code }) => Math.floor(code / 100) === digit).map(entryOf),
  })),
};

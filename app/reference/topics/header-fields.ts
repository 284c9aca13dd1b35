import { type HeaderFieldNote, headerFieldNotes, headerFieldSpelling } from '#protocol/header-fields.ts';
import type { ReferenceTopic } from '../../../components/reference/entries.ts';

const writers: readonly { by: HeaderFieldNote['by']; title: string; lesson: string }[] = [
  { by: 'writer', title: 'Written by the sender', lesson: 'envelope-and-headers' },
  { by: 'server', title: 'Put on by servers', lesson: 'hop-by-hop' },
  { by: 'list', title: 'Of lists and newsletters', lesson: 'tracking-and-metrics' },
  { by: 'notice', title: 'Of notices and answers', lesson: 'bounces-and-dsn' },
];

/** Where another lesson than that of the group teaches it. */
const lessons: [RegExp, string][] = [
  [/^(mime|content)-/, 'inside-data'],
  [/^(dkim|arc)-/, 'dkim'],
  [/^(authentication-results|received-spf)$/, 'spf'],
  [/^auto-submitted$/, 'backscatter-and-loops'],
  [/^tls-required$/, 'tls'],
];

export const headerFields: ReferenceTopic = {
  slug: 'header-fields',
  title: 'Header fields',
  lead: 'The lines of a letter before its first empty line. Whoever writes a letter can write any of them: only those that your own server put on are proven.',
  kind: 'header field',
  names: 'code',
  groups: writers.map(({ by, title, lesson }) => ({
    title,
    entries: Object.entries(headerFieldNotes)
      .filter(([, note]) => note.by === by)
      .map(([name, { plain, rfc }]) => ({
        anchor: name,
        name: headerFieldSpelling(name),
        plain,
        points: [],
        source: rfc ?? 'A custom, in no standard',
        lesson: lessons.find(([pattern]) => pattern.test(name))?.[1] ?? lesson,
        tries: { preset: 'signed-mail' },
      })),
  })),
};

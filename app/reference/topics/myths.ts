import type { ReferenceTopic } from '../../../components/reference/entries.ts';
import { myths as known } from '../../../content/reference/myths.ts';

export const myths: ReferenceTopic = {
  slug: 'myths',
  title: 'Said, and not so',
  lead: 'What web pages, and old books, say about mail again and again, and how it is.',
  kind: 'myth',
  names: 'saying',
  groups: [
    {
      entries: known.map(({ id, said, plain, rfc, seeAlso, lesson }) => ({
        anchor: id,
        name: said,
        plain,
        points: seeAlso ? [{ label: 'See', links: [seeAlso] }] : [],
        ...(rfc ? { source: rfc } : {}),
        lesson,
      })),
    },
  ],
};

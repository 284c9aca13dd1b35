import type { ReferenceTopic } from '../../../components/reference/entries.ts';
import { myths as known } from '../../../content/reference/myths.ts';

export const myths: ReferenceTopic = {
  slug: 'myths',
  title: 'Common myths',
  lead: 'What web pages and old books say about mail again and again, and what is true.',
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

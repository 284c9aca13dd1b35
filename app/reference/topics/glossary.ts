import type { ReferenceTopic } from '../../../components/reference/entries.ts';
import { type GlossaryTerm, glossaryAnchor, glossary as terms } from '../../../content/reference/glossary.ts';

const byLetter = Map.groupBy(terms, ({ term }) => term.charAt(0).toUpperCase());

function entryOf(term: GlossaryTerm) {
  return {
    anchor: glossaryAnchor(term),
    name: term.term,
    plain: term.plain,
    points: [],
    ...(term.rfc ? { source: term.rfc } : {}),
    ...(term.lesson ? { lesson: term.lesson } : {}),
    ...(term.also ? { alsoCalled: term.also } : {}),
  };
}

export const glossary: ReferenceTopic = {
  slug: 'glossary',
  title: 'Glossary',
  lead: 'The words of the mail world, each in a sentence or two. In lessons they are underlined with dots.',
  kind: 'term',
  names: 'word',
  groups: [...byLetter].map(([title, entries]) => ({ title, entries: entries.map(entryOf) })),
};

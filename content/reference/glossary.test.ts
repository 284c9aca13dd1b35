import { expect, test } from 'vitest';
import { glossary, glossaryAnchor, glossaryTerm } from './glossary.ts';

test('a word means one thing, and no two terms share an anchor', () => {
  const words = glossary.flatMap(({ term, also = [] }) => [term, ...also].map((word) => word.toLowerCase()));
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  expect(new Set(glossary.map(glossaryAnchor)).size).toBe(glossary.length);
});

test('plurals, capitals and other spellings find their term', () => {
  expect(glossaryTerm('Greylisting')?.term).toBe('greylisting');
  expect(glossaryTerm('return address')?.term).toBe('envelope sender');
  expect(glossaryTerm('MX records')?.term).toBe('MX record');
  expect(glossaryTerm('post horn')).toBeUndefined();
});

test('the glossary is in the order of the alphabet, and explains each term in one or two sentences', () => {
  const terms = glossary.map(({ term }) => term);
  expect(terms).toEqual(terms.toSorted((one, other) => one.localeCompare(other, 'en', { sensitivity: 'base' })));
  for (const { term, plain } of glossary) {
    expect(plain, term).toMatch(/^[^.].*[.!]$/);
    expect(plain.length, term).toBeLessThan(230);
  }
});

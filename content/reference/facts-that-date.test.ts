import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { datedFacts, monthOf } from './facts-that-date.ts';

test.each(datedFacts)('$id says where it was read and in which month, and fits into a sentence', (fact) => {
  expect(fact.checked).toMatch(/^20\d\d-(0[1-9]|1[0-2])$/);
  expect(monthOf(fact)).toMatch(/^[A-Z][a-z]+ 20\d\d$/);
  expect(fact.source).not.toBe('');
  expect(fact.value).not.toMatch(/[.!?]$/);
  expect(fact.plain).toMatch(/[.!?]$/);
});

test('each has a name of its own', () => {
  const ids = datedFacts.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(monthOf({ checked: '2026-11' })).toBe('November 2026');
});

test('no lesson tells in its prose what stands here with a date: a number beside the name of a provider', () => {
  const providers = /\b(Gmail|Yahoo|Outlook\.com|Exchange Online|Google Cloud|Azure|AWS|Apple Mail)\b/;
  const found = readdirSync('content/lessons').flatMap((folder) => {
    const prose = readFileSync(`content/lessons/${folder}/lesson.mdx`, 'utf8');
    const sentences = prose.replaceAll(/<AsOf [^>]*>|`[^`]*`|\(?RFC \d+[^,.;)]*/g, '').split(/(?<=[.?!:])\s/);
    return sentences.filter((sentence) => providers.test(sentence) && /\d/.test(sentence));
  });
  expect(found).toEqual([]);
});

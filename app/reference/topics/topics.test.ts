import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { tracks } from '../../../content/tracks.ts';
import { topics } from './topics.ts';

const entries = topics.flatMap(({ slug, groups }) =>
  groups.flatMap((group) => group.entries.map((entry) => ({ ...entry, page: slug }))),
);
const places = entries.flatMap(({ page, anchor, alsoAt = [] }) =>
  [anchor, ...alsoAt].map((id) => `/reference/${page}#${id}`),
);

test('an address of the reference leads to one place', () => {
  expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([]);
  expect(places).toContain('/reference/enhanced-codes#5.7.1');
  expect(places).toContain('/reference/commands#ehlo');
});

test('what entries point at exists: other entries, lessons of the course, presets', () => {
  const slugs: string[] = tracks.flatMap(({ lessons }) => lessons.map(({ slug }) => slug));
  const pages = topics.map(({ slug }) => `/reference/${slug}`);
  const links = entries.flatMap(({ points }) =>
    points.flatMap(({ links: hrefs = [] }) => hrefs.map(({ href }) => href)),
  );
  expect(links.filter((href) => !places.includes(href) && !pages.includes(href))).toEqual([]);
  expect(links.length).toBeGreaterThan(100);
  expect(entries.filter(({ lesson }) => lesson && !slugs.includes(lesson)).map(({ name }) => name)).toEqual([]);
  const presets = entries.flatMap(({ tries }) => (tries ? [tries.preset] : []));
  expect(presets.filter((preset) => !existsSync(`content/presets/${preset}.ts`))).toEqual([]);
});

test('each entry says what it is in a sentence, and all but words of custom name their source', () => {
  for (const { name, plain } of entries) expect(plain, name).toMatch(/[.!?…”]$/);
  const without = entries.filter(({ source, page }) => !source && page !== 'glossary' && page !== 'myths');
  expect(without.map(({ page, name }) => `${page} ${name}`)).toEqual([]);
});

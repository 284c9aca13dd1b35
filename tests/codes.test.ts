import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codeWords } from '#protocol/code-words.ts';
import { enhancedCodes } from '#protocol/enhanced-codes.ts';
import { replyCodes } from '#protocol/reply-codes.ts';
import { tracks } from '../content/tracks.ts';

/** Every code that stands in the source of our servers. */
function codesSaid(): string[] {
  const files = globSync('sandbox-server/{mta,relay-service,mail-auth,network}/**/*.ts').filter(
    (file) => !file.endsWith('.test.ts'),
  );
  return files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const pairs = [...source.matchAll(/\b(?:reply|refused)\((\d{3}), (?:'([\d.]+)'|undefined)/g)];
    const alone = [...source.matchAll(/'([245]\.\d{1,3}\.\d{1,3})'|\bcode: (\d{3})\b/g)];
    return [
      ...pairs.map(([, code = '', enhanced]) => (enhanced ? `${code} ${enhanced}` : code)),
      ...alone.map(([, enhanced, code]) => enhanced ?? code ?? ''),
    ];
  });
}

test('whatever our servers say is explained', () => {
  const said = codesSaid();
  expect(said).toContain('554 5.4.6');
  expect(said.length).toBeGreaterThan(100);
  expect(said.filter((code) => !codeWords(code))).toEqual([]);
});

test('each code names a lesson of the course', () => {
  const slugs: string[] = tracks.flatMap(({ lessons }) => lessons.map(({ slug }) => slug));
  const astray = [...replyCodes, ...enhancedCodes].filter(({ lesson }) => !slugs.includes(lesson));
  expect(astray).toEqual([]);
});

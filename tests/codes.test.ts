import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { codeWords } from '#protocol/code-words.ts';
import { enhancedCode, enhancedCodes } from '#protocol/enhanced-codes.ts';
import { replyCode, replyCodes } from '#protocol/reply-codes.ts';
import { vendorCode } from '#protocol/vendor-codes.ts';
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
  const successes = said.filter((code) => /(?:^| )2\./.test(code));
  expect(successes.length).toBeGreaterThan(10);
  expect(successes.filter((code) => codeWords(code)?.[0].title !== 'Done')).toEqual([]);
});

test('no number with a 2 in front is told in the words of a failure', () => {
  const told = enhancedCodes.map((entry) => ({ entry, words: codeWords(`2.${entry.detail}`)?.[0] }));
  const wrong = told.filter(
    ({ entry, words }) =>
      words?.title !== 'Done' || words.plain !== (entry.done ?? 'Accepted.') || words.advice !== 'Nothing.',
  );
  expect(wrong.map(({ entry }) => entry.detail)).toEqual([]);
  expect(codeWords('250 2.6.0')?.[0].plain).toBe('Accepted.');
});

test('a house’s own numbers are of refusals', () => {
  expect(vendorCode('5.7.57', '')?.cause).toBe('login-needed');
  expect(vendorCode('2.7.57', '')).toBeUndefined();
});

test('524 is the login that needs TLS, as 538 and x.7.11 are', () => {
  const titles = [replyCode(524), enhancedCode('5.7.11')].map((words) => words?.title);
  expect(titles).toEqual(['This login needs TLS first', 'This login needs TLS first']);
  expect(replyCode(524)?.advice).toBe(replyCode(538)?.advice);
});

test('each code names a lesson of the course', () => {
  const slugs: string[] = tracks.flatMap(({ lessons }) => lessons.map(({ slug }) => slug));
  const astray = [...replyCodes, ...enhancedCodes].filter(({ lesson }) => !slugs.includes(lesson));
  expect(astray).toEqual([]);
});

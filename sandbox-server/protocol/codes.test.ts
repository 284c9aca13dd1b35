import { expect, test } from 'vitest';
import { codeWords } from './code-words.ts';
import { enhancedCodes, statusWords } from './enhanced-codes.ts';
import { replyClass, replyCodes } from './reply-codes.ts';

test.each([
  [220, 'done'],
  [354, 'go on'],
  [450, 'later'],
  [554, 'no'],
])('%i means "%s"', (code, word) => {
  expect(replyClass(code).word).toBe(word);
});

test.each([
  ['5.1.1', 'for good: there is no such mailbox'],
  ['4.2.2', 'for now: the mailbox is full'],
  ['5.7.23', 'for good: SPF failed'],
  ['5.7.99', 'for good: because of a rule or of security'],
  ['5.9.9', 'for good: with a number that no standard knows'],
  ['2.0.0', 'done'],
])('%s in words', (status, words) => expect(statusWords(status)).toBe(words));

test('a code is told by its parts, the finer one first', () => {
  expect(codeWords('554 5.7.1')?.map(({ title }) => title)).toEqual(['Not allowed', 'It failed']);
  expect(codeWords('250')?.map(({ title }) => title)).toEqual(['Done']);
  expect(codeWords('4.4.1')?.map(({ title }) => title)).toEqual(['The other server did not answer']);
});

test('454 beside 4.7.1 speaks of relaying, not of TLS', () => {
  expect(codeWords('454 4.7.1')?.[0].title).toBe('Relaying denied, for now');
  expect(codeWords('454 4.7.0')?.[0].title).not.toContain('Relaying');
});

test('a success is not told in the words of a failure', () => {
  expect(codeWords('250 2.1.0')?.[0]).toMatchObject({
    title: 'Done',
    plain: 'The sender’s address was accepted.',
    advice: 'Nothing.',
  });
});

test.each(['', '999', '5.9.9', '250 5.1.1', '550 5.1', '5.1.1 550', '550  5.1.1', '3.1.1'])(
  '“%s” is no code',
  (code) => {
    expect(codeWords(code)).toBeUndefined();
  },
);

test('each code stands there once, in order, and is told in whole sentences', () => {
  const codes = replyCodes.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].sort((one, other) => one - other));
  const details = enhancedCodes.map(({ detail }) => detail);
  const place = (detail: string) => detail.split('.').reduce((sum, part) => sum * 1000 + Number(part), 0);
  expect(details).toEqual([...new Set(details)].sort((one, other) => place(one) - place(other)));
  for (const { title, plain, advice, rfc } of [...replyCodes, ...enhancedCodes]) {
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(plain).toMatch(/^[A-Z].*[.”]$/);
    expect(advice).toMatch(/^[A-Z].*[.*]$/);
    expect(rfc).toMatch(/^(RFC \d+( §[\d.]+)?|IANA registry \(RFC 5248\))$/);
  }
});

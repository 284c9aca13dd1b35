import { describe, expect, test } from 'vitest';
import { matcherOf } from './pattern.ts';

const matches = (pattern: string, line: string, { extended = false, ignoreCase = false } = {}) => {
  const matcher = matcherOf(pattern, { extended, ignoreCase });
  return typeof matcher === 'string' ? matcher : matcher(line);
};

describe('patterns of grep', () => {
  test.each([
    ['bc', 'abcd', true],
    ['bd', 'abcd', false],
    ['', 'abcd', true],
    ['^ab', 'abcd', true],
    ['^bc', 'abcd', false],
    ['cd$', 'abcd', true],
    ['bc$', 'abcd', false],
    ['^$', '', true],
    ['^$', 'a', false],
    ['^a.*d$', 'abcd', true],
    ['ab*c', 'ac', true],
    ['ab*c', 'abbbc', true],
    ['^ab*c$', 'abbbd', false],
    ['[bc]d', 'abcd', true],
    ['[^a-c]', 'abc', false],
    ['[0-9][0-9]*', 'SIZE 42', true],
    ['[]]', 'a]', true],
    [String.raw`a\.b`, 'axb', false],
    [String.raw`a\.b`, 'a.b', true],
    ['a+b', 'a+b', true],
    ['a|b', 'b', false],
    [String.raw`a\|b`, 'b', true],
    ['*a', 'b*a', true],
    [String.raw`a\$`, 'xa$', true],
    ['.$', '', false],
  ])('%s in %s: %s', (pattern, line, expected) => {
    expect(matches(pattern, line)).toBe(expected);
  });

  test.each([
    ['ab+c', 'abbc', true],
    ['ab+c', 'ac', false],
    ['ab?c', 'ac', true],
    ['^ab?c$', 'abbc', false],
    ['x|b', 'abc', true],
    [String.raw`a\+`, 'a+', true],
  ])('with -E %s in %s: %s', (pattern, line, expected) => {
    expect(matches(pattern, line, { extended: true })).toBe(expected);
  });

  test('case can be left out of account', () => {
    expect(matches('RECEIVED', 'Received: from', { ignoreCase: true })).toBe(true);
  });

  test('groups are refused with a reason, never misread', () => {
    expect(matches('(a)', 'a', { extended: true })).toContain('groups');
    expect(matches(String.raw`\(a\)`, 'a')).toContain('groups');
  });

  test('a pattern made to be slow is not', () => {
    const started = performance.now();
    expect(matches(`${'a*'.repeat(90)}b`, 'a'.repeat(20_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldDifferences } from './field-differences.ts';
import { lineDifferences } from './line-differences.ts';

const side = (lines: ReturnType<typeof lineDifferences>, other: 'left' | 'right') =>
  lines.filter(({ kind }) => kind !== other).map(({ text }) => text);

test('a footer is the only difference', () => {
  const shown = lineDifferences(['Hello', '', 'Kim'], ['Hello', '', 'Kim', '-- ', 'the list']);
  expect(shown.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'same Hello',
    'same ',
    'same Kim',
    'right -- ',
    'right the list',
  ]);
});

test('whatever the texts, both can be read back, and equal lines in order are never counted as changed', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 });
  fc.assert(
    fc.property(text, text, (left, right) => {
      const lines = lineDifferences(left, right);
      expect(side(lines, 'right')).toEqual(left);
      expect(side(lines, 'left')).toEqual(right);
      expect(lineDifferences(left, left).every(({ kind }) => kind === 'same')).toBe(true);
    }),
  );
});

test('two long and different texts are taken as a whole', () => {
  const long = (letter: string) => Array.from({ length: 5000 }, (_, index) => `${letter}${index}`);
  const lines = lineDifferences(['same', ...long('a')], ['same', ...long('b')]);
  expect(lines).toHaveLength(10_001);
});

test('fields are compared by name, whatever their folding and their place', () => {
  const left = 'Received: one\r\nReceived: two\r\nSubject: the\r\n minutes\r\nX-Left: 1\r\n\r\n';
  const right = 'subject: the minutes\r\nReceived: two\r\nReceived: three\r\nX-Right: 1\r\n\r\n';
  expect(fieldDifferences(left, right)).toEqual([
    { name: 'received', kind: 'changed', left: ['one'], right: ['three'], both: ['two'] },
    { name: 'subject', kind: 'same', left: [], right: [], both: ['the minutes'] },
    { name: 'x-left', kind: 'left', left: ['1'], right: [], both: [] },
    { name: 'x-right', kind: 'right', left: [], right: ['1'], both: [] },
  ]);
});

import { expect, test } from 'vitest';
import { withoutFields } from './cleanup.ts';

const dropped = ['bcc', 'return-path'];

test.each([
  [
    'a field in any case, with its continuation lines',
    'BCC : a@b.example,\r\n c@b.example\r\nTo: d\r\n\r\nx',
    'To: d\r\n\r\nx',
  ],
  ['the last field', 'To: d\r\nReturn-Path: <e>\r\n\r\nx', 'To: d\r\n\r\nx'],
  ['every field, and the letter has none left', 'Bcc: a\r\n\r\nx', '\r\nx'],
])('a letter loses %s', (_what, raw, expected) => {
  expect(withoutFields(raw, dropped)).toBe(expected);
});

test.each([
  ['a line of its text', 'To: d\r\n\r\nBcc: not a field\r\n\r\nx'],
  ['the text of a letter that begins with the empty line', '\r\nBcc: not a field\r\n\r\nx'],
  ['a field whose name only begins so', 'Bcc-Like: a\r\n\r\nx'],
])('a letter keeps %s', (_what, raw) => {
  expect(withoutFields(raw, dropped)).toBe(raw);
});

import { expect, test } from 'vitest';
import { decodedWords } from './encoded-words.ts';

test.each([
  ['=?utf-8?Q?Caf=C3=A9?=', 'Café'],
  ['=?UTF-8?q?Caf=c3=a9_au_lait?= for two', 'Café au lait for two'],
  ['=?utf-8?B?Q2Fmw6k=?=', 'Café'],
  ['=?iso-8859-1?Q?Caf=E9?=', 'Café'],
  ['=?utf-8*fr?Q?Caf=C3=A9?=', 'Café'],
  ['=?utf-8?Q?Ca?= =?utf-8?B?ZsOp?= x', 'Café x'],
  ['Cafe, no word at all', 'Cafe, no word at all'],
])('%s is read as %s', (value, read) => {
  expect(decodedWords(value)).toBe(read);
});

test.each(['=?utf-8?Q?Caf=C3?=', '=?koi8-r?Q?=C1?=', '=?utf-8?X?Caf?=', '=?utf-8?Q?Ca fe?='])(
  '%s stays as it stands',
  (value) => {
    expect(decodedWords(value)).toBe(value);
  },
);

import { expect, test } from 'vitest';
import { headerFields } from '#protocol/header-section.ts';
import { addressesInFields } from './letterhead.ts';

const read = (header: string, ...names: string[]) =>
  addressesInFields(headerFields(`${header}\r\n\r\nTo: text@a.example`), ...names);

test.each([
  ['a bare address', 'From: kim@acme.example', ['kim@acme.example']],
  ['the address and not the name', 'From: "ann@globex.example" <kim@acme.example>', ['kim@acme.example']],
  ['a folded field', 'From: Kim\r\n <kim@acme.example>', ['kim@acme.example']],
  ['groups', 'From: crew: kim@acme.example, <bob@acme.example>;', ['kim@acme.example', 'bob@acme.example']],
  ['nobody', 'From: undisclosed:;', []],
])('a letterhead names %s', (_what, header, expected) => {
  expect(read(header, 'from')).toEqual(expected);
});

test('recipients stand in several fields, in the order of the letter', () => {
  expect(read('To: a@a.example\r\nSubject: to c@a.example\r\nCc: b@a.example', 'cc', 'to')).toEqual([
    'a@a.example',
    'b@a.example',
  ]);
});

test('a letterhead of megabytes is read as far as people write them', () => {
  expect(read(`To: ${'a@a.example, '.repeat(200_000)}`, 'to').length).toBeLessThan(1000);
  expect(read(`From: ${'a'.repeat(2_000_000)}@a.example`, 'from')).toEqual([]);
});

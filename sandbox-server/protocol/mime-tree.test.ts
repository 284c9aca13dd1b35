import { describe, expect, test } from 'vitest';
import { allParts, mimeTree, valueAndParameters } from './mime-tree.ts';

const nested = [
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  'before the first boundary: nobody shows this',
  '--outer',
  'Content-Type: multipart/alternative; boundary=inner',
  '',
  '--inner',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=C3=BC=C3=9Fe, 100% and a =',
  'long line',
  '--inner',
  'Content-Type: text/html',
  '',
  '<p>x</p>',
  '--inner--',
  '--outer',
  'Content-Type: application/pdf; name=x.pdf',
  'Content-Disposition: attachment; filename="bill.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'aGVs',
  'bG8=',
  '--outer',
  'Content-Type: message/rfc822',
  '',
  'Subject: inside',
  '',
  'text',
  '--outer--',
  'after the last: nobody shows this either',
].join('\r\n');

test('a letter is a tree, numbered as IMAP does', () => {
  expect(allParts(mimeTree(nested)).map(({ path, type, disposition }) => [path, type, disposition])).toEqual([
    ['', 'multipart/mixed', undefined],
    ['1', 'multipart/alternative', undefined],
    ['1.1', 'text/plain', undefined],
    ['1.2', 'text/html', undefined],
    ['2', 'application/pdf', 'attachment'],
    ['3', 'message/rfc822', undefined],
    ['3.1', 'text/plain', undefined],
  ]);
});

test.each([
  ['nothing', '', 'text/plain', undefined],
  ['a type that is none', 'Content-Type: <script>\r\n\r\nx', 'text/plain', undefined],
  ['no boundary', 'Content-Type: multipart/mixed\r\n\r\nx', 'multipart/mixed', /names no boundary/],
  ['a boundary that never comes', 'Content-Type: multipart/mixed; boundary=q\r\n\r\nx', 'multipart/mixed', /nowhere/],
  ['a letter cut off', 'Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\n\r\nx', 'multipart/mixed', /cut off/],
])('%s is no reason to fail', (_what, raw, type, problem) => {
  const tree = mimeTree(raw);
  expect(tree.type).toBe(type);
  if (problem) expect(tree.problem).toMatch(problem);
  else expect(tree.problem).toBeUndefined();
});

test('letters in letters end somewhere', () => {
  const deep = `${'Content-Type: message/rfc822\r\n\r\n'.repeat(500)}Subject: bottom\r\n\r\nx`;
  const parts = allParts(mimeTree(deep));
  expect(parts).toHaveLength(13);
  expect(parts.at(-1)?.problem).toMatch(/nested deeper/);
});

test('a thousand parts are not all opened', () => {
  const many = `Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(1000)}--b--\r\n`;
  const tree = mimeTree(many);
  expect(tree.children).toHaveLength(199);
  expect(tree.problem).toMatch(/more than 200/);
});

describe('parameters', () => {
  test.each([
    ['text/plain; charset="utf-8"; format=flowed', { charset: 'utf-8', format: 'flowed' }],
    ["a/b; filename*=utf-8''%e2%82%ac%20rates.txt", { filename: '\xe2\x82\xac rates.txt' }],
    ['a/b; name*0*=utf-8\'\'%e2%82%ac; name*1=" and more"', { name: '\xe2\x82\xac and more' }],
    ['a/b; filename="a\\"b;c.txt"', { filename: 'a"b;c.txt' }],
    ['a/b; __proto__=x; constructor=y', { ['__proto__']: 'x', constructor: 'y' }],
  ])('of %s', (text, expected) => {
    expect(Object.entries(valueAndParameters(text).parameters)).toEqual(Object.entries(expected));
  });
});

import { expect, test } from 'vitest';
import { allParts, mimeTree } from '#protocol/mime-tree.ts';
import { decodedBody, safeFileName } from './mime-parts.ts';

const letter = [
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Gr=C3=BC=C3=9Fe, 100% and a =',
  'long line',
  '--b',
  'Content-Type: text/html',
  '',
  '<p>x</p>',
  '--b',
  'Content-Type: application/pdf; name=x.pdf',
  'Content-Transfer-Encoding: base64',
  '',
  'aGVs',
  'bG8=',
  '--b--',
].join('\r\n');

test('parts are decoded to the octets they were', () => {
  const [, plain, html, pdf] = allParts(mimeTree(letter));
  expect([plain, html, pdf].map((part) => part && decodedBody(part))).toEqual([
    'Gr\xc3\xbc\xc3\x9fe, 100% and a long line',
    '<p>x</p>',
    'hello',
  ]);
});

test.each([
  ['../../etc/passwd', 'part-2-passwd.bin'],
  ['C:\\Windows\\evil.exe', 'part-2-evil.exe.bin'],
  ['bill\u202efdp.exe', 'part-2-bill_fdp.exe.bin'],
  ['.bashrc', 'part-2-bashrc.bin'],
  ['R\xc3\xa9sum\xc3\xa9.pdf', 'part-2-Résumé.pdf.bin'],
  ['<img src=x onerror=alert(1)>.html', 'part-2-_img src_x onerror_alert_1__.html.bin'],
  ['x\r\nSet-Cookie: a', 'part-2-x__Set-Cookie_ a.bin'],
  ['con.\0', 'part-2-con._.bin'],
  ['a'.repeat(300), `part-2-${'a'.repeat(60)}.bin`],
  ['', 'part-2.bin'],
])('a file that calls itself %j is saved as %s', (fileName, saved) => {
  expect(safeFileName({ path: '2', type: 'application/octet-stream', fileName })).toBe(saved);
});

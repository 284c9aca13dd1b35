import { describe, expect, test } from 'vitest';
import { canonicalAddress, readPath, routedAddress } from './address-grammar.ts';

describe('a path', () => {
  const paths: [string, string, string][] = [
    ['<kim@acme.example>', 'kim@acme.example', ''],
    ['<>', '', ''],
    ['<kim@acme.example> SIZE=1', 'kim@acme.example', ' SIZE=1'],
    ['<"a>b"@acme.example>', '"a>b"@acme.example', ''],
    ['<"a\\">b"@acme.example>', '"a\\">b"@acme.example', ''],
    ['<@one,@two.example:kim@acme.example>', 'kim@acme.example', ''],
  ];
  test.each(paths)('%s', (text, address, rest) => {
    expect(readPath(text)).toEqual({ address, rest });
  });

  test.each(['', 'kim@acme.example', '<kim', 'kim>', '<<kim>>', '<kim>SIZE=1', '<kim>\rX', '<"kim>', ' <kim>'])(
    'is not %j',
    (text) => {
      expect(readPath(text)).toBeUndefined();
    },
  );
});

describe('an address', () => {
  test.each([
    ['kim@acme.example', 'kim@acme.example'],
    ['"kim"@acme.example', 'kim@acme.example'],
    ['"k\\im"@acme.example', 'kim@acme.example'],
    ['"kim at work"@acme.example', '"kim at work"@acme.example'],
    ['"a@b"@acme.example', '"a@b"@acme.example'],
    ['jürgen@bücher.example', 'jürgen@bücher.example'],
    ['kim@[192.0.2.1]', 'kim@[192.0.2.1]'],
    ['kim@[IPv6:2001:db8::1]', 'kim@[IPv6:2001:db8::1]'],
    [`${'k'.repeat(64)}@acme.example`, `${'k'.repeat(64)}@acme.example`],
  ])('%s', (text, address) => {
    expect(canonicalAddress(text)).toBe(address);
  });

  test.each([
    'kim',
    'kim@',
    '@acme.example',
    'k im@acme.example',
    '.kim@acme.example',
    'kim@acme..example',
    'kim@-acme.example',
    'kim@[192.0.2.256]',
    'kim@[acme]',
    '"kim@acme.example',
    'k\r\nm@acme.example',
    '"k\nm"@acme.example',
    `${'k'.repeat(65)}@acme.example`,
    `${'ü'.repeat(33)}@acme.example`,
    `kim@${'a'.repeat(64)}.example`,
    `kim@${'a.'.repeat(130)}example`,
  ])('is not %j', (text) => {
    expect(canonicalAddress(text)).toBeUndefined();
  });
});

test('routes hidden in an address lead to its end, in all the old spellings, through our own names only', () => {
  const isOurs = (domain: string) => domain === 'us.example';
  expect(routedAddress('kim%there.example@us.example', isOurs)).toBe('kim@there.example');
  expect(routedAddress('there.example!kim@us.example', isOurs)).toBe('kim@there.example');
  expect(routedAddress('"kim@there.example"@us.example', isOurs)).toBe('kim@there.example');
  expect(routedAddress('kim%there.example%us.example@us.example', isOurs)).toBe('kim@there.example');
  expect(routedAddress('kim%there.example@else.example', isOurs)).toBe('kim%there.example@else.example');
});

import { domainToASCII } from 'node:url';
import { expect, test } from 'vitest';
import { domainOf } from './address.ts';

test.each([
  ['ann@Globex.Example', 'globex.example'],
  ['"a@b"@globex.example', 'globex.example'],
  ['ann@bücher.example', 'xn--bcher-kva.example'],
  ['ann@XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
  ['ann@[192.0.2.25]', '[192.0.2.25]'],
  ['ann@localhost', 'localhost'],
])('the domain of %s is compared as %s', (address, domain) => {
  expect(domainOf(address)).toBe(domain);
});

test('a name that is not looked at closely is what a close look would make of it', () => {
  const names = [
    'a',
    'a.b',
    'a-.b',
    '-a.b',
    'a--b.example',
    '1.example',
    '0xf.example',
    'a.0xf',
    '127.1',
    'xn--a.example',
  ];
  for (const name of names) expect(domainOf(`ann@${name}`), name).toBe(domainToASCII(name) || name);
});

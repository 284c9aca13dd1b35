import { expect, test } from 'vitest';
import { fitting } from './reply-line.ts';

test('a reply line holds nothing that ends it', () => {
  expect(fitting('a\r\nb\0c\x7f')).toBe('a??b?c?');
});

test('a reply line has at most 512 octets, with its code and CR LF, and no half letters', () => {
  expect(fitting('x'.repeat(600))).toBe('x'.repeat(505));
  expect(fitting('x'.repeat(600), '5.5.4')).toBe('x'.repeat(500));
  expect(fitting('x'.repeat(500), '5.5.4')).toBe('x'.repeat(500));
  expect(fitting(`x${'ü'.repeat(300)}`, '5.5.4')).toBe(`x${'ü'.repeat(249)}`);
});

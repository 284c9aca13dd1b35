import { expect, test } from 'vitest';
import { headerFieldNote } from './header-fields.ts';

test('fields are known in any case, and those that nobody defined are not', () => {
  expect(headerFieldNote('Return-Path')?.plain).toMatch(/Written by the last server/);
  expect(headerFieldNote('MESSAGE-ID')?.rfc).toBe('RFC 5322 §3.6.4');
  for (const name of ['x-nobody', 'constructor', '__proto__', '']) expect(headerFieldNote(name)).toBeUndefined();
});

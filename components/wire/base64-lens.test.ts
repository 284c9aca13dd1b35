import { expect, test } from 'vitest';
import { throughBase64 } from './base64-lens.ts';

test.each([
  ['VXNlcm5hbWU6', 'Username:'],
  ['a2ltCg==', 'kim<LF>'],
  ['AUTH PLAIN AGtpbQBzYXJkaW5l', '<NUL>kim<NUL>sardine'],
  ['auth login a2lt', 'kim'],
  ['w7wbWzJK', 'ü<ESC>[2J'],
  ['AUTH LOGIN', undefined],
  ['kim', undefined],
  ['*', undefined],
  ['', undefined],
])('%s says %s', (line, said) => {
  expect(throughBase64(line)).toBe(said);
});

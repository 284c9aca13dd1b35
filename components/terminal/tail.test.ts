import { expect, test } from 'vitest';
import type { TerminalEntry } from '#protocol/projections/terminals.ts';
import { tailFrom } from './tail.ts';

const typed = (seq: number): TerminalEntry => ({ kind: 'entered', seq, prompt: '$ ', program: 'sh', text: 'mailq' });
const printed = (seq: number, lines: number): TerminalEntry => {
  return { kind: 'printed', seq, voice: 'shell', text: 'a line\n'.repeat(lines) };
};

test('of a transcript the last lines are taken, whole entries of them, and all of a short one', () => {
  const entries = [typed(1), printed(2, 50), typed(3), printed(4, 8)];
  expect(tailFrom(entries, 5)).toBe(3);
  expect(tailFrom(entries, 9)).toBe(2);
  expect(tailFrom(entries, 10)).toBe(1);
  expect(tailFrom(entries, 1000)).toBe(0);
  expect(tailFrom([], 10)).toBe(0);
});

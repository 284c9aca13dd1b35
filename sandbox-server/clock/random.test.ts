import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from './random.ts';

const alphabet = '0123456789ABCDEF';

test('the same seed gives the same ids, another seed others', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      fc.pre(one !== other);
      const id = (seed: string) => new Random(seed).text(16, alphabet);
      expect(id(one)).toBe(id(one));
      expect(id(one)).not.toBe(id(other));
    }),
  );
});

test('numbers stay below the limit and reach each value about equally often', () => {
  const random = new Random('dice');
  const counts = Array.from({ length: 6 }, () => 0);
  for (let throws = 0; throws < 60_000; throws += 1) {
    const value = random.integer(6);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  expect(counts).toHaveLength(6);
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test('a text has the length and the characters that were asked for', () => {
  expect(new Random('x').text(200, alphabet)).toMatch(/^[0-9A-F]{200}$/);
});

test('ids of one sandbox do not repeat', () => {
  const random = new Random('sandbox');
  const ids = new Set(Array.from({ length: 10_000 }, () => random.text(10, alphabet)));
  expect(ids.size).toBe(10_000);
});

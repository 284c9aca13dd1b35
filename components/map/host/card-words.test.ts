import { expect, test } from 'vitest';
import { cardWords } from './card-words.ts';

/** A server to which a newsletter has come, and which a blocklist lists. */
const mailboxes = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    address: `u${index}@globex.example`,
    count: 2,
    text: `u${index}: 2 new`,
  }));
const listed = { kind: 'listed', text: 'listed by bl.lab.test' } as const;
const server = (count: number) => ({ tags: [], arrived: mailboxes(count), held: 0 });
const lines = (most: number) => ({ quiet: 2, most });

test('a card tells of each mailbox while it has lines, then of their number, then of the letters', () => {
  expect(cardWords(server(2), lines(2)).arrived).toEqual(['u0: 2 new', 'u1: 2 new']);
  expect(cardWords(server(10), lines(3)).arrived).toEqual(['u0: 2 new', '+ 9 mailboxes']);
  expect(cardWords(server(10), lines(1)).arrived).toEqual(['20 new letters']);
});

test('what has no line is told at the corner, after what waits', () => {
  const { arrived, corner } = cardWords({ ...server(10), held: 3 }, lines(0));
  expect([arrived, corner]).toEqual([[], ['3 waiting', '20 new']]);
  const full = cardWords({ ...server(1), tags: [listed, { kind: 'trouble', text: 'disk full' }] }, lines(1));
  expect(full).toMatchObject({ tags: [listed], arrived: [], corner: ['u0: 2 new', 'disk full'] });
});

test('who a host is gives way to what has become of it', () => {
  expect(cardWords(server(0), lines(2)).labelLines).toBe(2);
  expect(cardWords(server(1), lines(2)).labelLines).toBe(1);
  expect(cardWords({ ...server(1), tags: [listed] }, lines(2)).labelLines).toBe(0);
});

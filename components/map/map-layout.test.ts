import { expect, test } from 'vitest';
import { isSomethingBetween, placeOf, sidesBetween } from './map-layout.ts';

const laptop = { position: { column: 0, row: 0 } };
const mail = { position: { column: 1, row: 0 } };
const nameServer = { position: { column: 1, row: 1 } };

test('a journey goes to the right, and downwards in a narrow frame', () => {
  expect(placeOf(mail, false).x).toBeGreaterThan(placeOf(laptop, false).x);
  expect(placeOf(mail, true).y).toBeGreaterThan(placeOf(laptop, true).y);
  expect(placeOf(mail, true).x).toBe(placeOf(laptop, true).x);
});

test.each([
  ['to the right', laptop, mail, { from: 'right', to: 'left' }],
  ['back to the left', mail, laptop, { from: 'left', to: 'right' }],
  ['to the card below', mail, nameServer, { from: 'bottom', to: 'top' }],
  ['to the card above', nameServer, mail, { from: 'top', to: 'bottom' }],
])('a cable %s leaves and arrives at the sides that face each other', (_, from, to, sides) => {
  expect(sidesBetween(placeOf(from, false), placeOf(to, false))).toEqual(sides);
});

test('a cable goes round a card that stands in its way', () => {
  const far = placeOf({ position: { column: 2, row: 0 } }, false);
  const places = [laptop, mail, nameServer].map((host) => placeOf(host, false));
  expect(isSomethingBetween(placeOf(laptop, false), far, places)).toBe(true);
  expect(isSomethingBetween(placeOf(laptop, false), placeOf(mail, false), places)).toBe(false);
});

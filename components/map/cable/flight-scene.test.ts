import { expect, test } from 'vitest';
import type { DrawnCable } from '../map-drawing.ts';
import { pathThrough, pointAt } from './cable-path.ts';
import { isMoving, type ShownPulse, sceneAt } from './flight-scene.ts';
import { type Flight, singlyMax } from './flights.ts';

/** What is painted of the letters between a laptop and a server, at one moment of the page's clock. */

const [laptop, server] = ['laptop.acme.example', 'mx.globex.example'];
const card = (x: number) => ({ x, y: 0, width: 160, height: 84 });
const path = pathThrough([card(0), card(600)], []);
const cable: DrawnCable = {
  id: `${laptop} ${server}`,
  ends: [laptop, server],
  via: [],
  path,
  line: '',
  label: { x: 0, y: 0, room: 0 },
  crossings: {},
};
const cables = new Map([[cable.id, cable]]);
const letter = (id: number, more: Partial<Flight> = {}): Flight => ({
  id,
  cable: cable.id,
  from: laptop,
  kind: 'letter',
  startedAt: 1000,
  durationMs: 900,
  ...more,
});
const scene = (underWay: Flight[], now: number, more: { pulse?: ShownPulse; isCalm?: boolean } = {}) =>
  sceneAt({ flights: { seq: 1, underWay }, pulse: more.pulse }, cables, now, more.isCalm ?? false);

test('a letter goes along its cable, slow at both ends, and says what it is', () => {
  const at = (now: number) => scene([letter(1)], now).envelopes[0]?.at.x ?? Number.NaN;
  const [start, end] = [pointAt(path, 0).x, pointAt(path, 1).x];
  expect(at(900)).toBe(start);
  expect(at(1000)).toBe(start);
  expect(at(1450)).toBeCloseTo(pointAt(path, 0.5).x);
  expect(at(1100) - at(1000)).toBeLessThan(at(1500) - at(1400));
  expect(at(1900)).toBe(end);
  expect(at(5000)).toBe(end);
  expect(scene([letter(1)], 1000).envelopes).toMatchObject([{ kind: 'letter', word: 'DATA' }]);
});

test('a letter from the other end comes the other way', () => {
  const [envelope] = scene([letter(1, { from: server })], 1000).envelopes;
  expect(envelope?.at.x).toBe(pointAt(path, 1).x);
});

test('who wants less motion sees letters, and a question, where they arrive', () => {
  const end = pointAt(path, 1).x;
  const pulse: ShownPulse = {
    id: 2,
    cable: cable.id,
    from: laptop,
    kind: 'question',
    durationMs: 400,
    startedAt: 1000,
  };
  for (const now of [1000, 1300, 1800]) {
    const { envelopes, dots } = scene([letter(1)], now, { pulse, isCalm: true });
    expect(envelopes[0]?.at.x).toBe(end);
    expect(dots[0]?.at.x).toBe(end);
  }
});

test('a question goes to the name server and back; a command stays where it has arrived', () => {
  const x = (kind: ShownPulse['kind'], now: number) => {
    const pulse = { id: 2, cable: cable.id, from: laptop, kind, durationMs: 400, startedAt: 1000 };
    return scene([], now, { pulse }).dots[0]?.at.x;
  };
  const [start, end] = [pointAt(path, 0).x, pointAt(path, 1).x];
  expect([x('question', 1000), x('question', 1200), x('question', 1400)]).toEqual([start, end, start]);
  expect([x('command', 1000), x('command', 1400), x('command', 9000)]).toEqual([start, end, end]);
});

test('many letters say nothing, and those beyond are a pile with their number', () => {
  const many = Array.from({ length: singlyMax + 5 }, (_, index) => letter(index));
  const { envelopes, piles } = scene(many, 1000);
  expect(envelopes).toHaveLength(singlyMax);
  expect(envelopes.some(({ word }) => word)).toBe(false);
  expect(piles).toMatchObject([{ count: 5 }]);
});

test('frames are asked for as long as something moves, and no longer', () => {
  const pulse: ShownPulse = { id: 2, cable: cable.id, from: laptop, kind: 'reply', durationMs: 400, startedAt: 1000 };
  const none = { seq: 1, underWay: [] };
  expect(isMoving({ flights: { seq: 1, underWay: [letter(1)] }, pulse: undefined }, 1500)).toBe(true);
  expect(isMoving({ flights: none, pulse }, 1399)).toBe(true);
  expect(isMoving({ flights: none, pulse }, 1401)).toBe(false);
  expect(isMoving({ flights: none, pulse: undefined }, 1000)).toBe(false);
});

import { expect, test } from 'vitest';
import { receivedChain } from './received-chain.ts';
import { timeAxis } from './time-axis.ts';

const stamp = (by: string, time: string) => `Received: from x by ${by}; Mon, 05 Jan 2026 ${time} +0000\r\n`;
const axisOf = (raw: string) => timeAxis(raw, receivedChain(raw));

test('from Date to the last stamp, each stretch as long as it took', () => {
  const raw = `${stamp('c', '09:10:00')}${stamp('b', '09:02:00')}Date: Mon, 05 Jan 2026 10:00:00 +0100 (CET)\r\n\r\n`;
  expect(axisOf(raw)).toMatchObject([
    { by: undefined, from: 0, to: 0, claimed: true },
    { by: 'b', sinceMs: 120_000, from: 0, to: 0.2, claimed: true },
    { by: 'c', sinceMs: 480_000, from: 0.2, to: 1, claimed: false },
  ]);
});

test('a clock that is behind makes a bar to the left', () => {
  const raw = `${stamp('c', '09:01:00')}${stamp('b', '09:02:00')}\r\n`;
  expect(axisOf(raw)).toMatchObject([{ by: 'b' }, { by: 'c', sinceMs: -60_000, from: 0, to: 1 }]);
});

test('needs two moments that can be read', () => {
  expect(axisOf(stamp('b', '09:02:00'))).toEqual([]);
  expect(axisOf(`${stamp('b', 'noon')}Date: whenever\r\n`)).toEqual([]);
});

test('all in the same second is no division by nothing', () => {
  expect(axisOf(`${stamp('c', '09:01:00')}${stamp('b', '09:01:00')}`).map(({ from, to }) => [from, to])).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

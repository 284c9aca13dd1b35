import { expect, test } from 'vitest';
import { broughtIntoSight, type Frame, readableView, wholeView, zoomLimits } from './camera.ts';

const frame: Frame = { width: 900, height: 350, free: { top: 20, left: 20, right: 60, bottom: 20 } };
const small = { x: 0, y: 0, width: 600, height: 200 };
const readable = 0.7;
const large = { x: -16, y: -30, width: 1416, height: 380 };

test('an internet that can be read as a whole is shown as a whole, in the middle', () => {
  expect(readableView(small, frame, readable)).toEqual(wholeView(small, frame));
  expect(wholeView(small, frame)).toMatchObject({ zoom: zoomLimits.fitMax });
});

test('one that would be too small is shown readable, from where the journey begins', () => {
  expect(wholeView(large, frame).zoom).toBeLessThan(readable);
  const { x, y, zoom } = readableView(large, frame, readable);
  expect(zoom).toBe(readable);
  expect(large.x * zoom + x).toBeCloseTo(frame.free.left);
  // What fits into the height stays where it was: nothing is cut off above or below.
  expect(large.y * zoom + y).toBeGreaterThanOrEqual(frame.free.top);
  expect((large.y + large.height) * zoom + y).toBeLessThanOrEqual(frame.height - frame.free.bottom);
});

test('the view moves no farther than needed, and not at all for what is in sight', () => {
  const view = readableView(large, frame, readable);
  expect(broughtIntoSight(view, { x: 0, y: 0, width: 186, height: 84 }, frame)).toEqual(view);
  const far = { x: 1214, y: 0, width: 186, height: 84 };
  const moved = broughtIntoSight(view, far, frame);
  expect((far.x + far.width) * moved.zoom + moved.x).toBeCloseTo(frame.width - frame.free.right);
  expect(moved.y).toBe(view.y);
});

import type { Point } from '../map-layout.ts';
import { type CablePath, pointAt } from './cable-path.ts';

export interface Journey {
  path: CablePath;
  /** Against the direction in which the cable is drawn. */
  isBackward: boolean;
  /** On the clock of the page, in ms. */
  startedAt: number;
  durationMs: number;
  /** To the other end and back again. */
  returns?: boolean;
}

/** Where on the map a journey has come to at `now`: slow at both ends, and at its end for good. */
export function whereabouts({ path, isBackward, startedAt, durationMs, returns }: Journey, now: number): Point {
  const passed = Math.min(1, Math.max(0, (now - startedAt) / Math.max(1, durationMs)));
  const eased = passed < 0.5 ? 2 * passed ** 2 : 1 - 2 * (1 - passed) ** 2;
  const share = returns ? 1 - Math.abs(1 - 2 * eased) : eased;
  return pointAt(path, isBackward ? 1 - share : share);
}

/** With its middle at a point of the map. */
export function placed({ x, y }: { x: number; y: number }): string {
  return `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
}

import type { HostState } from '#protocol/projections/hosts.ts';

/** Distances between the cards' places, in px. */
const across = { column: 278, row: 140 };
/** In a tall, narrow frame the journey goes downwards. */
const down = { column: 128, row: 210 };

export const cardWidth = 186;

export interface Place {
  x: number;
  y: number;
}

/** Where a host's card stands: as the scenario says, so the same in every run. */
export function placeOf({ position }: Pick<HostState, 'position'>, isTall: boolean): Place {
  const { column, row } = position;
  if (isTall) return { x: row * down.row, y: column * down.column };
  return { x: column * across.column, y: row * across.row };
}

export type Side = 'left' | 'right' | 'top' | 'bottom';

/** The sides of two cards that a cable between them leaves from and arrives at. */
export function sidesBetween(from: Place, to: Place): { from: Side; to: Side } {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (Math.abs(dx) >= cardWidth) return dx > 0 ? { from: 'right', to: 'left' } : { from: 'left', to: 'right' };
  return dy > 0 ? { from: 'bottom', to: 'top' } : { from: 'top', to: 'bottom' };
}

/** A card stands in a straight line between two others: the cable must go round it. */
export function isSomethingBetween(from: Place, to: Place, places: readonly Place[]): boolean {
  return places.some(({ x, y }) => {
    if (from.y === to.y && y === from.y) return x > Math.min(from.x, to.x) && x < Math.max(from.x, to.x);
    if (from.x === to.x && x === from.x) return y > Math.min(from.y, to.y) && y < Math.max(from.y, to.y);
    return false;
  });
}

/** Round the others: above a row, beside a column. */
export function detourSides(isTall: boolean): { from: Side; to: Side } {
  return isTall ? { from: 'left', to: 'left' } : { from: 'top', to: 'top' };
}

/** How far a detour bows out, in px. */
const bow = 62;

/** The path of a detour, with the place of its label. */
export function detourPath(from: Place, to: Place): { path: string; label: Place } {
  const isAcross = Math.abs(to.x - from.x) > Math.abs(to.y - from.y);
  const out = isAcross ? { x: 0, y: -bow } : { x: -bow, y: 0 };
  const path = `M${from.x},${from.y} C${from.x + out.x},${from.y + out.y} ${to.x + out.x},${to.y + out.y} ${to.x},${to.y}`;
  // A cubic with both controls so far out reaches three quarters of the way.
  const label = { x: (from.x + to.x) / 2 + out.x * 0.75, y: (from.y + to.y) / 2 + out.y * 0.75 };
  return { path, label };
}

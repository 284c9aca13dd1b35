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

/** `seq` at which a step was reached, by step. */
export type Reached = Readonly<Record<string, number>>;

/**
 * Which steps the prose shows as done: those that are reached, as soon as the map has shown how the last of them was. Until
 * then it keeps what it `shows`, so that the text does not run away from somebody who still watches a letter travel.
 */
export function reachedInProse(shows: Reached, reached: Reached, mapShowsUpTo: number): Reached {
  return mapShowsUpTo >= lastOf(reached) ? reached : shows;
}

/** `seq` of the step that was reached last; 0 before the first. */
export function lastOf(reached: Reached): number {
  return Math.max(0, ...Object.values(reached));
}

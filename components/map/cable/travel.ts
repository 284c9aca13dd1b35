import { type CablePath, pointAt, samplesOf } from './cable-path.ts';

export interface Journey {
  path: CablePath;
  /** Against the direction in which the cable is drawn. */
  isBackward: boolean;
  durationMs: number;
  /** How much of it has passed, in ms; less than 0 before it begins. */
  elapsedMs: number;
  /** To the other end and back again. */
  returns?: boolean;
}

/** So many straight pieces look like a curve. */
const pieces = 24;

/**
 * Moves an element along a cable: one animation of `transform`, which browsers run beside the page's script. Who wants
 * less motion sees it at its end. Returns how to stop.
 */
export function travel(element: HTMLElement, journey: Journey): () => void {
  const { path, isBackward, durationMs, elapsedMs, returns } = journey;
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    element.style.transform = placed(pointAt(path, isBackward ? 0 : 1));
    return () => undefined;
  }
  const [from, to] = isBackward ? [1, 0] : [0, 1];
  const there = samplesOf(path, pieces, from, to);
  const points = returns ? [...there, ...there.toReversed().slice(1)] : there;
  const animation = element.animate(
    points.map((point) => ({ transform: placed(point) })),
    { duration: Math.max(durationMs, 1), easing: 'cubic-bezier(0.45, 0, 0.55, 1)', fill: 'both' },
  );
  animation.currentTime = elapsedMs;
  return () => animation.cancel();
}

/** With its middle at a point of the map. */
export function placed({ x, y }: { x: number; y: number }): string {
  return `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) translate(-50%, -50%)`;
}

import { type Box, isInside, type Point } from '../map-layout.ts';

/** How a cable runs between cards, and where on it something is. */

type Cubic = readonly [Point, Point, Point, Point];
export type CablePath = readonly Cubic[];

type Side = 'left' | 'right' | 'top' | 'bottom';

/** How far above a card's middle a cable leaves at its side, in px: beside the name. */
const besideName = 2;
/** Ends lie a little under the cards, so that no gap shows where a card is shorter, in px. */
const under = 6;

/** From card to card, through the cards of those on the way; round the others where that is possible. */
export function pathThrough(stops: readonly Box[], others: readonly Box[]): CablePath {
  return stops.slice(1).map((stop, index) => cubicBetween(stops[index] ?? stop, stop, others));
}

function cubicBetween(from: Box, to: Box, others: readonly Box[]): Cubic {
  const [start, end] = facingSides(from, to);
  const first = bent(from, start, to, end);
  const isAcross = start === 'left' || start === 'right';
  const detours: Side[] = isAcross ? ['top', 'bottom'] : ['left', 'right'];
  const ways = [first, ...detours.map((side) => detour(from, to, side))];
  return ways.find((way) => !isBlocked(way, others)) ?? first;
}

/** The sides of two cards that look at each other. */
export function facingSides(from: Box, to: Box): [Side, Side] {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  if (Math.abs(dx) >= from.width) return dx > 0 ? ['right', 'left'] : ['left', 'right'];
  return dy > 0 ? ['bottom', 'top'] : ['top', 'bottom'];
}

const outward: Record<Side, Point> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
};

function anchor(box: Box, side: Side): Point {
  switch (side) {
    case 'left':
      return { x: box.x + under, y: box.y + box.height / 2 - besideName };
    case 'right':
      return { x: box.x + box.width - under, y: box.y + box.height / 2 - besideName };
    case 'top':
      return { x: box.x + box.width / 2, y: box.y + under };
    case 'bottom':
      return { x: box.x + box.width / 2, y: box.y + box.height - under };
  }
}

function bent(from: Box, start: Side, to: Box, end: Side): Cubic {
  const [a, d] = [anchor(from, start), anchor(to, end)];
  const reach = Math.max(24, 0.45 * Math.abs(start === 'left' || start === 'right' ? d.x - a.x : d.y - a.y));
  return [a, along(a, start, reach), along(d, end, reach), d];
}

/** A detour bows out so far, in px: words on it clear the cards and stay in the frame; less where cards are low. */
const bow = { tall: 40, low: 36, lowBelow: 84 };

function detour(from: Box, to: Box, side: Side): Cubic {
  const [a, d] = [anchor(from, side), anchor(to, side)];
  const reach = from.height < bow.lowBelow ? bow.low : bow.tall;
  return [a, along(a, side, reach), along(d, side, reach), d];
}

function along({ x, y }: Point, side: Side, by: number): Point {
  return { x: x + outward[side].x * by, y: y + outward[side].y * by };
}

function isBlocked(way: Cubic, others: readonly Box[]): boolean {
  return samplesOf([way], 24).some((point) => others.some((box) => isInside(point, box)));
}

/** As the `d` of an SVG path. */
export function svgPath(path: CablePath): string {
  return path
    .map(([a, b, c, d], index) => {
      const curve = `C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`;
      return index === 0 ? `M${a.x},${a.y} ${curve}` : `L${a.x},${a.y} ${curve}`;
    })
    .join(' ');
}

/** The point at a share of the way, 0 to 1; each part of the way counts the same. */
export function pointAt(path: CablePath, share: number): Point {
  const at = Math.min(Math.max(share, 0), 1) * path.length;
  const part = path[Math.min(Math.floor(at), path.length - 1)];
  if (!part) return { x: 0, y: 0 };
  const t = at - Math.min(Math.floor(at), path.length - 1);
  const [a, b, c, d] = part;
  const weight = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3] as const;
  return {
    x: weight[0] * a.x + weight[1] * b.x + weight[2] * c.x + weight[3] * d.x,
    y: weight[0] * a.y + weight[1] * b.y + weight[2] * c.y + weight[3] * d.y,
  };
}

/** Points along the way between two shares of it, both ends included. */
export function samplesOf(path: CablePath, count: number, from = 0, to = 1): Point[] {
  return Array.from({ length: count + 1 }, (_, index) => pointAt(path, from + ((to - from) * index) / count));
}

/** The middle of a label, and how wide it may grow before it lies on something, in px. */
export interface LabelPlace extends Point {
  room: number;
}

/** A label is about so large, in px; one that nothing hinders grows up to `widest`. */
export const labelBox = { width: 104, height: 22, widest: 230 };
const labelShares = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74];
/** A label without words is narrow: it finds gaps between cards that are close. */
const signWidth = 26;
const signShares = Array.from(
  { length: 47 },
  (_, index) => 0.5 + (index % 2 === 0 ? 1 : -1) * 0.02 * Math.ceil(index / 2),
);

/** Where a label stands best: on the cable, on none of the labels before, and on no card, even when all have grown; where
 *  words have no such place, the sign alone has one; if not, on no card as it is now. */
export function labelPlace(
  path: CablePath,
  cards: { now: readonly Box[]; grown: readonly Box[] },
  labels: readonly LabelPlace[],
): LabelPlace {
  const isFree = (among: readonly Box[], overlap: number, { x, y }: Point) => {
    const onCard = among.some(
      (card) =>
        Math.abs(x - card.x - card.width / 2) < card.width / 2 + overlap &&
        Math.abs(y - card.y - card.height / 2) < (card.height + labelBox.height) / 2,
    );
    const onLabel = labels.some(
      (label) => Math.abs(x - label.x) < (label.room + labelBox.width) / 2 && isBesideLabel(label, y),
    );
    return !onCard && !onLabel;
  };
  const firstFree = (shares: readonly number[], among: readonly Box[], overlap: number) =>
    shares.map((share) => pointAt(path, share)).find((point) => isFree(among, overlap, point));
  const ofWords = labelBox.width / 2 - 24;
  const place =
    firstFree(labelShares, cards.grown, ofWords) ??
    firstFree(signShares, cards.grown, signWidth / 2) ??
    firstFree(labelShares, cards.now, ofWords) ??
    pointAt(path, 0.5);
  return { ...place, room: labelRoom(place, cards.now, labels) };
}

/** It may lie on the edges of the cards beside it, so that a short word need not be broken, in px on each side. */
const onEdge = 10;

/** Twice the way from a label's middle to what stands beside it. */
function labelRoom({ x, y }: Point, cards: readonly Box[], labels: readonly LabelPlace[]): number {
  const toCards = cards
    .filter((card) => Math.abs(y - card.y - card.height / 2) < (card.height + labelBox.height) / 2)
    .map((card) => Math.abs(x - card.x - card.width / 2) - card.width / 2 + onEdge);
  const toLabels = labels
    .filter((label) => isBesideLabel(label, y))
    .map((label) => Math.abs(x - label.x) - label.room / 2);
  const half = Math.min(labelBox.widest / 2, ...toCards, ...toLabels);
  return Math.max(labelBox.width, 2 * half);
}

function isBesideLabel(label: Point, y: number): boolean {
  return Math.abs(y - label.y) < labelBox.height + 2;
}

/** Where a cable leaves a network's place; undefined when it never does. */
export function borderCrossing(path: CablePath, area: Box): Point | undefined {
  const points = samplesOf(path, 60);
  const fromInside = points[0] !== undefined && isInside(points[0], area);
  const onward = fromInside ? points : points.toReversed();
  const outside = onward.findIndex((point) => !isInside(point, area));
  return outside > 0 ? onward[outside] : undefined;
}

import { isInNetwork } from '#protocol/border.ts';
import type { HostState, HostsState } from '#protocol/projections/hosts.ts';
import type { ScenarioNetwork } from '#protocol/scenario.ts';

/** Where everything stands, in px of the map: a function of the scenario and the size of the frame, so the same in every
 *  run. */

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** What a frame has for hosts and networks, in px. */
export interface Room {
  width: number;
  height: number;
  /** Narrow: the journey goes downwards. */
  isTall: boolean;
}

/** How a world stands in a frame: cards and the distances between their places, in px. */
export interface Arrangement {
  isTall: boolean;
  /** Cards say less; `dense` ones are shown smaller, in larger letters; `compact` ones as they are. */
  density: 'roomy' | 'dense' | 'compact';
  card: { width: number; height: number };
  pitch: { column: number; row: number };
  /** So many lines a card may say between its name and its ports without coming near the card below. */
  lines: number;
}

/** Around the cards of a network; above them stands its name. */
const margin = { side: 16, top: 30, bottom: 14 };

/** Where there is no network, so much stays free above for cables that go round a card. */
const aboveCards = 16;

/** From so many hosts on cards on a phone are narrower. */
const denseFrom = 8;
/** Between two cards words on a cable want so much; where many stand in a row they get less, and never less than the least. */
const gap = { wanted: 62, narrow: 36, least: 30 };
const roomy = { width: { least: 150, most: 186 }, height: 84, column: 278, row: { least: 108, most: 140 } };
/** A card with a name and its ports; a line more is 15 px high. Below it 22 px stay free. */
const compact = { width: { least: 104, most: 150 }, height: 48, column: 250, row: { least: 66, most: 120 } };
/** Names are read whole in so much, so gaps are narrow before cards are. */
const nameWidth = 114;
const compactLine = 15;
const below = 22;
/** A compact card says so many lines at most. */
const linesMax = 3;
/** Far more than any card says. */
const unlimited = 99;

export function arrangementOf(hosts: HostsState, room: Room): Arrangement {
  if (room.isTall) return tallArrangement(Object.keys(hosts.byName).length >= denseFrom);
  const places = Object.values(hosts.byName).map(({ position }) => position);
  const columns = Math.max(0, ...places.map(({ column }) => column));
  const rows = Math.max(0, ...places.map(({ row }) => row));
  const around = hosts.networks.length > 0 ? margin : { side: 0, top: aboveCards, bottom: 0 };
  const width = room.width - 2 * around.side;
  const height = room.height - around.top - around.bottom;
  const isRoomy =
    pitchIn(height, roomy.height, rows) >= roomy.row.least &&
    pitchIn(width, roomy.width.least, columns) >= roomy.width.least + gap.wanted;
  const size = isRoomy ? roomy : compact;
  const widthBeside = (distance: number) => (width - columns * distance) / (columns + 1);
  const cardWidth = Math.round(
    between(
      Math.max(widthBeside(gap.wanted), Math.min(nameWidth, widthBeside(gap.narrow))),
      size.width.least,
      size.width.most,
    ),
  );
  const column = Math.floor(between(pitchIn(width, cardWidth, columns), cardWidth + gap.least, size.column));
  const rowFor = (cardHeight: number) =>
    Math.floor(between(pitchIn(height, cardHeight, rows), size.row.least, size.row.most));
  if (isRoomy) {
    const card = { width: cardWidth, height: roomy.height };
    return { isTall: false, density: 'roomy', card, pitch: { column, row: rowFor(roomy.height) }, lines: unlimited };
  }
  const lines = mostLines(rowFor);
  const card = { width: cardWidth, height: compact.height + lines * compactLine };
  return { isTall: false, density: 'compact', card, pitch: { column, row: rowFor(card.height) }, lines };
}

/** The most lines that leave room below each card, the lowest ones included. */
function mostLines(rowFor: (cardHeight: number) => number): number {
  let lines = linesMax;
  while (lines > 0) {
    const cardHeight = compact.height + lines * compactLine;
    if (rowFor(cardHeight) >= cardHeight + below) break;
    lines -= 1;
  }
  return lines;
}

function tallArrangement(isDense: boolean): Arrangement {
  const common = { isTall: true, lines: unlimited } as const;
  return isDense
    ? { ...common, density: 'dense', card: { width: 134, height: 84 }, pitch: { column: 158, row: 156 } }
    : { ...common, density: 'roomy', card: { width: 186, height: 84 }, pitch: { column: 138, row: 210 } };
}

/** How far apart places are when so many steps use all of it. */
function pitchIn(length: number, card: number, steps: number): number {
  return steps > 0 ? (length - card) / steps : Number.POSITIVE_INFINITY;
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** A card is at least so large; one that has more to tell grows downwards, and hides the ends of its cables. */
export function boxOf({ position }: Pick<HostState, 'position'>, arrangement: Arrangement): Box {
  const { pitch, card, isTall } = arrangement;
  if (isTall) return { x: position.row * pitch.row, y: position.column * pitch.column, ...card };
  return { x: position.column * pitch.column, y: position.row * pitch.row, ...card };
}

export function boxesOf({ byName }: HostsState, arrangement: Arrangement): Map<string, Box> {
  return new Map(Object.values(byName).map((host) => [host.name, boxOf(host, arrangement)]));
}

/** A network as a quiet place behind its hosts. */
export interface Area {
  network: ScenarioNetwork;
  box: Box;
}

/** The networks that have hosts on the map. */
export function areasOf({ byName, networks }: HostsState, boxes: ReadonlyMap<string, Box>): Area[] {
  return networks.flatMap((network) => {
    const members = Object.values(byName).filter(({ address }) => isInNetwork(address, network.cidr));
    const cards = members.flatMap(({ name }) => boxes.get(name) ?? []);
    if (cards.length === 0) return [];
    const { x, y, width, height } = around(cards);
    const box = {
      x: x - margin.side,
      y: y - margin.top,
      width: width + 2 * margin.side,
      height: height + margin.top + margin.bottom,
    };
    return [{ network, box }];
  });
}

/** The names of networks stand above the cards; where there are none, cables that go round a card need that room. */
export function withRoomAbove(box: Box, areas: readonly Area[]): Box {
  if (areas.length > 0) return box;
  return { ...box, y: box.y - aboveCards, height: box.height + aboveCards };
}

/** The smallest box around others; an empty one around none. */
export function around(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 };
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: right - x, height: bottom - y };
}

export function isInside({ x, y }: Point, box: Box, room = 0): boolean {
  return x > box.x - room && x < box.x + box.width + room && y > box.y - room && y < box.y + box.height + room;
}

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
  /** Lines on a card beside its name and a row of ports: who it is, while nothing has happened, takes `quiet` ones at most;
   *  what has become of it too takes `most`. */
  lines: { quiet: number; most: number };
}

/** Around the cards of a network; above them stands its name. */
const margin = { side: 16, top: 30, bottom: 14 };

/** Where there is no network, so much stays free above for cables that go round a card. */
const aboveCards = 20;
/** Cards that have grown stay so far from those below, and reach so far into what is free below the lowest ones. */
const apart = 4;
const intoFree = 14;

/** From so many hosts on cards on a phone are narrower. */
const denseFrom = 8;
/** Between two cards words on a cable want so much; where many stand in a row they get less, and never less than the least. */
const gap = { wanted: 62, narrow: 36, least: 30 };
const roomy = { width: { least: 150, most: 186 }, height: 84, column: 278, row: { least: 108, most: 140 } };
const compact = { width: { least: 104, most: 150 }, column: 250, row: { least: 66, most: 120 } };
/** What the styles make of a card, in px: its height with a name and a row of ports; a line more with the gap above it; a
 *  letter of the name and the icon before it; in the row of ports a digit and what is around the digits; the side of the card. */
const letters = {
  roomy: { bare: 68, line: 20.5, letter: 8, icon: 21, digit: 7.2, chip: 14, side: 14 },
  dense: { bare: 68, line: 20.5, letter: 8, icon: 21, digit: 7.8, chip: 14, side: 10 },
  compact: { bare: 51, line: 16.5, letter: 6.9, icon: 16, digit: 6.6, chip: 7, side: 8 },
};
/** Between two ports, and a sign beside a number, in px. */
const portGap = 3;
const portSign = 11;
/** Names are read whole in so much, so gaps are narrow before cards are. */
const nameWidth = 114;
/** Below a card that tells who it is so much stays free. */
const below = 18;
/** A card says so many lines at most. */
const linesMax = 3;

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
  const density = isRoomy ? 'roomy' : 'compact';
  const quiet = isRoomy
    ? linesMax
    : mostLines((lines) => {
        const cardHeight = grownHeight('compact', lines);
        return rowFor(cardHeight) >= cardHeight + below;
      });
  const heightWith = (lines: number) => (isRoomy ? roomy.height : grownHeight('compact', lines));
  // Rows are a little closer where that lets the lowest cards grow.
  const free = height + around.bottom + intoFree;
  const rowOf = (lines: number) =>
    Math.min(rowFor(heightWith(quiet)), Math.floor(pitchIn(free, grownHeight(density, lines), rows)));
  const step = closestRows(places);
  const most = mostLines((lines) => {
    const grown = grownHeight(density, lines);
    return grown <= free && rowOf(lines) * step >= grown + apart;
  });
  const lines = { quiet: Math.min(quiet, most), most };
  const card = { width: cardWidth, height: heightWith(lines.quiet) };
  return { isTall: false, density, card, pitch: { column, row: rowOf(most) }, lines };
}

/** How close the rows of two cards are that stand one below the other, in rows. */
function closestRows(places: readonly HostState['position'][]): number {
  const distances = places.flatMap((one) =>
    places.flatMap(({ column, row }) => (Math.abs(column - one.column) < 1 && row > one.row ? [row - one.row] : [])),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...distances);
}

/** The most lines for which there is room. */
function mostLines(hasRoomFor: (lines: number) => boolean): number {
  let lines = linesMax;
  while (lines > 0 && !hasRoomFor(lines)) lines -= 1;
  return lines;
}

/** How high a card is that says so much beside its name and a row of ports, in px. */
export function grownHeight(density: Arrangement['density'], lines: number): number {
  return letters[density].bare + lines * letters[density].line;
}

/** A name that has no room beside the icon stands alone, and in smaller letters. */
export function isLongName(name: string, { density, card }: Pick<Arrangement, 'density' | 'card'>): boolean {
  const { letter, icon, side } = letters[density];
  return name.length * letter > card.width - 2 * side - icon;
}

/** The rows in which a card shows its ports, each with so many signs beside its number. */
export function portRows(
  ports: readonly { port: number; signs: number }[],
  { density, card }: Pick<Arrangement, 'density' | 'card'>,
): number {
  const { digit, chip, side } = letters[density];
  const room = card.width - 2 * side;
  let rows = 0;
  let left = 0;
  for (const { port, signs } of ports) {
    const width = `${port}`.length * digit + chip + signs * portSign;
    const isBeside = rows > 0 && width + portGap <= left;
    left = isBeside ? left - width - portGap : room - width;
    if (!isBeside) rows += 1;
  }
  return rows;
}

function tallArrangement(isDense: boolean): Arrangement {
  return isDense
    ? {
        isTall: true,
        density: 'dense',
        card: { width: 134, height: 84 },
        pitch: { column: 158, row: 156 },
        lines: { quiet: 3, most: 3 },
      }
    : {
        isTall: true,
        density: 'roomy',
        card: { width: 186, height: 84 },
        pitch: { column: 138, row: 210 },
        lines: { quiet: 2, most: 2 },
      };
}

/** How far apart places are when so many steps use all of it. */
function pitchIn(length: number, card: number, steps: number): number {
  return steps > 0 ? (length - card) / steps : Number.POSITIVE_INFINITY;
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** A card is at least so large; one that has more to tell grows downwards, within its row, and hides the ends of its
 *  cables. */
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

/** The names of networks stand above the cards; where there are none, cables that go round a card need that room. Below,
 *  the lowest cards may grow. */
export function withRoomAround(box: Box, areas: readonly Area[], { density, card, lines }: Arrangement): Box {
  const grown = Math.max(0, grownHeight(density, lines.most) - card.height - intoFree);
  if (areas.length > 0) return { ...box, height: box.height + Math.max(0, grown - margin.bottom) };
  return { ...box, y: box.y - aboveCards, height: box.height + aboveCards + grown };
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

/** Where a card is when it says all that it may. */
export function grownBox(box: Box, { density, lines }: Arrangement): Box {
  return { ...box, height: Math.max(box.height, grownHeight(density, lines.most)) };
}

export function isInside({ x, y }: Point, box: Box, room = 0): boolean {
  return x > box.x - room && x < box.x + box.width + room && y > box.y - room && y < box.y + box.height + room;
}

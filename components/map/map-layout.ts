import { isInNetwork } from '#protocol/border.ts';
import type { HostState, HostsState } from '#protocol/projections/hosts.ts';
import type { ScenarioNetwork } from '#protocol/scenario.ts';

/** Where everything stands, in px of the map: a function of the scenario alone, so the same in every run. */

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** In a tall, narrow frame the journey goes downwards; worlds of many hosts stand closer, in larger letters. */
export interface Arrangement {
  isTall: boolean;
  isDense: boolean;
}

/** From so many hosts on, or so long a journey, cards are narrower. */
const denseFrom = { hosts: 8, columns: 5 };

export function arrangementOf({ byName }: HostsState, isTall: boolean): Arrangement {
  const hosts = Object.values(byName);
  const columns = 1 + Math.max(0, ...hosts.map(({ position }) => position.column));
  return { isTall, isDense: hosts.length >= denseFrom.hosts || columns >= denseFrom.columns };
}

/** A card is at least so high; one that has more to tell grows downwards, and hides the ends of its cables. */
export const cardHeight = 84;

export function cardWidth({ isTall, isDense }: Arrangement): number {
  if (!isDense) return 186;
  return isTall ? 134 : 166;
}

/** Distances between the cards' places. */
function pitch({ isTall, isDense }: Arrangement): { column: number; row: number } {
  if (isTall) return isDense ? { column: 158, row: 156 } : { column: 138, row: 210 };
  return isDense ? { column: 250, row: 148 } : { column: 278, row: 140 };
}

export function boxOf({ position }: Pick<HostState, 'position'>, arrangement: Arrangement): Box {
  const { column, row } = pitch(arrangement);
  const size = { width: cardWidth(arrangement), height: cardHeight };
  if (arrangement.isTall) return { x: position.row * row, y: position.column * column, ...size };
  return { x: position.column * column, y: position.row * row, ...size };
}

export function boxesOf({ byName }: HostsState, arrangement: Arrangement): Map<string, Box> {
  return new Map(Object.values(byName).map((host) => [host.name, boxOf(host, arrangement)]));
}

/** A network as a quiet place behind its hosts. */
export interface Area {
  network: ScenarioNetwork;
  box: Box;
}

/** Room around the cards of a network; above them stands its name. */
const margin = { side: 16, top: 30, bottom: 14 };

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

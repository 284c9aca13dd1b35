import type { HostsState } from '#protocol/projections/hosts.ts';
import {
  borderCrossing,
  type CablePath,
  type LabelPlace,
  labelPlace,
  pathThrough,
  svgPath,
} from './cable/cable-path.ts';
import type { Link } from './cable/cables.ts';
import {
  type Area,
  type Arrangement,
  areasOf,
  around,
  type Box,
  boxesOf,
  grownBox,
  type Point,
  withRoomAround,
} from './map-layout.ts';

/** The lines of the map, in px: a function of hosts, networks and cables, so the same in every run. */
export interface Drawing {
  /** What it is drawn from. */
  hosts: HostsState;
  arrangement: Arrangement;
  boxes: ReadonlyMap<string, Box>;
  areas: readonly Area[];
  cables: readonly DrawnCable[];
  /** Around everything that always stands there. */
  frame: Box;
}

export interface DrawnCable extends Link {
  path: CablePath;
  /** As the `d` of an SVG path. */
  line: string;
  label: LabelPlace;
  /** Where it crosses the borders of networks, by their names. */
  crossings: Readonly<Record<string, Point>>;
}

/** Of a drawing before, with the same hosts in the same places, all stays that need not be drawn again: cables come and
 *  go with each question to a name server. */
export function drawMap(
  hosts: HostsState,
  links: readonly Link[],
  arrangement: Arrangement,
  before?: Drawing,
): Drawing {
  const last = before?.hosts === hosts && before.arrangement === arrangement ? before : undefined;
  const boxes = last?.boxes ?? boxesOf(hosts, arrangement);
  const areas = last?.areas ?? areasOf(hosts, boxes);
  const frame =
    last?.frame ?? withRoomAround(around([...boxes.values(), ...areas.map(({ box }) => box)]), areas, arrangement);
  const cables: DrawnCable[] = [];
  // A cable makes room for those before it: up to the first that is another one nothing has changed.
  let isSame = last !== undefined;
  for (const link of links) {
    const known = last?.cables[cables.length];
    isSame &&= known?.id === link.id && known.via.join() === link.via.join();
    const cable = isSame && known ? known : drawCable(link, { boxes, areas, arrangement }, cables);
    if (cable) cables.push(cable);
  }
  return { hosts, arrangement, boxes, areas, cables, frame };
}

function drawCable(
  link: Link,
  { boxes, areas, arrangement }: Pick<Drawing, 'boxes' | 'areas' | 'arrangement'>,
  before: readonly DrawnCable[],
): DrawnCable | undefined {
  const [one, other] = link.ends;
  const names = [one, ...link.via, other];
  const stops = names.flatMap((name) => boxes.get(name) ?? []);
  if (stops.length < names.length) return undefined;
  const others = [...boxes].flatMap(([name, box]) => (names.includes(name) ? [] : [box]));
  const path = pathThrough(stops, others);
  const crossings = areas.flatMap(({ network, box }) => {
    const point = borderCrossing(path, box);
    return point ? [[network.name, point] as const] : [];
  });
  const label = labelPlace(
    path,
    { now: [...boxes.values()], grown: [...boxes.values()].map((box) => grownBox(box, arrangement)) },
    before.map((cable) => cable.label),
  );
  return { ...link, path, line: svgPath(path), label, crossings: Object.fromEntries(crossings) };
}

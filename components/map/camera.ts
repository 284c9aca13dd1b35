import type { SandboxEvent } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import { linkId } from './cable/cables.ts';
import type { Drawing } from './map-drawing.ts';
import { type Arrangement, around, type Box, type Room } from './map-layout.ts';

/** What part of the map the frame shows, and how large: screen px = map px × zoom + x or y. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

export interface Frame {
  width: number;
  height: number;
  /** What stays free around the hosts, in px. */
  free: { top: number; left: number; right: number; bottom: number };
}

export const zoomLimits = { min: 0.3, fitMax: 1.05, max: 2 };

/** Smaller than that, words on cards are less than 10.5 px high; on a phone, which is held nearer, 9. */
export function readableZoom({ density }: Arrangement): number {
  return { roomy: 0.88, dense: 0.7, compact: 0.95 }[density];
}

/** What the frame has for hosts and networks. */
export function roomIn({ width, height, free }: Frame): Pick<Room, 'width' | 'height'> {
  return {
    width: Math.max(1, width - free.left - free.right),
    height: Math.max(1, height - free.top - free.bottom),
  };
}

/** All of it, in the middle of the frame. */
export function wholeView(everything: Box, frame: Frame): View {
  const room = roomIn(frame);
  const fitting = Math.min(room.width / everything.width, room.height / everything.height);
  const zoom = Math.max(zoomLimits.min, Math.min(zoomLimits.fitMax, fitting));
  return {
    x: frame.free.left + (room.width - everything.width * zoom) / 2 - everything.x * zoom,
    y: frame.free.top + (room.height - everything.height * zoom) / 2 - everything.y * zoom,
    zoom,
  };
}

/** All of it where that can be read; else so large that it can be, from the side on which the journey begins. */
export function readableView(everything: Box, frame: Frame, readable: number): View {
  const whole = wholeView(everything, frame);
  if (whole.zoom >= readable) return whole;
  return broughtIntoSight({ ...whole, zoom: readable }, everything, frame);
}

/** The same view, moved no farther than needed to show the box; of one that is too large, where it begins. */
export function broughtIntoSight(view: View, box: Box, frame: Frame): View {
  const { free, width, height } = frame;
  const x = moved(view.x, [box.x * view.zoom, (box.x + box.width) * view.zoom], [free.left, width - free.right]);
  const y = moved(view.y, [box.y * view.zoom, (box.y + box.height) * view.zoom], [free.top, height - free.bottom]);
  return { ...view, x, y };
}

function moved(offset: number, [start, end]: [number, number], [from, to]: [number, number]): number {
  const isLarger = end - start > to - from;
  if (offset + start < from || isLarger) return from - start;
  return offset + end > to ? to - end : offset;
}

/** A label with the letter above it, in px. */
const labelBox = { width: 120, height: 70 };

/** Where a fact is to be seen: around both ends of a conversation and the words on its cable, or where it happens. */
export function stageOf({ connections }: World, event: SandboxEvent, { boxes, cables }: Drawing): Box | undefined {
  const hosts = hostsIn(event, connections.byId);
  const places = hosts.flatMap((name) => boxes.get(name) ?? []);
  const [from, to] = hosts;
  const cable = from && to && cables.find(({ id }) => id === linkId(from, to));
  const { width, height } = labelBox;
  const label = cable ? [{ x: cable.label.x - width / 2, y: cable.label.y - height / 2, width, height }] : [];
  return places.length > 0 ? around([...places, ...label]) : undefined;
}

function hostsIn(event: SandboxEvent, byId: World['connections']['byId']): string[] {
  if ('from' in event && 'to' in event && typeof event.from === 'object') return [event.from.host, event.to.host];
  const connection = 'connection' in event ? byId[event.connection ?? ''] : undefined;
  if (connection) return [connection.from.host, connection.to.host];
  if (event.type === 'dns.answered') return [event.client];
  return 'host' in event && typeof event.host === 'string' ? [event.host] : [];
}

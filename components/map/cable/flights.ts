import type { EventOf, SandboxEvent } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import type { Paced } from '../../sandbox/pacing.ts';
import { saidByHand } from '../../wire/answered-by-hand.ts';
import { linkId } from './cables.ts';

/** A letter on its way over a cable. */
export interface Flight {
  /** `seq` of the fact with which it arrives. */
  id: number;
  cable: string;
  from: string;
  kind: 'letter' | 'bounce' | 'report' | 'spam';
  /** On the clock of the page, in ms. */
  startedAt: number;
  durationMs: number;
}

export interface Flights {
  /** Up to here facts have been seen. */
  seq: number;
  underWay: readonly Flight[];
}

export const noFlights: Flights = { seq: 0, underWay: [] };

/** A letter is on its way at least so long, so that many at once can be followed, in ms. */
const shortestMs = 900;

/**
 * The letters under way at `now`, after those before: each acceptance that the map comes to sends one off, and it flies
 * on while other things happen. Looking back, or far ahead, ends all that were under way.
 */
export function flightsAfter(before: Flights, paced: Paced, now: number): Flights {
  const { world, showing, fresh } = paced;
  if (world.seq === before.seq) return landed(before, now);
  const isBack = world.seq < before.seq;
  const stillFlying = isBack ? [] : landed(before, now).underWay;
  const came = (fresh ?? (showing ? [showing.event] : [])).filter(({ seq }) => isBack || seq > before.seq);
  const together = came.flatMap((event) => flightFor(world, event, showing, now) ?? []);
  // Those of one step leave one after the other, or they would cover each other.
  const apartMs = (showing?.dwellMs ?? 0) / Math.max(1, together.length);
  const started = together.map((flight, index) => ({ ...flight, startedAt: now + index * apartMs }));
  return { seq: world.seq, underWay: started.length > 0 ? [...stillFlying, ...started] : stillFlying };
}

function landed(flights: Flights, now: number): Flights {
  const underWay = flights.underWay.filter(({ startedAt, durationMs }) => startedAt + durationMs > now);
  return underWay.length === flights.underWay.length ? flights : { ...flights, underWay };
}

/** When the first of them is there. */
export function nextLanding({ underWay }: Flights): number | undefined {
  const ends = underWay.map(({ startedAt, durationMs }) => startedAt + durationMs);
  return ends.length > 0 ? Math.min(...ends) : undefined;
}

function flightFor(world: World, event: SandboxEvent, showing: Paced['showing'], now: number): Flight | undefined {
  if (event.type !== 'message.accepted') return undefined;
  const connection = world.connections.byId[event.connection ?? ''];
  if (!connection || connection.from.host === connection.to.host) return undefined;
  const { from, to } = connection;
  const dwellMs = showing?.event.seq === event.seq ? showing.dwellMs : 0;
  return {
    id: event.seq,
    cable: linkId(from.host, to.host),
    from: from.host,
    kind: kindOf(world, event),
    startedAt: now,
    durationMs: Math.max(shortestMs, dwellMs),
  };
}

function kindOf({ messages, hosts }: World, event: EventOf<'message.accepted'>): Flight['kind'] {
  const notice = messages.byId[event.message]?.notice ?? event.notice;
  if (notice) return notice.action === 'failed' ? 'bounce' : 'report';
  const hasBot = hosts.actors.some(({ kind }) => kind === 'spam-bot' || kind === 'forger');
  return hasBot && (messages.byId[event.message]?.origin ?? event.origin) === 'actor' ? 'spam' : 'letter';
}

/** So many letters are drawn one by one on one cable in one direction; the others are a pile with a number. */
export const singlyMax = 8;

export interface Pile {
  cable: string;
  from: string;
  count: number;
}

/** What is drawn: letters one by one, oldest first, and the piles of those beyond. */
export function drawnFlights(underWay: readonly Flight[]): { single: Flight[]; piles: Pile[] } {
  const single: Flight[] = [];
  const piles = new Map<string, Pile>();
  const drawn = new Map<string, number>();
  for (const flight of underWay) {
    const road = `${flight.cable} ${flight.from}`;
    const count = drawn.get(road) ?? 0;
    if (count < singlyMax) {
      drawn.set(road, count + 1);
      single.push(flight);
    } else {
      const { cable, from } = flight;
      piles.set(road, { cable, from, count: (piles.get(road)?.count ?? 0) + 1 });
    }
  }
  return { single, piles: [...piles.values()] };
}

/** Something small that goes over a cable while it is shown. */
export interface Pulse {
  id: number;
  cable: string;
  from: string;
  kind: 'command' | 'reply' | 'question';
  durationMs: number;
}

export function pulseOf({ world, showing }: Paced): Pulse | undefined {
  if (!showing) return undefined;
  const { event, dwellMs: durationMs } = showing;
  if (event.type === 'dns.answered') {
    return { id: event.seq, cable: `dns ${event.client}`, from: event.client, kind: 'question', durationMs };
  }
  const said = saidIn(world, event);
  const connection = said && world.connections.byId[said.connection];
  if (!connection) return undefined;
  const { from, to } = connection;
  const isCommand = said.kind === 'command';
  return {
    id: event.seq,
    cable: linkId(from.host, to.host),
    from: isCommand ? from.host : to.host,
    kind: isCommand ? 'command' : 'reply',
    durationMs,
  };
}

/** The command or reply that a fact is, noted by a mail server or typed by a person. */
function saidIn(world: World, event: SandboxEvent): { kind: 'command' | 'reply'; connection: string } | undefined {
  if (event.type === 'smtp.command') return { kind: 'command', connection: event.connection };
  if (event.type === 'smtp.reply') return { kind: 'reply', connection: event.connection };
  if (event.type !== 'bytes.sent') return undefined;
  const said = saidByHand(world, event);
  return said && { kind: said.kind, connection: event.connection };
}

import type { DrawnCable } from '../map-drawing.ts';
import type { Point } from '../map-layout.ts';
import { pointAt } from './cable-path.ts';
import { drawnFlights, type Flight, type Flights, type Pulse } from './flights.ts';
import { type Journey, whereabouts } from './travel.ts';

/** What moves on the map at one moment, each with its middle at a point of the map. */
export interface FlightScene {
  dots: readonly { at: Point; kind: Pulse['kind'] }[];
  envelopes: readonly { at: Point; kind: Flight['kind']; word?: string }[];
  piles: readonly { at: Point; count: number }[];
}

/** A pulse with the moment from which it is shown, on the clock of the page, in ms. */
export type ShownPulse = Pulse & { startedAt: number };

const words: Record<Flight['kind'], string> = { letter: 'DATA', bounce: 'bounce', report: 'report', spam: 'spam' };
/** Up to so many letters at once say what they are; more would cover each other's words. */
const namedMax = 3;
/** A pile waits at this share of the way. */
const pileAt = 0.2;
/** Letters fly above the words on the cable, not over them, in px of the map. */
const aboveCable = 20;
/** A dot is on its way at least so long, in ms. */
const shortestPulseMs = 120;

interface Moving {
  flights: Flights;
  pulse: ShownPulse | undefined;
}

/** The scene at `now`. Who wants less motion sees everything where it arrives. */
export function sceneAt(
  { flights, pulse }: Moving,
  cables: ReadonlyMap<string, DrawnCable>,
  now: number,
  isCalm: boolean,
): FlightScene {
  const { single, piles } = drawnFlights(flights.underWay);
  const place = (journey: Journey) =>
    whereabouts(isCalm ? { ...journey, returns: false } : journey, isCalm ? Infinity : now);
  const dot = pulse && journeyOf(pulse, cables, shortestPulseMs);
  return {
    dots: pulse && dot ? [{ at: place({ ...dot, returns: pulse.kind === 'question' }), kind: pulse.kind }] : [],
    envelopes: single.flatMap((flight) => {
      const journey = journeyOf(flight, cables);
      if (!journey) return [];
      const { x, y } = place(journey);
      const word = single.length <= namedMax ? { word: words[flight.kind] } : {};
      return [{ at: { x, y: y - aboveCable }, kind: flight.kind, ...word }];
    }),
    piles: piles.flatMap(({ cable: id, from, count }) => {
      const cable = cables.get(id);
      return cable ? [{ at: pointAt(cable.path, from === cable.ends[0] ? pileAt : 1 - pileAt), count }] : [];
    }),
  };
}

/** Whether the scene will be another one in the next frame. */
export function isMoving({ flights, pulse }: Moving, now: number): boolean {
  const pulseEnds = pulse ? pulse.startedAt + Math.max(pulse.durationMs, shortestPulseMs) : 0;
  return flights.underWay.length > 0 || pulseEnds > now;
}

function journeyOf(
  { cable: id, from, startedAt, durationMs }: Pick<Flight, 'cable' | 'from' | 'startedAt' | 'durationMs'>,
  cables: ReadonlyMap<string, DrawnCable>,
  shortestMs = 0,
): Journey | undefined {
  const cable = cables.get(id);
  if (!cable) return undefined;
  return {
    path: cable.path,
    isBackward: from !== cable.ends[0],
    startedAt,
    durationMs: Math.max(durationMs, shortestMs),
  };
}

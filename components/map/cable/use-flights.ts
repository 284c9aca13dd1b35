'use client';
import { useEffect, useRef, useState } from 'react';
import { useMapListener } from '../../sandbox/use-world.ts';
import { type Flight, flightsAfter, nextLanding, noFlights } from './flights.ts';

/** The letters under way on the map, each until it is there. */
export function useFlights(): readonly Flight[] {
  const listen = useMapListener();
  const [underWay, setUnderWay] = useState<readonly Flight[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    let flights = noFlights;
    const look: Parameters<typeof listen>[0] = (paced) => {
      flights = flightsAfter(flights, paced, performance.now());
      setUnderWay(flights.underWay);
      clearTimeout(timer.current);
      const landing = nextLanding(flights);
      if (landing !== undefined) timer.current = setTimeout(() => look(paced), landing - performance.now() + 1);
    };
    const stop = listen(look);
    return () => {
      stop();
      clearTimeout(timer.current);
    };
  }, [listen]);
  return underWay;
}

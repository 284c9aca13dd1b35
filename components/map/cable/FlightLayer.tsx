'use client';
import { Mails } from 'lucide-react';
import { useDrawn } from '../../sandbox/use-world.ts';
import type { DrawnCable } from '../map-drawing.ts';
import { pointAt } from './cable-path.ts';
import styles from './Envelope.module.css';
import { FlyingEnvelope, PassingDot } from './Envelope.tsx';
import { drawnFlights, pulseOf } from './flights.ts';
import { placed } from './travel.ts';
import { useFlights } from './use-flights.ts';

/** Up to so many letters at once say what they are; more would cover each other's words. */
const namedMax = 3;
/** A pile waits at this share of the way. */
const pileAt = 0.2;

/** Whatever moves on the map. */
export function FlightLayer({ cables }: { cables: readonly DrawnCable[] }) {
  const { single, piles } = drawnFlights(useFlights());
  const pulse = useDrawn(pulseOf);
  const byId = new Map(cables.map((cable) => [cable.id, cable]));
  const pulseCable = pulse && byId.get(pulse.cable);
  return (
    <div aria-hidden>
      {pulse && pulseCable && (
        <PassingDot
          key={pulse.id}
          pulse={pulse}
          path={pulseCable.path}
          isBackward={pulse.from !== pulseCable.ends[0]}
        />
      )}
      {single.map((flight) => {
        const cable = byId.get(flight.cable);
        return cable ? (
          <FlyingEnvelope
            key={flight.id}
            flight={flight}
            path={cable.path}
            isBackward={flight.from !== cable.ends[0]}
            isNamed={single.length <= namedMax}
          />
        ) : null;
      })}
      {piles.map(({ cable: id, from, count }) => {
        const cable = byId.get(id);
        if (!cable) return null;
        const at = pointAt(cable.path, from === cable.ends[0] ? pileAt : 1 - pileAt);
        return (
          <span key={`${id} ${from}`} className={styles.pile} data-pile={count} style={{ transform: placed(at) }}>
            <Mails size={12} aria-hidden /> +{count}
          </span>
        );
      })}
    </div>
  );
}

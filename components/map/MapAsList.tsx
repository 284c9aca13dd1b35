'use client';
import { useNowShowing } from '../sandbox/use-world.ts';
import { sentenceFor } from './sentences.ts';

/** The map for those who do not see it: each thing that it shows, as a sentence, when it shows it. */
export function MapAsList() {
  const showing = useNowShowing();
  return (
    <p className="visually-hidden" role="log" aria-label="What happens on the map">
      {showing && sentenceFor(showing.event)}
    </p>
  );
}

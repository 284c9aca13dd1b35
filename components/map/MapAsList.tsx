'use client';
import { useEffect, useState } from 'react';
import { useNowShowing } from '../sandbox/use-world.ts';
import { sentenceFor } from './sentences.ts';

/** What was shown longer ago is read in the wire view. */
const sentencesMax = 20;

/** The map for those who do not see it: each thing that it shows, as a sentence, when it shows it. */
export function MapAsList() {
  const event = useNowShowing()?.event;
  const [said, setSaid] = useState<{ seq: number; text: string }[]>([]);
  useEffect(() => {
    const text = event && sentenceFor(event);
    if (text) setSaid((before) => [...before, { seq: event.seq, text }].slice(-sentencesMax));
  }, [event]);
  return (
    <div className="visually-hidden" role="log" aria-label="What happens on the map">
      <ol>
        {said.map(({ seq, text }) => (
          <li key={seq}>{text}</li>
        ))}
      </ol>
    </div>
  );
}

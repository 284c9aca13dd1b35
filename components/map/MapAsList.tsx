'use client';
import { useEffect, useRef, useState } from 'react';
import { useDrawn, useEvents } from '../sandbox/use-world.ts';
import styles from './MapAsList.module.css';
import { breath, lastSentences, type Sentence } from './sentences.ts';

/** What was shown longer ago is read in the wire view. */
const sentencesMax = 30;
/** What happens in such a time is said in one breath, in ms. */
const breathMs = 1500;

/** The map in words: each thing that it shows, when it shows it. Seen on request; always there for screen readers. */
export function MapAsList({ isSeen }: { isSeen: boolean }) {
  const seq = useDrawn(({ world }) => world.seq);
  const events = useEvents();
  const sentences = lastSentences(events, seq, sentencesMax);
  return (
    <>
      <section
        className={isSeen ? styles.list : 'visually-hidden'}
        aria-label="What happened on the map"
        tabIndex={isSeen ? 0 : undefined}
      >
        <ol reversed>
          {sentences.toReversed().map((sentence) => (
            <li key={sentence.seq}>{sentence.text}</li>
          ))}
        </ol>
        {sentences.length === 0 && <p>Nothing has happened yet.</p>}
      </section>
      <Announcer sentences={sentences} />
    </>
  );
}

/** Says politely what is new, at most one sentence in each breath. */
function Announcer({ sentences }: { sentences: readonly Sentence[] }) {
  const [said, setSaid] = useState('');
  const heard = useRef<number>(undefined);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(sentences);
  latest.current = sentences;
  const newest = sentences.at(-1)?.seq ?? 0;
  useEffect(() => {
    // What was there before the map was opened is not news.
    heard.current ??= newest;
    if (newest === heard.current || waiting.current !== undefined) return;
    waiting.current = setTimeout(() => {
      waiting.current = undefined;
      setSaid(breath(latest.current, heard.current ?? 0));
      heard.current = latest.current.at(-1)?.seq ?? 0;
    }, breathMs);
  }, [newest]);
  useEffect(() => () => clearTimeout(waiting.current), []);
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label="What happens on the map">
      {said}
    </div>
  );
}

'use client';
import { useEffect, useRef, useState } from 'react';
import { useDrawn, useEventsNow, useMapListener, useWorldNow } from '../sandbox/use-world.ts';
import styles from './MapAsList.module.css';
import { breath, lastSentences, type Sentence } from './sentences.ts';

/** What was shown longer ago is read in the wire view. */
const sentencesMax = 30;
/** What happens in such a time is said in one breath, in ms. */
const breathMs = 1500;

/** The map in words: each thing that it shows, when it shows it. Seen on request; always there for screen readers. */
export function MapAsList({ isSeen }: { isSeen: boolean }) {
  const eventsNow = useEventsNow();
  const worldNow = useWorldNow();
  const sentences = lastSentences(eventsNow(), useSeqOfBreath(), sentencesMax, worldNow());
  return (
    <>
      {isSeen ? <SeenList /> : <SentenceList sentences={sentences} />}
      <Announcer sentences={sentences} />
    </>
  );
}

/** Up to which fact the map has shown its world, looked at once in a breath: nobody hears faster, and nothing is laid
 *  out anew in between. */
function useSeqOfBreath(): number {
  const listen = useMapListener();
  const [seq, setSeq] = useState(0);
  useEffect(() => {
    let latest = 0;
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const stop = listen(({ world }) => {
      latest = world.seq;
      waiting ??= setTimeout(() => {
        waiting = undefined;
        setSeq(latest);
      }, breathMs);
    });
    return () => {
      stop();
      clearTimeout(waiting);
    };
  }, [listen]);
  return seq;
}

/** For the eye, with the map. */
function SeenList() {
  const seq = useDrawn(({ world }) => world.seq);
  const eventsNow = useEventsNow();
  const worldNow = useWorldNow();
  return <SentenceList sentences={lastSentences(eventsNow(), seq, sentencesMax, worldNow())} isSeen />;
}

function SentenceList({ sentences, isSeen = false }: { sentences: readonly Sentence[]; isSeen?: boolean }) {
  return (
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
  );
}

/** Says politely what is new. */
function Announcer({ sentences }: { sentences: readonly Sentence[] }) {
  const [said, setSaid] = useState('');
  const heard = useRef<number>(undefined);
  const latest = useRef(sentences);
  latest.current = sentences;
  const newest = sentences.at(-1)?.seq ?? 0;
  useEffect(() => {
    // What was there before the map was opened is not news.
    heard.current ??= newest;
    if (newest === heard.current) return;
    setSaid(breath(latest.current, heard.current));
    heard.current = newest;
  }, [newest]);
  return (
    <div className="visually-hidden" role="log" aria-live="polite" aria-label="What happens on the map">
      {said}
    </div>
  );
}

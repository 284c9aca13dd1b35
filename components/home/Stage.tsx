'use client';
import { Pause, Play } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import type { SandboxEvent } from '#protocol/events.ts';
import { useReplay } from '../sandbox/ReplayProvider.tsx';
import buttons from '../ui/Button.module.css';
import styles from './Stage.module.css';

const recording = '/recordings/first-relay.recording.json';

const ReplayProvider = dynamic(() => import('../sandbox/ReplayProvider.tsx').then((module) => module.ReplayProvider), {
  ssr: false,
});
const NetworkMap = dynamic(() => import('../map/NetworkMap.tsx'), { ssr: false });
const ReplayTranscript = dynamic(() => import('./ReplayTranscript.tsx').then((module) => module.ReplayTranscript), {
  ssr: false,
});

/** A real relay, replayed from the log of a sandbox. It is fetched when the text can be read already. */
export function Stage() {
  const [events, setEvents] = useState<SandboxEvent[]>();
  useEffect(() => {
    const abort = new AbortController();
    fetch(recording, { signal: abort.signal })
      .then((response) => response.json())
      .then(setEvents)
      .catch(() => undefined); // without the recording the page says all the same
    return () => abort.abort();
  }, []);
  return (
    <figure className={styles.stage}>
      {events ? (
        <ReplayProvider events={events}>
          <div className={styles.map}>
            <NetworkMap isAlwaysWhole />
          </div>
          <ReplayTranscript />
          <Caption />
        </ReplayProvider>
      ) : (
        <div className={styles.still} />
      )}
    </figure>
  );
}

function Caption() {
  const { playing, toggle } = useReplay();
  return (
    <figcaption className={styles.caption}>
      <span>A recorded sandbox: kim’s letter to Ann, as the servers logged it.</span>
      <button
        type="button"
        className={buttons.icon}
        onClick={toggle}
        aria-label={playing ? 'Pause the replay' : 'Play'}
      >
        {playing ? <Pause size={15} aria-hidden /> : <Play size={15} aria-hidden />}
      </button>
    </figcaption>
  );
}

'use client';
import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import { type IncidentTexts, incidentStep } from '#protocol/incident.ts';
import { InlineText } from '../lesson/InlineText.tsx';
import prose from '../lesson/Prose.module.css';
import { useLiveWorld } from '../sandbox/use-world.ts';
import styles from './IncidentPanel.module.css';
import { Selftest } from './Selftest.tsx';

/** What people say, what is known, whether the mail flows; and, when it does, what it was. */
export function IncidentPanel({ texts }: { texts: IncidentTexts }) {
  const isSolved = useLiveWorld(({ progress }) => progress.steps[incidentStep] !== undefined);
  const isOpen = useLiveWorld(({ seq }) => seq > 0) && !isSolved;
  const [wasOpen, setWasOpen] = useState(false);
  if (isOpen && !wasOpen) setWasOpen(true);
  return (
    <article className={prose.article} id="lesson" tabIndex={-1}>
      <p className={prose.eyebrow}>Incident · about {texts.minutes} minutes</p>
      <h1>{texts.title}</h1>
      <p>Monday, 5 January 2026, nine o’clock. You are on call at Acme, and this comes in:</p>
      {texts.tickets.map(({ from, text }) => (
        <figure key={text} className={styles.ticket}>
          <figcaption>{from}</figcaption>
          <blockquote>
            <InlineText>{text}</InlineText>
          </blockquote>
        </figure>
      ))}
      <h2>What you know</h2>
      <ul>
        {texts.known.map((one) => (
          <li key={one}>
            <InlineText>{one}</InlineText>
          </li>
        ))}
        <li>
          What there is to go by: the queues and the configuration of your own servers, the zones, and what the DNS
          answers; the log of each of your servers, on its host, in <code>/var/log/mail.log</code>. The map and the wire
          come when it is solved.
        </li>
      </ul>
      <Selftest />
      {isSolved ? <Causes causes={texts.causes} isNews={wasOpen} /> : <Hints hints={texts.hints} />}
    </article>
  );
}

/** One after the other, as far as somebody wants to read. */
function Hints({ hints }: Pick<IncidentTexts, 'hints'>) {
  return (
    <section className={styles.hints} aria-label="Hints">
      {hints.map((hint, index) => (
        <details key={hint}>
          <summary>{['Where to look', 'What it is', 'What to do'][index]}</summary>
          <p>
            <InlineText>{hint}</InlineText>
          </p>
        </details>
      ))}
    </section>
  );
}

function Causes({ causes, isNews }: Pick<IncidentTexts, 'causes'> & { isNews: boolean }) {
  const section = useComesIntoView(isNews);
  return (
    <section className={prose.finish} aria-label="Solved" ref={section}>
      <h2>Solved. What it was:</h2>
      <ol className={styles.causes}>
        {causes.map(({ what, shown, repairs }) => (
          <li key={what}>
            <b>{what}</b>
            <p>
              <i>What showed it:</i> <InlineText>{shown}</InlineText>
            </p>
            <p>
              <i>{repairs.length > 1 ? 'Any of these would do:' : 'What helps:'}</i>{' '}
              <InlineText>{repairs.join('; ')}</InlineText>.
            </p>
          </li>
        ))}
      </ol>
      <p>
        Now there is everything to be seen: the map, the wire, the mailboxes, and the timeline back to nine o’clock.
        Your sandbox stays open. <Link href="/incidents">Another incident</Link>
      </p>
    </section>
  );
}

/** Solved under somebody’s hands: the text moves to what it was. A page that is opened later stays at its beginning. */
function useComesIntoView(isNews: boolean) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (isNews) section.current?.scrollIntoView({ block: 'start', behavior: isCalm ? 'auto' : 'smooth' });
  }, [isNews]);
  return section;
}

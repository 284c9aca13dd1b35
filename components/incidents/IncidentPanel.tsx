'use client';
import Link from 'next/link';
import { type IncidentTexts, incidentStep } from '#protocol/incident.ts';
import prose from '../lesson/Prose.module.css';
import { useLiveWorld } from '../sandbox/use-world.ts';
import styles from './IncidentPanel.module.css';
import { Selftest } from './Selftest.tsx';

/** What people say, what is known, whether the mail flows; and, when it does, what it was. */
export function IncidentPanel({ texts }: { texts: IncidentTexts }) {
  const isSolved = useLiveWorld(({ progress }) => progress.steps[incidentStep] !== undefined);
  return (
    <article className={prose.article} id="lesson" tabIndex={-1}>
      <p className={prose.eyebrow}>Incident · about {texts.minutes} minutes</p>
      <h1>{texts.title}</h1>
      <p>Monday, 5 January 2026, nine o’clock. You are on call at Acme, and this comes in:</p>
      {texts.tickets.map(({ from, text }) => (
        <figure key={text} className={styles.ticket}>
          <figcaption>{from}</figcaption>
          <blockquote>{text}</blockquote>
        </figure>
      ))}
      <h2>What you know</h2>
      <ul>
        {texts.known.map((one) => (
          <li key={one}>{one}</li>
        ))}
        <li>
          What there is to go by: the queues, the zones and the configuration in their views; the log of each server of
          yours, on its host, in <code>/var/log/mail.log</code>; what the DNS answers. Letters of others you cannot
          read.
        </li>
      </ul>
      <Selftest />
      {isSolved ? <Causes causes={texts.causes} /> : <Hints hints={texts.hints} />}
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
          <p>{hint}</p>
        </details>
      ))}
    </section>
  );
}

function Causes({ causes }: Pick<IncidentTexts, 'causes'>) {
  return (
    <section className={prose.finish} aria-label="Solved">
      <h2>Solved. What it was:</h2>
      <ol className={styles.causes}>
        {causes.map(({ what, shown, repairs }) => (
          <li key={what}>
            <b>{what}</b>
            <p>
              <i>What showed it:</i> {shown}
            </p>
            <p>
              <i>{repairs.length > 1 ? 'Any of these would do:' : 'What helps:'}</i> {repairs.join('; ')}.
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

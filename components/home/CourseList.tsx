'use client';
import { Check, Clock } from 'lucide-react';
import Link from 'next/link';
import { useProgress } from '../lesson/progress-store.ts';
import styles from './CourseList.module.css';

interface Entry {
  slug: string;
  title: string;
  number: number;
  lesson?: { minutes: number; summary: string; audience: string; steps: number };
}

interface Track {
  id: string;
  title: string;
  summary: string;
  lessons: Entry[];
}

/** The course, track by track, with what this browser has done. */
export function CourseList({ tracks, onlyExisting = false }: { tracks: Track[]; onlyExisting?: boolean }) {
  const shown = tracks
    .map((track) => ({ ...track, lessons: track.lessons.filter(({ lesson }) => lesson || !onlyExisting) }))
    .filter(({ lessons }) => lessons.length > 0);
  return (
    <div className={styles.tracks}>
      {shown.map(({ id, title, lessons }) => (
        <section key={id} aria-labelledby={`track-${id}`} className={styles.track}>
          <h3 id={`track-${id}`}>
            <i aria-hidden>{id}</i> {title}
          </h3>
          <ul>
            {lessons.map((entry) => (
              <li key={entry.slug}>
                {entry.lesson ? <Existing {...entry} lesson={entry.lesson} /> : <Coming {...entry} />}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Existing({ slug, title, number, lesson }: Entry & { lesson: NonNullable<Entry['lesson']> }) {
  const progress = useProgress()[slug];
  return (
    <Link href={`/lessons/${slug}`} className={styles.lesson}>
      <span className={styles.number}>{number}</span>
      <span className={styles.text}>
        <b>{title}</b>
        <span>{lesson.summary}</span>
        <small>{lesson.audience}</small>
      </span>
      <span className={styles.state}>
        <span>
          <Clock size={13} aria-hidden /> {lesson.minutes} min
        </span>
        {progress?.finishedAt ? (
          <span className={styles.done}>
            <Check size={14} aria-hidden /> done
          </span>
        ) : progress && progress.steps.length > 0 ? (
          <span className={styles.begun}>
            {progress.steps.length} of {lesson.steps} steps
          </span>
        ) : null}
      </span>
    </Link>
  );
}

function Coming({ title, number }: Entry) {
  return (
    <div className={styles.coming}>
      <span className={styles.number}>{number}</span>
      <span>{title}</span>
      <small>coming</small>
    </div>
  );
}

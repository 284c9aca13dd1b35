'use client';
import { Check, Clock } from 'lucide-react';
import Link from 'next/link';
import styles from './CourseList.module.css';
import { type CoursePath, stateOf } from './course-plan.ts';
import { useChosenPath, useProgress } from './progress-store.ts';

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

interface Props {
  tracks: Track[];
  onlyExisting?: boolean;
  /** Where they are given, lessons off the chosen one step back. */
  paths?: readonly CoursePath[];
}

/** The course, track by track, with what this browser has done. */
export function CourseList({ tracks, onlyExisting = false, paths = [] }: Props) {
  const path = useChosenPath(paths);
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
            {lessons.map((entry) => {
              const isOff = path !== undefined && !path.lessons.includes(entry.slug);
              return (
                <li key={entry.slug} data-off={isOff}>
                  {entry.lesson ? <Existing {...entry} lesson={entry.lesson} isOff={isOff} /> : <Coming {...entry} />}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface ExistingProps extends Entry {
  lesson: NonNullable<Entry['lesson']>;
  isOff: boolean;
}

function Existing({ isOff, ...entry }: ExistingProps) {
  const { slug, title, number, lesson } = entry;
  const progress = useProgress();
  const state = stateOf(entry, progress);
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
        {state === 'done' && (
          <span className={styles.done}>
            <Check size={14} aria-hidden /> done
          </span>
        )}
        {state === 'begun' && (
          <span className={styles.begun}>
            {progress[slug]?.steps.length} of {lesson.steps} steps
          </span>
        )}
        {isOff && <span>not on your path</span>}
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

import { lessonsIn } from '../course/what-is-here.ts';
import styles from './TrackStrip.module.css';

/** The six tracks in a row, like stations of a route, with how much of each is written. */
export function TrackStrip({
  tracks,
}: {
  tracks: {
    id: string;
    title: string;
    summary: string;
    lessons: { number: number; lesson?: { minutes: number } }[];
  }[];
}) {
  return (
    <ol className={styles.strip} aria-label="The six tracks of the course">
      {tracks.map(({ id, title, summary, lessons }) => (
        <li key={id} data-open={lessons.some(({ lesson }) => lesson !== undefined)}>
          <i aria-hidden>{id}</i>
          <b>{title}</b>
          <span>{summary}</span>
          <small>{lessonsIn({ title, lessons })}</small>
        </li>
      ))}
    </ol>
  );
}

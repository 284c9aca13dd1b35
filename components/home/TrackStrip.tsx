import styles from './TrackStrip.module.css';

/** The six tracks in a row, like stations of a route. */
export function TrackStrip({
  tracks,
}: {
  tracks: { id: string; title: string; summary: string; lessons: { lesson?: unknown }[] }[];
}) {
  return (
    <ol className={styles.strip} aria-label="The six tracks of the course">
      {tracks.map(({ id, title, summary, lessons }) => (
        <li key={id} data-open={lessons.some(({ lesson }) => lesson !== undefined)}>
          <i aria-hidden>{id}</i>
          <b>{title}</b>
          <span>{summary}</span>
        </li>
      ))}
    </ol>
  );
}

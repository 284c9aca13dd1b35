import Link from 'next/link';
import styles from './Finish.module.css';
import { byTrack, type FinishLesson } from './finished.ts';

/** What these lessons teach, by track. */
export function SkillList({ lessons }: { lessons: readonly FinishLesson[] }) {
  return (
    <div className={styles.tracks}>
      {byTrack(lessons).map(({ track, lessons: done }) => (
        <section key={track} aria-label={track}>
          <h2>{track}</h2>
          <ul>
            {done.flatMap(({ slug, number, title, skills }) =>
              skills.map((skill, index) => (
                <li key={skill}>
                  <span>{skill}</span>
                  {index === 0 && (
                    <Link href={`/lessons/${slug}`} title={title} aria-label={`Lesson ${number}: ${title}`}>
                      {number}
                    </Link>
                  )}
                </li>
              )),
            )}
          </ul>
        </section>
      ))}
    </div>
  );
}

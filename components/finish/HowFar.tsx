import { type CoursePath, lessonsOn } from '../course/course-plan.ts';
import styles from './Finish.module.css';
import { dayInWords, type FinishLesson } from './finished.ts';

interface Props {
  done: readonly string[];
  path: CoursePath | undefined;
  lessons: readonly FinishLesson[];
  /** Day of the last one. */
  on: string | undefined;
}

/** “13 of 13 lessons on the path “Developer”, and 2 more; the last on 25 November 2026.” */
export function HowFar({ done, path, lessons, on }: Props) {
  const wanted = lessonsOn(path, lessons).map(({ slug }) => slug);
  const onPath = done.filter((slug) => wanted.includes(slug)).length;
  const beside = done.length - onPath;
  return (
    <p className={styles.lead}>
      <b>
        {onPath} of {wanted.length} lessons
      </b>{' '}
      {path ? `on the path “${path.title}”` : 'of the course'}
      {beside > 0 && `, and ${beside} beside it`}
      {on && `; the last on ${dayInWords(on)}`}.
    </p>
  );
}

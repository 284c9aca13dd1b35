import Link from 'next/link';
import { type CoursePath, lessonsOn } from '../course/course-plan.ts';
import { useChosenPath, useProgress } from '../course/progress-store.ts';
import styles from './Finish.module.css';
import { type FinishLesson, finishedLessons, lastDay } from './finished.ts';
import { HowFar } from './HowFar.tsx';
import { ShareLink } from './ShareLink.tsx';
import { SkillList } from './SkillList.tsx';

interface Props {
  lessons: readonly FinishLesson[];
  paths: readonly CoursePath[];
}

/** What this browser has seen its reader do, what is still open, and a link for others. */
export function OwnFinish({ lessons, paths }: Props) {
  const progress = useProgress();
  const path = useChosenPath(paths);
  const done = finishedLessons(lessons, progress);
  const open = lessonsOn(path, lessons).filter(({ slug }) => !done.includes(slug));
  const on = lastDay(progress, done);
  return (
    <>
      <h1>What you can do now</h1>
      {done.length > 0 ? (
        <>
          <HowFar done={done} path={path} lessons={lessons} on={on} />
          <SkillList lessons={lessons.filter(({ slug }) => done.includes(slug))} />
        </>
      ) : (
        <p className={styles.lead}>
          Nothing to show yet. A lesson is listed here when all of its steps are done;{' '}
          <Link href="/lessons">the course</Link> says where to go on.
        </p>
      )}
      {open.length > 0 ? <StillOpen lessons={open} /> : <NothingOpen path={path} />}
      {done.length > 0 && <ShareLink finish={{ done, path: path?.id, on }} />}
    </>
  );
}

/** What there is when the lessons are over. */
function NothingOpen({ path }: { path: CoursePath | undefined }) {
  return (
    <p className={`${styles.practice} ${styles.onScreen}`}>
      Nothing is open {path ? `on the path “${path.title}”` : 'any more'}. What is left is practice: in the{' '}
      <Link href="/incidents">incidents</Link> nobody tells you what to look at, and in{' '}
      <Link href="/sandbox">free play</Link> everything may be changed.
    </p>
  );
}

function StillOpen({ lessons }: { lessons: readonly FinishLesson[] }) {
  return (
    <section aria-labelledby="open" className={styles.open}>
      <h2 id="open">Still open</h2>
      <ul>
        {lessons.map(({ slug, number, title, minutes }) => (
          <li key={slug}>
            {minutes === undefined ? (
              <span>
                {number}. {title} <small>still being written</small>
              </span>
            ) : (
              <Link href={`/lessons/${slug}`}>
                {number}. {title} <small>{minutes} min</small>
              </Link>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

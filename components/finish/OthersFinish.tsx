import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { CoursePath } from '../course/course-plan.ts';
import styles from './Finish.module.css';
import type { FinishLesson } from './finished.ts';
import { HowFar } from './HowFar.tsx';
import { SkillList } from './SkillList.tsx';
import type { SharedFinish } from './shared-finish.ts';

interface Props {
  finish: SharedFinish;
  lessons: readonly FinishLesson[];
  paths: readonly CoursePath[];
}

/** What somebody else can do, as a link says. */
export function OthersFinish({ finish: { done, path, on, name }, lessons, paths }: Props) {
  return (
    <>
      <h1>
        What <bdi>{name ?? 'somebody'}</bdi> can do now
      </h1>
      <HowFar done={done} path={paths.find(({ id }) => id === path)} lessons={lessons} on={on} />
      <SkillList lessons={lessons.filter(({ slug }) => done.includes(slug))} />
      <p className={styles.remark}>
        This stands in the link that you opened, written by the browser of whoever sent it. Nobody has examined it, and
        there is no account behind it.
      </p>
      <p className={styles.onScreen}>
        <Link href="/lessons" className={styles.begin}>
          Learn it, too <ArrowRight size={16} aria-hidden />
        </Link>{' '}
        {/* Not by the router, which would not tell that the fragment is gone. */}
        <a href="/finish">What you can do yourself</a>
      </p>
    </>
  );
}

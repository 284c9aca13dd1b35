'use client';
import { useSyncExternalStore } from 'react';
import type { CoursePath } from '../course/course-plan.ts';
import styles from './Finish.module.css';
import type { FinishLesson } from './finished.ts';
import { OthersFinish } from './OthersFinish.tsx';
import { OwnFinish } from './OwnFinish.tsx';
import { RefusedLink } from './RefusedLink.tsx';
import { readFinish } from './shared-finish.ts';

interface Props {
  lessons: readonly FinishLesson[];
  paths: readonly CoursePath[];
}

/** What somebody can do now: the reader, by the progress of this browser, or whoever sent a link. */
export function FinishScreen({ lessons, paths }: Props) {
  const fragment = useFragment();
  const known = { lessons: lessons.map(({ slug }) => slug), paths: paths.map(({ id }) => id) };
  const read = fragment === undefined ? undefined : readFinish(fragment, known);
  return (
    <main className={styles.finish}>
      {read === undefined && <h1>What you can do now</h1>}
      {read?.kind === 'own' && <OwnFinish lessons={lessons} paths={paths} />}
      {read?.kind === 'shared' && <OthersFinish finish={read.finish} lessons={lessons} paths={paths} />}
      {read?.kind === 'refused' && <RefusedLink why={read.why} />}
    </main>
  );
}

/** The fragment of the address, with its #; undefined while the page is rendered on the server, which never gets it. */
function useFragment(): string | undefined {
  return useSyncExternalStore(
    subscribe,
    () => window.location.hash,
    () => undefined,
  );
}

function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

import type { Metadata } from 'next';
import Link from 'next/link';
import { Continue } from '../../components/course/Continue.tsx';
import { CourseList } from '../../components/course/CourseList.tsx';
import { timeInWords } from '../../components/course/course-plan.ts';
import { KeepProgress } from '../../components/course/KeepProgress.tsx';
import { PathChooser } from '../../components/course/PathChooser.tsx';
import { minutesOfAll, stillToCome } from '../../components/course/what-is-here.ts';
import { SiteHeader } from '../../components/ui/SiteHeader.tsx';
import { incidentSlugs } from '../incidents/incidents.ts';
import { loadPlan, loadTracks, slugs } from './courses.ts';
import styles from './page.module.css';

export const metadata: Metadata = { title: 'Lessons' };

export default async function LessonsPage() {
  const tracks = await loadTracks();
  const plan = await loadPlan();
  return (
    <div className={styles.page}>
      <SiteHeader />
      <main>
        <h1>Lessons</h1>
        <p className={styles.lead}>
          {slugs().length} lessons in {tracks.length} tracks, {timeInWords(minutesOfAll(tracks))} in all. Each comes
          with a small internet of its own. No account, and nothing to install. {stillToCome(tracks)}
        </p>
        <Continue plan={plan} />
        <PathChooser {...plan} />
        <CourseList tracks={tracks} paths={plan.paths} />
        <p className={styles.lead}>
          And when you know your way: <Link href="/incidents">incidents</Link>. Mail stopped at nine, and nobody says
          which lesson it is about.
        </p>
        <KeepProgress known={{ lessons: plan.lessons.map(({ slug }) => slug), incidents: incidentSlugs() }} />
      </main>
    </div>
  );
}

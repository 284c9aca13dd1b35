import type { Metadata } from 'next';
import { CourseList } from '../../components/home/CourseList.tsx';
import { ResetProgress } from '../../components/home/ResetProgress.tsx';
import { SiteHeader } from '../../components/ui/SiteHeader.tsx';
import { loadTracks } from './courses.ts';
import styles from './page.module.css';

export const metadata: Metadata = { title: 'Lessons' };

export default async function LessonsPage() {
  const tracks = await loadTracks();
  return (
    <div className={styles.page}>
      <SiteHeader />
      <main>
        <h1>Lessons</h1>
        <p className={styles.lead}>
          Each lesson comes with a small internet of its own. Your progress stays in this browser; there is no account.
        </p>
        <CourseList tracks={tracks} />
        <ResetProgress />
      </main>
    </div>
  );
}

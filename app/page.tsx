import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { BeginOrContinue } from '../components/course/BeginOrContinue.tsx';
import { CourseList } from '../components/course/CourseList.tsx';
import { Stage } from '../components/home/Stage.tsx';
import { TrackStrip } from '../components/home/TrackStrip.tsx';
import { SiteHeader } from '../components/ui/SiteHeader.tsx';
import { loadPlan, loadTracks, slugs } from './lessons/courses.ts';
import styles from './page.module.css';

export default async function HomePage() {
  const tracks = await loadTracks();
  return (
    <div className={styles.page}>
      <SiteHeader />
      <main>
        <section className={styles.hero}>
          <div>
            <h1>Learn e‑mail by being the&nbsp;mail.</h1>
            <p className={styles.lead}>
              Type the commands that mail servers type to each other. Real servers answer, and you watch your letter
              travel from hop to hop.
            </p>
            <p className={styles.actions}>
              <BeginOrContinue plan={await loadPlan()} className={styles.primary}>
                Open your first terminal
              </BeginOrContinue>
              <Link href="/lessons" className={styles.secondary}>
                See the {slugs().length} lessons <ArrowRight size={16} aria-hidden />
              </Link>
            </p>
            <p className={styles.note}>No account. Nothing to install. Nothing leaves the sandbox.</p>
            <p className={styles.note}>
              Got a bounce? <Link href="/explain">Have it explained</Link>; it stays in your browser.
            </p>
          </div>
          <Stage />
        </section>
        <TrackStrip tracks={tracks} />
        <section className={styles.course} aria-labelledby="course">
          <h2 id="course">Begin here</h2>
          <CourseList tracks={tracks} onlyExisting />
        </section>
      </main>
    </div>
  );
}

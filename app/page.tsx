import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import { BeginOrContinue } from '../components/course/BeginOrContinue.tsx';
import { CourseList } from '../components/course/CourseList.tsx';
import { stillToCome } from '../components/course/what-is-here.ts';
import { Stage } from '../components/home/Stage.tsx';
import { TrackStrip } from '../components/home/TrackStrip.tsx';
import { SiteHeader } from '../components/ui/SiteHeader.tsx';
import { loadPlan, loadTracks, slugs } from './lessons/courses.ts';
import styles from './page.module.css';

export default async function HomePage() {
  const tracks = await loadTracks();
  const coming = stillToCome(tracks);
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
            <p className={styles.lead}>
              For anyone who is stuck at{' '}
              <Link href="/explain#reply=relay-access-denied">
                <code>554 5.7.1 Relay access denied</code>
              </Link>
              , and anyone who wants to know why: here you may cause that error, read which rule said no, and mend it.
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
          {coming && <p className={styles.coming}>{coming}</p>}
          <CourseList tracks={tracks} onlyExisting />
        </section>
        <section className={styles.course} aria-labelledby="free-play">
          <h2 id="free-play">Or play without a lesson</h2>
          <p className={styles.lead}>
            <Link href="/sandbox">Free play</Link> opens a small internet in which everything may be changed: two
            servers, an office and its smart host, a newsletter on its way to its readers, a mailing list, a hostile
            network. Or be the mail server yourself. Or be on call: in an <Link href="/incidents">incident</Link> mail
            stopped at nine, and you find out why.
          </p>
        </section>
      </main>
    </div>
  );
}

import type { Metadata } from 'next';
import Link from 'next/link';
import { IncidentList } from '../../components/incidents/IncidentList.tsx';
import { SiteHeader } from '../../components/ui/SiteHeader.tsx';
import styles from '../lessons/page.module.css';
import { incidentSlugs, loadIncident } from './incidents.ts';

export const metadata: Metadata = { title: 'Incidents' };

export default async function IncidentsPage() {
  const incidents = await Promise.all(
    incidentSlugs().map(async (slug) => {
      const { title, summary, minutes } = (await loadIncident(slug)).texts;
      return { slug, title, summary, minutes };
    }),
  );
  return (
    <div className={styles.page}>
      <SiteHeader />
      <main>
        <h1>Incidents</h1>
        <p className={styles.lead}>
          Mail stopped at nine. You have what an administrator has: logs, queues, the DNS and the configuration, and
          people who say what they believe. Several things are wrong at once. An incident is solved when the test
          letters arrive, however you made them, and nothing has become weaker.
        </p>
        <IncidentList incidents={incidents} />
        <p className={styles.lead}>
          New to this? <Link href="/lessons">The lessons</Link> show each piece by itself.
        </p>
      </main>
    </div>
  );
}

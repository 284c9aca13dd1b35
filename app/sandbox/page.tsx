import type { Metadata } from 'next';
import Link from 'next/link';
import { PresetList } from '../../components/free-play/PresetList.tsx';
import { SiteHeader } from '../../components/ui/SiteHeader.tsx';
import styles from '../lessons/page.module.css';
import { presetSummaries } from './presets.ts';

export const metadata: Metadata = { title: 'Free play' };

export default async function FreePlayPage() {
  return (
    <div className={styles.page}>
      <SiteHeader />
      <main>
        <h1>Free play</h1>
        <p className={styles.lead}>
          Small internets without a lesson. Log in on every server, change every setting and every zone, pull plugs on
          the map: nothing can break but this little world, and <i>Reset</i> brings it back. With missions to solve
          there is <Link href="/lessons/free-play">lesson&nbsp;22</Link>.
        </p>
        <PresetList presets={await presetSummaries()} />
        <p className={styles.lead}>
          Or repair one that is broken: <Link href="/incidents">incidents</Link>, for those on call.
        </p>
      </main>
    </div>
  );
}

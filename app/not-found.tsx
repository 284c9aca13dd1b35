import Link from 'next/link';
import { SiteHeader } from '../components/ui/SiteHeader.tsx';
import styles from './notice.module.css';

export default function NotFound() {
  return (
    <div className={styles.page}>
      <SiteHeader />
      <main>
        <p className={styles.code}>550 5.1.1</p>
        <h1>No such page here.</h1>
        <p>
          The address is not known at this site. <Link href="/lessons">All lessons</Link>
        </p>
      </main>
    </div>
  );
}

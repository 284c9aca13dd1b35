import type { Metadata } from 'next';
import Link from 'next/link';
import styles from '../../components/reference/Index.module.css';
import { SiteHeader } from '../../components/ui/SiteHeader.tsx';
import page from '../lessons/page.module.css';
import { topics } from './topics/topics.ts';

export const metadata: Metadata = { title: 'Reference' };

export default function ReferencePage() {
  return (
    <div className={page.page}>
      <SiteHeader />
      <main>
        <h1>Reference</h1>
        <p className={page.lead}>
          What stands on the wire, in the DNS and in a server’s configuration, in plain words, with the place in the RFC
          and the lesson that teaches it.
        </p>
        <ul className={styles.index}>
          {topics.map(({ slug, title, lead, groups }) => (
            <li key={slug}>
              <Link href={`/reference/${slug}`}>
                <b>{title}</b>
                <small>{groups.flatMap(({ entries }) => entries).length} entries</small>
                <span>{lead}</span>
              </Link>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}

import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import styles from '../ui/LinkList.module.css';

/** Worlds to begin with. */
export function PresetList({ presets }: { presets: { slug: string; title: string; summary: string }[] }) {
  return (
    <ul className={styles.list}>
      {presets.map(({ slug, title, summary }) => (
        <li key={slug}>
          <Link href={`/sandbox/${slug}`}>
            <b>{title}</b>
            <span>{summary}</span>
            <ArrowRight size={16} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}

'use client';
import { ArrowRight, Check } from 'lucide-react';
import Link from 'next/link';
import { useProgress } from '../course/progress-store.ts';
import styles from '../ui/LinkList.module.css';

/** Incidents, and which of them this browser has solved. */
export function IncidentList({
  incidents,
}: {
  incidents: { slug: string; title: string; summary: string; minutes: number }[];
}) {
  const progress = useProgress();
  return (
    <ul className={styles.list}>
      {incidents.map(({ slug, title, summary, minutes }) => (
        <li key={slug}>
          <Link href={`/incidents/${slug}`}>
            <b>{title}</b>
            <span>{summary}</span>
            <small>
              {progress[slug]?.finishedAt ? (
                <span className={styles.solved}>
                  <Check size={14} aria-hidden /> solved
                </span>
              ) : (
                `about ${minutes} min`
              )}
            </small>
            <ArrowRight size={16} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}

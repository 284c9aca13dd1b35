import Link from 'next/link';
import { Entry } from './Entry.tsx';
import type { LessonPlace, ReferenceTopic } from './entries.ts';
import styles from './Reference.module.css';

interface Props {
  topic: ReferenceTopic;
  topics: readonly Pick<ReferenceTopic, 'slug' | 'title'>[];
  lessons: ReadonlyMap<string, LessonPlace>;
}

/** One subject of the reference: all of it on one page, with a list of its names beside it. */
export function TopicPage({ topic, topics, lessons }: Props) {
  const { slug, title, lead, groups, names } = topic;
  return (
    <div className={styles.columns}>
      <aside className={styles.side}>
        <nav aria-label="Reference" className={styles.topics}>
          <Link href="/reference">Reference</Link>
          {topics.map((other) => (
            <Link
              key={other.slug}
              href={`/reference/${other.slug}`}
              {...(other.slug === slug ? { 'aria-current': 'page' } : {})}
            >
              {other.title}
            </Link>
          ))}
        </nav>
      </aside>
      <main className={styles.main}>
        <h1>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        <Contents groups={groups} names={names} />
        {groups.map((group) => (
          <section key={group.title ?? slug} className={styles.group} aria-label={group.title ?? title}>
            <h2 {...(group.title ? {} : { className: 'visually-hidden' })}>{group.title ?? 'All entries'}</h2>
            {group.lead && <p className={styles.groupLead}>{group.lead}</p>}
            {group.entries.map((entry) => (
              <Entry
                key={entry.anchor}
                entry={entry}
                names={names}
                lesson={entry.lesson ? lessons.get(entry.lesson) : undefined}
              />
            ))}
          </section>
        ))}
      </main>
    </div>
  );
}

/** All names of the page; folded, where the list would push the page itself out of sight. */
function Contents({ groups, names }: Pick<ReferenceTopic, 'groups' | 'names'>) {
  const entries = groups.flatMap((group) => group.entries);
  return (
    <details className={styles.contents} open={entries.length <= openUpTo}>
      <summary>On this page: {entries.length} entries</summary>
      <nav aria-label="On this page">
        {groups.map((group) => (
          <ul key={group.title ?? ''} aria-label={group.title}>
            {group.entries.map(({ anchor, name }) => (
              <li key={anchor}>
                <a href={`#${anchor}`}>{names === 'code' ? <code>{name}</code> : name}</a>
              </li>
            ))}
          </ul>
        ))}
      </nav>
    </details>
  );
}

const openUpTo = 30;

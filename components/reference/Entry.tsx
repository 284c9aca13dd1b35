import { ArrowUpRight } from 'lucide-react';
import Link from 'next/link';
import { rfcAddress } from '../wire/command-words.ts';
import type { LessonPlace, ReferenceEntry, ReferencePoint, ReferenceTopic } from './entries.ts';
import styles from './Reference.module.css';

interface Props {
  entry: ReferenceEntry;
  names: ReferenceTopic['names'];
  lesson: LessonPlace | undefined;
}

/** One entry: its name at the left, and what there is to know about it. */
export function Entry({ entry, names, lesson }: Props) {
  const { anchor, alsoAt = [], name, title, plain, points } = entry;
  return (
    <article className={styles.entry} id={anchor} aria-labelledby={`${anchor}-name`}>
      <h3 className={styles.name} id={`${anchor}-name`}>
        {alsoAt.map((other) => (
          <span key={other} id={other} className={styles.otherAnchor} />
        ))}
        <a href={`#${anchor}`}>
          <Name names={names}>{name}</Name>
        </a>
      </h3>
      <div className={styles.words}>
        {title && <p className={styles.title}>{title}</p>}
        <p>{plain}</p>
        {points.length > 0 && (
          <dl className={styles.points}>
            {points.map((point) => (
              <div key={point.label}>
                <dt>{point.label}</dt>
                <dd>
                  <Point {...point} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        <Ways entry={entry} lesson={lesson} />
      </div>
    </article>
  );
}

function Name({ names, children }: { names: ReferenceTopic['names']; children: string }) {
  if (names === 'code') return <code>{children}</code>;
  return names === 'saying' ? <q className={styles.saying}>{children}</q> : children;
}

function Point({ text, code, links }: ReferencePoint) {
  return (
    <>
      {text}
      {code && <code>{code}</code>}
      {links?.map(({ text: word, href }) => (
        // Not by the router: an anchor that it pushes is no :target.
        <a key={href} href={href} className={styles.chip}>
          {word}
        </a>
      ))}
    </>
  );
}

/** Where to go from here: the source, the lesson, a sandbox. */
function Ways({ entry: { name, source, tries }, lesson }: Pick<Props, 'entry' | 'lesson'>) {
  const address = source && rfcAddress(source);
  return (
    <p className={styles.ways}>
      {address ? (
        <a href={address} target="_blank" rel="noopener noreferrer">
          {source}
        </a>
      ) : (
        source && <span>{source}</span>
      )}
      {lesson && <LessonLink {...lesson} />}
      {tries && (
        <Link
          href={`/sandbox/${tries.preset}${tries.line ? `?type=${encodeURIComponent(tries.line)}` : ''}`}
          aria-label={`Try it: ${name} in a sandbox`}
        >
          Try it
          <ArrowUpRight size={13} aria-hidden />
        </Link>
      )}
    </p>
  );
}

function LessonLink({ number, title, exists, slug }: LessonPlace) {
  return exists ? (
    <Link href={`/lessons/${slug}`}>
      Lesson {number}: {title}
    </Link>
  ) : (
    <span>
      Lesson {number}, to come: {title}
    </span>
  );
}

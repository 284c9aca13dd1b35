import { Check } from 'lucide-react';
import Link from 'next/link';
import { type CourseLesson, type LessonState, stateOf } from './course-plan.ts';
import type { Progress } from './progress-record.ts';
import styles from './Route.module.css';

const words: Record<LessonState, string> = {
  done: 'done',
  begun: 'begun',
  open: 'not begun',
  coming: 'still being written',
};

interface Props {
  lessons: readonly CourseLesson[];
  progress: Progress;
  /** Slug of the lesson that comes next. */
  next: string | undefined;
}

/** The lessons of a path as postmarks in a row: what is done, what is next, what is to come. */
export function Route({ lessons, progress, next }: Props) {
  return (
    <ol className={styles.route} aria-label="Lessons of your path">
      {lessons.map((lesson) => {
        const { slug, title, number } = lesson;
        const state = stateOf(lesson, progress);
        const name = `Lesson ${number}, ${title}: ${words[state]}${slug === next ? ', next' : ''}`;
        const mark = state === 'done' ? <Check size={14} strokeWidth={2.6} aria-hidden /> : number;
        return (
          <li key={slug}>
            {state === 'coming' ? (
              <span className={styles.mark} data-state={state} title={name}>
                <span aria-hidden>{mark}</span>
                <span className="visually-hidden">{name}</span>
              </span>
            ) : (
              <Link
                href={`/lessons/${slug}`}
                className={styles.mark}
                data-state={state}
                data-next={slug === next}
                aria-label={name}
                title={name}
              >
                {mark}
              </Link>
            )}
          </li>
        );
      })}
    </ol>
  );
}

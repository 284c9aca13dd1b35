'use client';
import type { CoursePlan } from './course-plan.ts';
import styles from './PathChooser.module.css';
import { choosePath, usePath } from './progress-store.ts';

/** Who are you? The answer decides what is shown as next; nothing is locked. */
export function PathChooser({ paths, lessons }: CoursePlan) {
  const chosen = usePath();
  return (
    <fieldset className={styles.paths}>
      <legend>
        Choose a path <small>It says what comes next and leaves out what you need not know. Nothing is locked.</small>
      </legend>
      {paths.map(({ id, title, about, lessons: slugs }) => (
        <label key={id} className={styles.path}>
          <input type="radio" name="path" value={id} checked={chosen === id} onChange={() => choosePath(id)} />
          <span>
            <b>{title}</b>
            <span>{about}</span>
            <small>
              {slugs.length === lessons.length ? `All ${lessons.length} lessons` : `${slugs.length} lessons`}
            </small>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

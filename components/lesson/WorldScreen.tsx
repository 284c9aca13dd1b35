'use client';
import type { ReactNode } from 'react';
import { SandboxProvider } from '../sandbox/SandboxProvider.tsx';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { LessonContext, type LessonTexts } from './lesson-context.ts';
import { Workbench } from './Workbench.tsx';
import styles from './WorldScreen.module.css';

interface Parts {
  lesson: LessonTexts;
  /** What one skips to, as a link says it: `To the lesson`. */
  toProse: string;
  header: ReactNode;
  prose: ReactNode;
  /** What works unseen beside them. */
  children?: ReactNode;
}

/** Text on one side, a living world on the other: a lesson, an incident, free play. */
export function WorldScreen({ lesson, toProse, header, prose, children }: Parts) {
  return (
    <LessonContext value={lesson}>
      <SandboxProvider lesson={lesson.slug}>
        <div className={styles.screen}>
          <div className={styles.skip}>
            <a href="#lesson">{toProse}</a>
            <a href="#terminal">To the terminal</a>
          </div>
          {header}
          <ConnectionNotice />
          <Workbench prose={prose} />
          {children}
        </div>
      </SandboxProvider>
    </LessonContext>
  );
}

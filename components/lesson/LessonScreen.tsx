'use client';
import type { ReactNode } from 'react';
import { SandboxProvider } from '../sandbox/SandboxProvider.tsx';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { LessonHeader } from './LessonHeader.tsx';
import styles from './LessonScreen.module.css';
import { LessonContext, type LessonTexts } from './lesson-context.ts';
import { ProgressKeeper } from './ProgressKeeper.tsx';
import { Prose } from './Prose.tsx';
import { Workbench } from './Workbench.tsx';

/** A lesson: the prose on one side, the world on the other. `children` is the prose, rendered on the server. */
export function LessonScreen({ lesson, children }: { lesson: LessonTexts; children: ReactNode }) {
  return (
    <LessonContext value={lesson}>
      <SandboxProvider lesson={lesson.slug}>
        <div className={styles.screen}>
          <div className={styles.skip}>
            <a href="#lesson">To the lesson</a>
            <a href="#terminal">To the terminal</a>
          </div>
          <LessonHeader />
          <ConnectionNotice />
          <Workbench prose={<Prose>{children}</Prose>} />
          <ProgressKeeper />
        </div>
      </SandboxProvider>
    </LessonContext>
  );
}

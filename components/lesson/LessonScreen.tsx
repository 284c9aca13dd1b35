'use client';
import type { ReactNode } from 'react';
import { LessonHeader } from './LessonHeader.tsx';
import type { LessonTexts } from './lesson-context.ts';
import { ProgressKeeper } from './ProgressKeeper.tsx';
import { Prose } from './Prose.tsx';
import { WorldScreen } from './WorldScreen.tsx';

/** A lesson: the prose on one side, the world on the other. `children` is the prose, rendered on the server. */
export function LessonScreen({ lesson, children }: { lesson: LessonTexts; children: ReactNode }) {
  return (
    <WorldScreen lesson={lesson} toProse="To the lesson" header={<LessonHeader />} prose={<Prose>{children}</Prose>}>
      <ProgressKeeper />
    </WorldScreen>
  );
}

'use client';
import { type IncidentTexts, stepOf } from '#protocol/incident.ts';
import type { LessonTexts } from '../lesson/lesson-context.ts';
import { ProgressKeeper } from '../lesson/ProgressKeeper.tsx';
import { ScreenHeader } from '../lesson/ScreenHeader.tsx';
import { WorldScreen } from '../lesson/WorldScreen.tsx';
import { IncidentPanel } from './IncidentPanel.tsx';

/** Something is broken: the tickets on one side, the world on the other. */
export function IncidentScreen({ slug, texts }: { slug: string; texts: IncidentTexts }) {
  const lesson: LessonTexts = {
    slug,
    title: texts.title,
    track: 'Incidents',
    number: 0,
    minutes: texts.minutes,
    steps: [stepOf(texts)],
    questions: [],
    solution: {},
    showsOnlyOwn: true,
  };
  const header = (
    <ScreenHeader
      parent={{ href: '/incidents', label: 'Incidents' }}
      title={texts.title}
      reset={{
        label: 'Reset this incident',
        title: 'Start this incident anew?',
        text: 'It is nine o’clock again, and all is broken as it was. That you have solved it once stays noted.',
      }}
    />
  );
  return (
    <WorldScreen lesson={lesson} toProse="To the tickets" header={header} prose={<IncidentPanel texts={texts} />}>
      <ProgressKeeper />
    </WorldScreen>
  );
}

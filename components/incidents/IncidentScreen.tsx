'use client';
import { type IncidentTexts, stepOf } from '#protocol/incident.ts';
import { ConnectionNotice } from '../lesson/ConnectionNotice.tsx';
import screen from '../lesson/LessonScreen.module.css';
import { LessonContext, type LessonTexts } from '../lesson/lesson-context.ts';
import { ProgressKeeper } from '../lesson/ProgressKeeper.tsx';
import { ScreenHeader } from '../lesson/ScreenHeader.tsx';
import { Workbench } from '../lesson/Workbench.tsx';
import { SandboxProvider } from '../sandbox/SandboxProvider.tsx';
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
  return (
    <LessonContext value={lesson}>
      <SandboxProvider lesson={slug}>
        <div className={screen.screen}>
          <div className={screen.skip}>
            <a href="#lesson">To the tickets</a>
            <a href="#terminal">To the terminal</a>
          </div>
          <ScreenHeader
            parent={{ href: '/incidents', label: 'Incidents' }}
            title={texts.title}
            reset={{
              label: 'Reset this incident',
              title: 'Start this incident anew?',
              text: 'It is nine o’clock again, and all is broken as it was. That you have solved it once stays noted.',
            }}
          />
          <ConnectionNotice />
          <Workbench prose={<IncidentPanel texts={texts} />} />
          <ProgressKeeper />
        </div>
      </SandboxProvider>
    </LessonContext>
  );
}

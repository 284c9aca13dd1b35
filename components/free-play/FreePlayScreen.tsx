'use client';
import { ConnectionNotice } from '../lesson/ConnectionNotice.tsx';
import screen from '../lesson/LessonScreen.module.css';
import { LessonContext, type LessonTexts } from '../lesson/lesson-context.ts';
import { ScreenHeader } from '../lesson/ScreenHeader.tsx';
import { Workbench } from '../lesson/Workbench.tsx';
import { SandboxProvider } from '../sandbox/SandboxProvider.tsx';
import { Guide } from './Guide.tsx';
import type { GuideTexts } from './guide-texts.ts';
import { useLineOfAddress } from './use-line-of-address.ts';

/** A world without a lesson: what is there on one side, the world on the other. */
export function FreePlayScreen({ slug, guide }: { slug: string; guide: GuideTexts }) {
  useLineOfAddress();
  const lesson: LessonTexts = {
    slug,
    title: guide.title,
    track: 'Free play',
    number: 0,
    minutes: 0,
    steps: [],
    questions: [],
    solution: {},
  };
  return (
    <LessonContext value={lesson}>
      <SandboxProvider lesson={slug}>
        <div className={screen.screen}>
          <div className={screen.skip}>
            <a href="#lesson">To the guide</a>
            <a href="#terminal">To the terminal</a>
          </div>
          <ScreenHeader
            parent={{ href: '/sandbox', label: 'Free play' }}
            title={guide.title}
            reset={{
              label: 'Reset this sandbox',
              title: 'Start this sandbox anew?',
              text: 'Terminal, mailboxes, queues, names and configuration go back to the start.',
            }}
          />
          <ConnectionNotice />
          <Workbench prose={<Guide {...guide} />} />
        </div>
      </SandboxProvider>
    </LessonContext>
  );
}

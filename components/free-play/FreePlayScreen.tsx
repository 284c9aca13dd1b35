'use client';
import type { LessonTexts } from '../lesson/lesson-context.ts';
import { ScreenHeader } from '../lesson/ScreenHeader.tsx';
import { WorldScreen } from '../lesson/WorldScreen.tsx';
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
  const header = (
    <ScreenHeader
      parent={{ href: '/sandbox', label: 'Free play' }}
      title={guide.title}
      reset={{
        label: 'Reset this sandbox',
        title: 'Start this sandbox anew?',
        text: 'Terminal, mailboxes, queues, names and configuration go back to the start.',
      }}
    />
  );
  return <WorldScreen lesson={lesson} toProse="To the guide" header={header} prose={<Guide {...guide} />} />;
}

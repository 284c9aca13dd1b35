import type { Metadata } from 'next';
import { FinishScreen } from '../../components/finish/FinishScreen.tsx';
import { SiteHeader } from '../../components/ui/SiteHeader.tsx';
import { skills } from '../../content/skills.ts';
import { paths, tracks } from '../../content/tracks.ts';
import { loadPlan } from '../lessons/courses.ts';
import page from '../lessons/page.module.css';

export const metadata: Metadata = {
  title: 'What you can do now',
  description: 'What the lessons that you have done have taught you, to look at, to print and to show.',
};

export default async function FinishPage() {
  const { lessons } = await loadPlan();
  const written = new Map(lessons.map(({ slug, lesson }) => [slug, lesson?.minutes]));
  const all = tracks.flatMap(({ title: track, lessons: ofTrack }) =>
    ofTrack.map(({ slug, title }) => ({ slug, title, track, skills: skills[slug] })),
  );
  return (
    <div className={page.page}>
      <SiteHeader />
      <FinishScreen
        lessons={all.map((lesson, index) => ({ ...lesson, number: index + 1, minutes: written.get(lesson.slug) }))}
        paths={paths}
      />
    </div>
  );
}

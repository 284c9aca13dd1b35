import type { Metadata } from 'next';
import { LessonScreen } from '../../../components/lesson/LessonScreen.tsx';
import { loadLesson, loadPlan, loadProse, loadTracks, slugs, solutionByStep } from '../courses.ts';

export const dynamicParams = false;

export function generateStaticParams() {
  return slugs().map((slug) => ({ slug }));
}

type Props = { params: Promise<{ slug: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, summary } = await loadLesson((await params).slug);
  return { title, description: summary };
}

export default async function LessonPage({ params }: Props) {
  const { slug } = await params;
  const { title, minutes, steps, questions } = await loadLesson(slug);
  const Prose = await loadProse(slug);
  const tracks = await loadTracks();
  const track = tracks.find(({ lessons }) => lessons.some((entry) => entry.slug === slug));
  const all = tracks.flatMap(({ lessons }) => lessons);
  return (
    <LessonScreen
      lesson={{
        slug,
        title,
        minutes,
        number: all.find((entry) => entry.slug === slug)?.number ?? 0,
        track: track?.title ?? '',
        // Predicates stay on the server: what is left are texts.
        steps: steps.map(({ id, text, done, hints }) => ({ id, text, done, hints })),
        questions,
        solution: solutionByStep(slug),
        plan: await loadPlan(),
      }}
    >
      <Prose />
    </LessonScreen>
  );
}

import type { Metadata } from 'next';
import { ExplainScreen } from '../../components/explain/ExplainScreen.tsx';
import { SiteHeader } from '../../components/ui/SiteHeader.tsx';
import { placesOfLessons } from '../lessons/courses.ts';
import page from '../lessons/page.module.css';

export const metadata: Metadata = {
  title: 'Explain a bounce',
  description:
    'Paste a bounce, a log line, a reply code or a header: what happened, who said it, what to do. It stays in your browser.',
};

export default function ExplainPage() {
  return (
    <div className={page.page}>
      <SiteHeader />
      <ExplainScreen lessons={placesOfLessons()} />
    </div>
  );
}

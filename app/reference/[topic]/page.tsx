import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { TopicPage } from '../../../components/reference/TopicPage.tsx';
import { SiteHeader } from '../../../components/ui/SiteHeader.tsx';
import { placesOfLessons } from '../../lessons/courses.ts';
import page from '../../lessons/page.module.css';
import { topics } from '../topics/topics.ts';

export const dynamicParams = false;

export function generateStaticParams() {
  return topics.map(({ slug }) => ({ topic: slug }));
}

type Props = { params: Promise<{ topic: string }> };

async function topicOf({ params }: Props) {
  const { topic: slug } = await params;
  return topics.find((topic) => topic.slug === slug);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const topic = await topicOf(props);
  return topic ? { title: topic.title, description: topic.lead } : {};
}

export default async function ReferenceTopicPage(props: Props) {
  const topic = await topicOf(props);
  if (!topic) notFound();
  return (
    <div className={page.page}>
      <SiteHeader />
      <TopicPage topic={topic} topics={topics} lessons={placesOfLessons()} />
    </div>
  );
}

import type { Metadata } from 'next';
import { IncidentScreen } from '../../../components/incidents/IncidentScreen.tsx';
import { incidentSlugs, loadIncident } from '../incidents.ts';

export const dynamicParams = false;

export function generateStaticParams() {
  return incidentSlugs().map((incident) => ({ incident }));
}

type Props = { params: Promise<{ incident: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, summary } = (await loadIncident((await params).incident)).texts;
  return { title, description: summary };
}

export default async function IncidentPage({ params }: Props) {
  const { incident: slug } = await params;
  return <IncidentScreen slug={slug} texts={(await loadIncident(slug)).texts} />;
}

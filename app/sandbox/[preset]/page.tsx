import type { Metadata } from 'next';
import { FreePlayScreen } from '../../../components/free-play/FreePlayScreen.tsx';
import { guideOf, loadPreset, presetSlugs } from '../presets.ts';

export const dynamicParams = false;

export function generateStaticParams() {
  return presetSlugs().map((preset) => ({ preset }));
}

type Props = { params: Promise<{ preset: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, summary } = (await loadPreset((await params).preset)).about;
  return { title, description: summary };
}

export default async function PresetPage({ params }: Props) {
  const { preset: slug } = await params;
  return <FreePlayScreen slug={slug} guide={guideOf(await loadPreset(slug))} />;
}

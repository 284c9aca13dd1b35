import type { Metadata } from 'next';
import { PresetList } from '../../components/free-play/PresetList.tsx';
import { SiteHeader } from '../../components/ui/SiteHeader.tsx';
import styles from '../lessons/page.module.css';
import { loadPreset, presetSlugs } from './presets.ts';

export const metadata: Metadata = { title: 'Free play' };

export default async function FreePlayPage() {
  const presets = await Promise.all(
    presetSlugs().map(async (slug) => {
      const { title, summary } = (await loadPreset(slug)).about;
      return { slug, title, summary };
    }),
  );
  return (
    <div className={styles.page}>
      <SiteHeader />
      <main>
        <h1>Free play</h1>
        <p className={styles.lead}>
          Small internets without a lesson. Send what you like, break what you like, and look at every octet of it.
        </p>
        <PresetList presets={presets} />
      </main>
    </div>
  );
}

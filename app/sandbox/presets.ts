import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Preset } from '#protocol/preset.ts';
import type { GuideTexts } from '../../components/free-play/guide-texts.ts';

/** What the pages know of worlds without a lesson: read from their files while the site is built. */

export function presetSlugs(): string[] {
  const names = readdirSync(join(process.cwd(), 'content', 'presets')).map((file) => file.replace(/\.ts$/, ''));
  return names.sort((a, b) => a.localeCompare(b));
}

/** All of them as lists show them, the smallest world first. */
export async function presetSummaries(): Promise<{ slug: string; title: string; summary: string }[]> {
  const presets = await Promise.all(presetSlugs().map(async (slug) => ({ slug, ...(await loadPreset(slug)) })));
  return presets
    .sort((one, other) => one.scenario.hosts.length - other.scenario.hosts.length)
    .map(({ slug, about: { title, summary } }) => ({ slug, title, summary }));
}

export async function loadPreset(slug: string): Promise<Preset> {
  const { default: preset } = await import(`../../content/presets/${slug}.ts`);
  return preset;
}

/** A preset as its page shows it: words, servers and logins, without keys and letters. */
export function guideOf({ about, scenario }: Preset): GuideTexts {
  const servers = scenario.hosts.filter(({ role }) => role !== 'workstation' && role !== 'dns');
  return {
    ...about,
    servers: servers.map(({ name, label, ports, shell }) => ({ name, label, ports, shell })),
    logins: servers.flatMap(({ name, accounts }) =>
      accounts.map(({ user, password }) => ({ host: name, user, password })),
    ),
  };
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Preset } from '#protocol/preset.ts';
import type { GuideTexts } from '../../components/free-play/guide-texts.ts';

/** What the pages know of worlds without a lesson: read from their files while the site is built. */

export function presetSlugs(): string[] {
  const names = readdirSync(join(process.cwd(), 'content', 'presets')).map((file) => file.replace(/\.ts$/, ''));
  return names.sort((a, b) => a.localeCompare(b));
}

/** Worlds to build on, from small to large; the others, each with one thing to see, come after them. */
const templates = [
  'two-servers',
  'company',
  'office-and-smart-host',
  'three-mx',
  'list-server',
  'campaign',
  'hostile-internet',
];

/** All of them as lists show them. */
export async function presetSummaries(): Promise<{ slug: string; title: string; summary: string }[]> {
  const place = (slug: string) => (templates.includes(slug) ? templates.indexOf(slug) : templates.length);
  const slugs = presetSlugs().sort((one, other) => place(one) - place(other));
  return Promise.all(
    slugs.map(async (slug) => {
      const { title, summary } = (await loadPreset(slug)).about;
      return { slug, title, summary };
    }),
  );
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

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Incident } from '#protocol/incident.ts';

/** What the pages know of incidents: read from their folders while the site is built. */

/** The one to begin with stands first. */
const first = 'user-unknown';

/** Names of all incidents, as the list shows them: the one to begin with, then by the alphabet. */
export function incidentSlugs(): string[] {
  const names = readdirSync(join(process.cwd(), 'content', 'incidents'));
  return names.sort((a, b) => Number(b === first) - Number(a === first) || a.localeCompare(b));
}

/** One of them, with its broken world. Rejects when there is none of this name. */
export async function loadIncident(slug: string): Promise<Incident> {
  const { default: incident } = await import(`../../content/incidents/${slug}/incident.ts`);
  return incident;
}

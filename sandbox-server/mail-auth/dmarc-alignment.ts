import { organizationalDomain, treeWalk } from './dmarc-walk.ts';
import { canonicalDomain } from './domain.ts';
import type { LookUp } from './lookup.ts';

export type Mode = 'strict' | 'relaxed';

/** unknown: the DNS did not say to whom the domain belongs. */
export type Alignment = 'aligned' | 'elsewhere' | 'unknown';

/** Domains of the From field: as written, and of the organization that it belongs to. */
export interface Author {
  domain: string;
  organization: string;
}

/** Compares an authenticated domain with the one in From: the same (strict), or of the same organization (RFC 9989 §4.4). */
export async function alignmentOf(name: string, author: Author, mode: Mode, look: LookUp): Promise<Alignment> {
  const domain = canonicalDomain(name);
  if (domain === author.domain) return 'aligned';
  // An Organizational Domain is the domain itself or above it: no walk from elsewhere ends at this one.
  const below = domain === author.organization || domain.endsWith(`.${author.organization}`);
  if (mode === 'strict' || !below) return 'elsewhere';
  const walk = await treeWalk(domain, look);
  if (walk.failed) return 'unknown';
  return organizationalDomain(domain, walk) === author.organization ? 'aligned' : 'elsewhere';
}

import { headerFields } from '#protocol/header-section.ts';
import { tagsOf } from './canonical.ts';

/** What one server on the way put on top: RFC 8617 §4.1. */
export interface ArcSet {
  instance: number;
  /** d= of the seal. */
  sealer: string;
  /** cv=: whether the chain before it held. */
  chain: string;
  /** The results it saw, without name and instance. */
  results: string;
}

/** The sets of a letter, the first hop first, as their fields claim: whether the chain holds, only the check tells. */
export function arcSets(raw: string): ArcSet[] {
  const sets = new Map<number, ArcSet>();
  for (const { name, value } of headerFields(raw)) {
    const instance = Number(/^\s*(?:.*;)?\s*i\s*=\s*(\d{1,2})\s*(?:;|$)/.exec(value)?.[1]);
    // RFC 8617 §4.2.1: there are at most 50.
    if (!name.startsWith('arc-') || !(instance >= 1 && instance <= 50)) continue;
    const set = sets.get(instance) ?? { instance, sealer: '', chain: '', results: '' };
    const tags = tagsOf(value);
    if (name === 'arc-seal') Object.assign(set, { sealer: tags.d ?? '', chain: tags.cv ?? '' });
    if (name === 'arc-authentication-results') set.results = value.replace(/^[^;]*;\s*/, '');
    sets.set(instance, set);
  }
  return [...sets.values()].sort((one, other) => one.instance - other.instance);
}

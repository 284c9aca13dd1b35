import { shownOctets } from './octets.ts';

/** What a line of a login says without its base64, controls by their names, as `<NUL>`; undefined where there is none. */
export function throughBase64(line: string): string | undefined {
  const [, word = ''] = /^(?:AUTH +\S+ +)?([A-Za-z0-9+/]+={0,2})$/i.exec(line.trim()) ?? [];
  if (word.length === 0 || word.length % 4 !== 0) return undefined;
  return shownOctets(atob(word));
}

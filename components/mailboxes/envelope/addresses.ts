/** Addresses in a text, so that the same one can look the same wherever it stands. */

/** Anything that a reader would take for an address; what is no address for RFC 5321 is none of this view's business. */
const addressPattern = /[^\s<>()[\],;:"']+@[^\s<>()[\],;:"']+/g;

export interface TextPiece {
  text: string;
  /** The piece is an address: in lower case, as marks are given. */
  address?: string;
}

export function pieces(text: string): TextPiece[] {
  const found: TextPiece[] = [];
  let at = 0;
  for (const match of text.matchAll(addressPattern)) {
    if (match.index > at) found.push({ text: text.slice(at, match.index) });
    found.push({ text: match[0], address: match[0].toLowerCase() });
    at = match.index + match[0].length;
  }
  return at < text.length ? [...found, { text: text.slice(at) }] : found;
}

export function addressesIn(text: string): string[] {
  return pieces(text).flatMap(({ address }) => address ?? []);
}

/** A number from 0 for each address, in the order of their first appearance. */
export function marksFor(addresses: readonly string[]): ReadonlyMap<string, number> {
  const marks = new Map<string, number>();
  for (const address of addresses) {
    const key = address.toLowerCase();
    if (key !== '' && !marks.has(key)) marks.set(key, marks.size);
  }
  return marks;
}

/** The label of a mark: A to Z, then A1 and so on. */
export function markLabel(mark: number): string {
  const round = Math.floor(mark / 26);
  return `${String.fromCharCode(65 + (mark % 26))}${round === 0 ? '' : round}`;
}

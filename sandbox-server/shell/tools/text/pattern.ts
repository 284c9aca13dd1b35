/**
 * Regular expressions of grep, without groups and counts, matched in time that grows with the line and nothing worse: the
 * engine's own would let one typed line keep this process, and every sandbox in it, busy for hours.
 */

/** Part of a pattern: what a character must be, and how often. */
interface Atom {
  matches(character: string): boolean;
  atLeast: 0 | 1;
  repeats: boolean;
}

interface Branch {
  atoms: Atom[];
  atStart: boolean;
  atEnd: boolean;
}

/** A backslash takes the next character with it, whatever that is; brackets keep together what is in them. */
const anyPart = /\\.|\[\^?\]?[^\]]*\]|[^\\]|\\$/gs;

export interface Dialect {
  /** `+ ? |` are special as they are; otherwise behind a backslash. */
  extended: boolean;
  ignoreCase: boolean;
}

/** Nothing is longer that somebody types, and the time of a match grows with it. */
const atomsMax = 200;

/** Says whether a line matches. The text is what is wrong with the pattern. */
export function matcherOf(pattern: string, dialect: Dialect): ((line: string) => boolean) | string {
  const fold = (text: string) => (dialect.ignoreCase ? text.toLowerCase() : text);
  const branches: Branch[] = [];
  for (const text of alternatives(fold(pattern), dialect)) {
    const branch = branchOf(text, dialect);
    if (typeof branch === 'string') return branch;
    if (branch.atoms.length > atomsMax) return `longer than ${atomsMax} characters`;
    branches.push(branch);
  }
  return (line) => branches.some((branch) => isFound(branch, fold(line)));
}

function alternatives(pattern: string, { extended }: Dialect): string[] {
  const parts = pattern.match(anyPart) ?? [''];
  const texts = [''];
  for (const part of parts) {
    if (part === (extended ? '|' : '\\|')) texts.push('');
    else texts[texts.length - 1] += part;
  }
  return texts;
}

function branchOf(text: string, { extended }: Dialect): Branch | string {
  const atStart = text.startsWith('^');
  const atEnd = /(?:^|[^\\])(?:\\\\)*\$$/.test(text);
  const body = text.slice(atStart ? 1 : 0, atEnd ? -1 : undefined);
  const atoms: Atom[] = [];
  for (const [part] of body.matchAll(anyPart)) {
    const operator = operatorIn(part, extended);
    const last = atoms.at(-1);
    if (operator === 'unsupported') return 'groups and counts are not available here';
    if (operator && last) {
      last.repeats ||= operator !== '?';
      if (operator !== '+') last.atLeast = 0;
    } else atoms.push({ matches: characterTest(part), atLeast: 1, repeats: false });
  }
  return { atoms, atStart, atEnd };
}

function operatorIn(part: string, extended: boolean): '*' | '+' | '?' | 'unsupported' | undefined {
  if (part === '*') return '*';
  const special = extended ? part : part.startsWith('\\') ? part.slice(1) : '';
  if (special === '+' || special === '?') return special;
  return /^[(){}]$/.test(special) ? 'unsupported' : undefined;
}

function characterTest(part: string): (character: string) => boolean {
  if (part === '.') return () => true;
  if (part.startsWith('[') && part.length > 2) return bracketTest(part.slice(1, -1));
  const wanted = part.length === 2 && part.startsWith('\\') ? part.slice(1) : part;
  return (character) => character === wanted;
}

function bracketTest(inside: string): (character: string) => boolean {
  const negated = inside.startsWith('^');
  const members = [...inside.slice(negated ? 1 : 0).matchAll(/(.)-(.)|(.)/gs)];
  const isMember = (character: string) =>
    members.some(([, from, to, one]) => (from && to ? from <= character && character <= to : one === character));
  return (character) => isMember(character) !== negated;
}

/** All places in the branch at which the match may stand, carried along the line (Thompson's way). */
function isFound({ atoms, atStart, atEnd }: Branch, line: string): boolean {
  let places = withSkipped(atoms, new Set([0]));
  const hasMatched = () => places.has(atoms.length);
  if (hasMatched() && (!atEnd || line === '')) return true;
  for (const [index, character] of [...line].entries()) {
    const next = new Set<number>(atStart ? [] : [0]);
    for (const place of places) {
      const atom = atoms[place];
      if (!atom?.matches(character)) continue;
      next.add(place + 1);
      if (atom.repeats) next.add(place);
    }
    places = withSkipped(atoms, next);
    if (hasMatched() && (!atEnd || index === line.length - 1)) return true;
  }
  return false;
}

/** An atom that need not be there can be passed. One that repeats and has matched once is marked by its successor. */
function withSkipped(atoms: readonly Atom[], places: Set<number>): Set<number> {
  for (const place of places) if (atoms[place]?.atLeast === 0) places.add(place + 1);
  return places;
}

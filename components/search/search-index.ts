import MiniSearch, { type Options, type SearchOptions } from 'minisearch';

/** What is found: a lesson, an entry of the reference, a sandbox. */
export interface Hit {
  /** Where it is. */
  href: string;
  /** What it is, in a word or two. */
  kind: string;
  name: string;
  /** A few words beside the name. */
  title?: string;
  /** A sentence. */
  about: string;
  /** What else people call it. */
  alsoCalled?: readonly string[];
  /** The name is what goes over a wire or stands in a file. */
  isCode?: boolean;
}

export interface SearchDocument extends Hit {
  /** What is searched beside name and title; not kept. */
  text: string;
  /** Of a lesson, the codes that one meets in it, as often as one does; not kept. */
  codes?: string;
}

/** What fits the words, the best first. */
export type Find = (query: string) => Hit[];

/** More than a person reads. */
const mostHits = 12;

/** Lessons that are shown for a code, behind what the code means. */
const lessonsForACode = 4;

/** What people ask with, and what says nothing about the thing. `from`, `to` and `not` do: they are fields and replies. */
const emptyWords = new Set(
  'a an and are can did do does how i in is it me my of on or the what when where which why'.split(' '),
);

const options: Options<SearchDocument> = {
  idField: 'href',
  fields: ['name', 'alsoCalled', 'title', 'text', 'codes'],
  storeFields: ['href', 'kind', 'name', 'title', 'about', 'alsoCalled', 'isCode'],
  tokenize: wordsOf,
  processTerm: (word) => (emptyWords.has(word) ? undefined : word),
};

/** Typing errors and words that are not yet whole are forgiven. */
const tolerant: SearchOptions = {
  // A number among the codes of a lesson would be taken for a port.
  fields: ['name', 'alsoCalled', 'title', 'text'],
  boost: { name: 5, alsoCalled: 3, title: 3 },
  prefix: (term) => term.length > 1,
  // A code with another digit is another code.
  fuzzy: (term) => (term.length > 3 && !/\d/.test(term) ? 0.25 : false),
  weights: { fuzzy: 0.3, prefix: 0.6 },
};

/** The index of all documents as text: made when the site is built, since it takes a phone long. */
export function searchIndexOf(documents: readonly SearchDocument[]): string {
  const index = new MiniSearch<SearchDocument>(options);
  index.addAll(documents);
  return JSON.stringify(index);
}

/** A search in what `searchIndexOf` has made. */
export function findIn(text: string): Find {
  const index = MiniSearch.loadJSON<SearchDocument>(text, options);
  const search = (words: string, how: SearchOptions) => {
    const results: unknown = index.search(words, how);
    return results as Hit[]; // a result carries the stored fields
  };
  return (query) => {
    const wanted = wordsOf(query);
    const whole = wanted.join(' ');
    const inAll = search(query, { ...tolerant, combineWith: 'AND' });
    const hits = inAll.length > 0 ? inAll : search(query, tolerant);
    // A line out of a bounce says with its enhanced code what it is about, whatever else stands in it.
    const codes = wanted.filter((word) => /^[245](\.\d{1,3}){2}$/.test(word));
    const replies = wanted.filter((word) => /^[245]\d\d$/.test(word));
    const met = (words: readonly string[]) => search(words.join(' '), { fields: ['codes'], combineWith: 'AND' });
    const asNearAsPossible = codes.length > 0 ? [[...replies, ...codes], codes, replies] : [];
    const lessons = asNearAsPossible.map(met).find((all) => all.length > 0) ?? [];
    const ranked = [
      ...hits.filter(({ name }) => isCalled(name, whole)),
      ...codes.flatMap((code) => search(code, { fields: ['alsoCalled'] })),
      ...lessons.slice(0, lessonsForACode),
      ...(codes.length > 0 ? replies.flatMap((reply) => search(reply, { fields: ['name'] }).slice(0, 1)) : []),
      ...hits.filter(({ alsoCalled = [] }) => alsoCalled.some((called) => isCalled(called, whole))),
      ...hits,
    ];
    return [...new Map(ranked.map((hit) => [hit.href, hit])).values()].slice(0, mostHits);
  };
}

function isCalled(name: string, words: string): boolean {
  return wordsOf(name).join(' ') === words;
}

/**
 * Words as they are looked for. Codes and names of parameters stay whole and are known by their parts as well:
 * `5.7.1`, `smtpd_relay_restrictions`, `DKIM-Signature`.
 */
export function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}._-]+/u)
    .map((word) => word.replace(/^[._-]+|[._-]+$/g, ''))
    .filter(Boolean)
    .flatMap((word) => (/[_-]/.test(word) ? [word, ...word.split(/[_-]+/)] : [word]));
}

/** The reference as it is shown: every subject in the same form. */

export interface ReferenceEntry {
  /** Its place on the page: what stands behind # in its address. */
  anchor: string;
  /** Other places that lead here, as 4.7.1 does to 5.7.1. */
  alsoAt?: readonly string[];
  name: string;
  /** A few words beside the name. */
  title?: string;
  plain: string;
  points: readonly ReferencePoint[];
  /** Where it is defined. */
  source?: string;
  /** Slug of the lesson that teaches it. */
  lesson?: string;
  /** A world in which it can be tried, and what to type there first. */
  tries?: { preset: string; line?: string };
  /** What else people call it: for the search only. */
  alsoCalled?: readonly string[];
}

/** A fact about an entry; `links` stand behind the text. */
export interface ReferencePoint {
  label: string;
  text?: string;
  code?: string;
  links?: readonly { text: string; href: string }[];
}

export interface ReferenceGroup {
  /** Absent where one page is one group. */
  title?: string;
  lead?: string;
  entries: readonly ReferenceEntry[];
}

export interface ReferenceTopic {
  /** Its address below /reference. */
  slug: string;
  title: string;
  /** One or two sentences. */
  lead: string;
  /** One entry in a few words, for lists that mix subjects. */
  kind: string;
  /** What the names of its entries are: what goes over the wire or stands in a file, a word, or what somebody says. */
  names: 'code' | 'word' | 'saying';
  groups: readonly ReferenceGroup[];
}

/** The lesson of an entry, as the course knows it. */
export interface LessonPlace {
  slug: string;
  number: number;
  title: string;
  exists: boolean;
}

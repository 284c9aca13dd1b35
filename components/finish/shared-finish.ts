// The small build of zod: this comes with a page that is shared.
import * as z from 'zod/mini';

/** A finish page in the fragment of an address: it goes from browser to browser, and no server sees it. */

export interface SharedFinish {
  /** Slugs of the lessons that were done, in the order of the course. */
  done: string[];
  /** Id of a path. */
  path?: string | undefined;
  /** Day of the last lesson, as 2026-11-25. */
  on?: string | undefined;
  /** As somebody wishes to be called. */
  name?: string | undefined;
}

export type ReadFinish = { kind: 'own' } | { kind: 'shared'; finish: SharedFinish } | { kind: 'refused'; why: string };

/** What a fragment may speak of. */
interface Known {
  lessons: readonly string[];
  paths: readonly string[];
}

export const nameMaxLength = 60;
/** All 22 lessons with a long name take 600 characters. */
const fragmentMaxLength = 2000;
const version = '1';

/** Letters of any script with what stands between them in names: no marks that turn a line round, and no dot before a word, as addresses have it. */
const nameSchema = z
  .string()
  .check(
    z.maxLength(nameMaxLength, `The name in it is longer than ${nameMaxLength} characters.`),
    z.regex(
      /^(?!.*\.[\p{L}\p{N}]{2})[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .,'’-]*$/u,
      'The name in it has characters that no name has.',
    ),
  );

/** What a fragment says. What is no finish of ours is refused as a whole, with a sentence for the person who opened the link.
 *  @param hash with its # */
export function readFinish(hash: string, known: Known): ReadFinish {
  const fragment = hash.replace(/^#/, '');
  if (fragment === '') return { kind: 'own' };
  if (fragment.length > fragmentMaxLength) return refused('It is far too long.');
  const fields = new URLSearchParams(fragment);
  if (!fields.has('v') || !fields.has('done')) return refused('It does not look like one that Relay Lab has made.');
  if (fields.get('v') !== version) return refused('A newer Relay Lab has made it. Reload this page and try again.');
  const read = finishSchema(known).safeParse({
    done: fields.get('done')?.split(','),
    path: fields.get('path') ?? undefined,
    on: fields.get('on') ?? undefined,
    name: fields.get('name') ?? undefined,
  });
  if (!read.success) return refused(read.error.issues[0]?.message ?? '');
  const { done, ...rest } = read.data;
  return { kind: 'shared', finish: { ...rest, done: known.lessons.filter((slug) => done.includes(slug)) } };
}

function finishSchema({ lessons, paths }: Known) {
  const lesson = z.string().check(z.refine((slug) => lessons.includes(slug), 'It names a lesson that there is not.'));
  return z.object({
    done: z.array(lesson).check(z.refine((slugs) => new Set(slugs).size === slugs.length, 'It names a lesson twice.')),
    path: z.optional(z.string().check(z.refine((id) => paths.includes(id), 'It names a path that there is not.'))),
    on: z.optional(z.iso.date('The day in it is none.')),
    name: z.optional(nameSchema),
  });
}

/** The fragment, with its #, that `readFinish` reads. */
export function finishFragment({ done, path, on, name }: SharedFinish): string {
  const fields = Object.entries({ v: version, done: done.join(','), path, on, name });
  const words = fields.flatMap(([key, value]) =>
    // A comma may stand in a fragment as it is, and is easier to read.
    value ? [`${key}=${encodeURIComponent(value).replaceAll('%2C', ',')}`] : [],
  );
  return `#${words.join('&')}`;
}

/** Why this cannot stand as a name in a link; undefined when it can, or is empty. */
export function nameProblem(name: string): string | undefined {
  if (name === '' || nameSchema.safeParse(name).success) return undefined;
  return 'Letters, digits, spaces and . , ’ - only.';
}

function refused(why: string): ReadFinish {
  return { kind: 'refused', why };
}

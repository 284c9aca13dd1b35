import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeWords } from '#protocol/code-words.ts';
import { answersTo, type Question } from '#protocol/lesson.ts';
import type { Scenario } from '#protocol/scenario.ts';
import { datedFact } from '../content/reference/facts-that-date.ts';
import { glossaryTerm } from '../content/reference/glossary.ts';
import { paths, tracks } from '../content/tracks.ts';
import { problemsOfParameters } from '../sandbox-server/courses.ts';
import type { Course } from '../sandbox-server/sandbox/sandbox.ts';
import { driftedValues } from './drifted-values.ts';
import { lessonSchema } from './lesson-schema.ts';

/** What can be wrong with a lesson without playing it: its folder, its data, its prose. */

const files = ['lesson.ts', 'lesson.mdx', 'scenario.ts', 'solution.txt'];
/** `prepared.ts` holds letters that lie in mailboxes at the start, `pictures.tsx` the drawings of the prose. */
const folderHolds = [...files, 'prepared.ts', 'pictures.tsx', 'also', 'wrong'];
const vocabulary = [
  'Step',
  'Question',
  'Try',
  'Explain',
  'Pitfall',
  'Note',
  'Picture',
  'Once',
  'Recap',
  'Record',
  'Term',
  'AsOf',
];

/** Problems of the folder itself; with any of these the lesson cannot be loaded, or proves nothing. */
export function problemsOfFolder(path: string): string[] {
  const inside = (folder: string) => (existsSync(join(path, folder)) ? readdirSync(join(path, folder)) : []);
  const transcripts = [...inside('also'), ...inside('wrong')];
  return [
    ...files.filter((file) => !existsSync(join(path, file))).map((file) => `${file} is missing`),
    ...[
      ...inside('.').filter((file) => !folderHolds.includes(file)),
      ...transcripts.filter((file) => !isText(file)),
    ].map((file) => `${file} is not part of a lesson`),
    ...(inside('also').length < 1 ? ['needs at least one also/*.txt: another way that completes it'] : []),
    ...(inside('wrong').length < 3 ? ['needs at least three wrong/*.txt: ways that must not complete it'] : []),
  ];
}

function isText(file: string): boolean {
  return file.endsWith('.txt');
}

/** Problems of a lesson that can be loaded: `slugs` are those of all lessons, `number` is that of its folder. */
export function problemsOfLesson(course: Course, path: string, { slugs, number }: { slugs: string[]; number: number }) {
  const { lesson, scenario, slug } = course;
  const schema = lessonSchema.safeParse(lesson);
  const ids = [...lesson.steps, ...lesson.questions, ...lesson.coach].map(({ id }) => id);
  return [
    ...(schema.error?.issues ?? []).map(({ path: where, message }) => `lesson.ts ${where.join('.')}: ${message}`),
    ...repeated(ids).map((id) => `lesson.ts: ${id} is used twice`),
    ...lesson.after.filter((before) => !slugs.includes(before)).map((before) => `after: there is no lesson ${before}`),
    ...problemsOfPlace(slug, number, lesson.title),
    ...problemsOfAudience(slug, lesson.audience),
    ...lesson.questions.flatMap((question) => problemsOfQuestion(question, lesson.steps)),
    ...(lesson.questions.some(({ provenBy }) => provenBy) ? [] : ['needs a prediction: a question with provenBy']),
    ...problemsOfScenario(scenario, lesson.elsewhere ?? []),
    ...problemsOfProse(course, textOf(path, 'lesson.mdx')),
    ...driftedValues(lesson, scenario, textOf(path, 'lesson.mdx')),
    ...unnamed(course, textOf(path, 'lesson.ts'), textOf(path, 'lesson.mdx')),
  ];
}

function textOf(path: string, file: string): string {
  return existsSync(join(path, file)) ? readFileSync(join(path, file), 'utf8') : '';
}

/** content/tracks.ts names all lessons in their order; a folder's number is its place there. */
function problemsOfPlace(slug: string, number: number, title: string): string[] {
  const course: { slug: string; title: string }[] = tracks.flatMap(({ lessons }) => [...lessons]);
  const at = course.findIndex((entry) => entry.slug === slug);
  if (at < 0) return [`content/tracks.ts does not name ${slug}`];
  return [
    ...(at + 1 === number ? [] : [`is lesson ${at + 1} in content/tracks.ts`]),
    ...(course[at]?.title === title ? [] : [`is called "${course[at]?.title}" in content/tracks.ts`]),
  ];
}

/** Who goes a path with this lesson in it is whom the lesson is for: its `audience` begins with their names. */
function problemsOfAudience(slug: string, audience: string): string[] {
  const goingBy = paths.filter(({ lessons }) => lessons.some((one) => one === slug)).map(({ people }) => people);
  const wanted = goingBy.length === paths.length ? ['everyone'] : goingBy;
  const [named = ''] = /^[^.;:]*/.exec(audience.toLowerCase()) ?? [];
  const isSame =
    named
      .split(/, | and /)
      .sort()
      .join() === [...wanted].sort().join();
  return isSame ? [] : [`its audience must begin with ${wanted.join(', ')}: content/tracks.ts has it on their paths`];
}

function problemsOfQuestion(question: Question, steps: readonly { id: string }[]) {
  const { id, choices, items = [], right, kind, provenBy } = question;
  const known = choices.map((choice) => choice.id);
  const possible = answersTo(question);
  const matched = right.map((pair) => pair.split('=')[0] ?? '');
  return [
    ...right.filter((choice) => !possible.includes(choice)).map((choice) => `question ${id}: ${choice} is no choice`),
    ...(kind === 'match' &&
    matched.sort().join() !==
      items
        .map((item) => item.id)
        .sort()
        .join()
      ? [`question ${id}: must give each item one right choice`]
      : []),
    ...repeated(known).map((choice) => `question ${id}: two choices ${choice}`),
    ...(kind === 'choice' && right.length !== 1 ? [`question ${id}: needs one right choice`] : []),
    ...(kind === 'order' && right.length !== choices.length ? [`question ${id}: must order all choices`] : []),
    ...(provenBy && !steps.some((step) => step.id === provenBy)
      ? [`question ${id}: there is no step ${provenBy}`]
      : []),
  ];
}

/** What the scenario's schema cannot see: names that lead nowhere, and parameters that no server here knows. */
function problemsOfScenario({ hosts, dns, prepared, terminal }: Scenario, elsewhere: readonly string[]): string[] {
  const names = hosts.map(({ name }) => name);
  const aliases = dns.flatMap(({ name, type }) => (type === 'CNAME' ? [name] : []));
  return [
    ...repeated([...names, ...hosts.map(({ address }) => address)]).map((twice) => `scenario: two hosts ${twice}`),
    ...(names.includes(terminal.host) ? [] : [`scenario: there is no host ${terminal.host} for the terminal`]),
    ...problemsOfParameters(hosts).map((problem) => `scenario: ${problem}`),
    ...dns
      .flatMap((record) => (record.type === 'MX' ? [record.exchange] : []))
      .filter((exchange) => exchange !== '.' && ![...names, ...aliases, ...elsewhere].includes(exchange))
      .map((exchange) => `scenario: an MX record names ${exchange}, which is no host`),
    ...prepared
      .map(({ mailbox }) => mailbox)
      .filter((mailbox) => !hosts.some(({ mailboxes }) => mailboxes.includes(mailbox.split('@')[0] ?? '')))
      .map((mailbox) => `scenario: prepared mail for ${mailbox}, which is no mailbox`),
  ];
}

function problemsOfProse({ lesson }: Course, prose: string): string[] {
  const [, drawings = ''] = /^import \{([^}]*)\} from '\.\/pictures\.tsx';$/m.exec(prose) ?? [];
  const words = [...vocabulary, ...drawings.split(',').map((name) => name.trim())];
  // In code `<NUL>` is no tag.
  const tags = [...prose.replaceAll(/`[^`\n]*`/g, '').matchAll(/<([A-Z]\w*)/g)].map(([, tag = '']) => tag);
  const codes = [...prose.matchAll(/<Explain code="([^"]*)"/g)].map(([, code = '']) => code);
  return [
    ...tags.filter((tag) => !words.includes(tag)).map((tag) => `lesson.mdx: <${tag}> is not in the vocabulary`),
    ...codes.filter((code) => !codeWords(code)).map((code) => `lesson.mdx: code ${code} is not registered`),
    ...termsIn(prose)
      .filter((word) => !glossaryTerm(word))
      .map((word) => `lesson.mdx: the glossary has no "${word}"`),
    ...[...prose.matchAll(/<AsOf id="([^"]*)"/g)]
      .filter(([, id = '']) => !datedFact(id))
      .map(([, id]) => `lesson.mdx: content/reference/facts-that-date.ts has no "${id}"`),
    ...onceAndInOrder('Step', prose, lesson.steps),
    ...onceAndInOrder('Question', prose, lesson.questions),
    ...lesson.questions
      .filter(({ id, provenBy }) => provenBy && placeOf('Question', id, prose) > placeOf('Step', provenBy, prose))
      .map(({ id }) => `lesson.mdx: prediction ${id} stands after the step that proves it`),
    ...[...prose.matchAll(/<Once step="([^"]*)"/g)]
      .filter(([, id]) => !lesson.steps.some((step) => step.id === id))
      .map(([, id]) => `lesson.mdx: <Once step="${id}"> waits for a step that does not exist`),
    ...(/<Recap>[\s\S]*<\/Recap>\s*$/.test(prose) ? [] : ['lesson.mdx: must end with <Recap>']),
  ];
}

/** The words of the glossary that the prose marks: `<Term>word</Term>`, or `<Term of="word">said otherwise</Term>`. */
function termsIn(prose: string): string[] {
  return [...prose.matchAll(/<Term(?: of="([^"]*)")?>([^<]*)<\/Term>/g)].map(([, of, text = '']) => of ?? text);
}

function placeOf(tag: 'Step' | 'Question', id: string, prose: string): number {
  return prose.indexOf(`<${tag} id="${id}"`);
}

function onceAndInOrder(tag: 'Step' | 'Question', prose: string, wanted: readonly { id: string }[]): string[] {
  const found = [...prose.matchAll(new RegExp(`<${tag} id="([^"]*)"`, 'g'))].map(([, id = '']) => id);
  const ids = wanted.map(({ id }) => id);
  const problems = [
    ...ids.filter((id) => !found.includes(id)).map((id) => `has no <${tag} id="${id}" />`),
    ...found.filter((id) => !ids.includes(id)).map((id) => `<${tag} id="${id}" /> does not exist`),
    ...repeated(found).map((id) => `<${tag} id="${id}" /> stands there twice`),
  ];
  const isOrdered = problems.length > 0 || found.join() === ids.join();
  return [...problems, ...(isOrdered ? [] : [`has its ${tag}s in another order than lesson.ts`])].map(
    (problem) => `lesson.mdx: ${problem}`,
  );
}

/** A learner cannot meet a condition that nobody told: each literal in a predicate stands in a step's text or the prose. */
function unnamed({ lesson }: Course, source: string, prose: string): string[] {
  const told = [...lesson.steps.map(({ text }) => text), prose].join('\n');
  const [predicates = ''] = source.split(/^ {2}questions: \[/m, 1);
  const patterns = [
    /'(@?[a-z0-9.@-]+\.(?:example|test))'/g, // a host, a domain, an address
    /'([245]\.\d{1,3}\.\d{1,3})'/g, // an enhanced code
    /\bport: (\d+)/g,
    /\breply\(\w+, '[A-Z-]+', (\d{3})\)/g,
    /\blistParameter\(\w+, \w+, '(\w+)'\)/g,
  ];
  const literals = patterns.flatMap((pattern) => [...predicates.matchAll(pattern)].map(([, literal = '']) => literal));
  const named = (pattern: RegExp, known: readonly { id: string }[]) =>
    [...source.matchAll(pattern)].map(([, id = '']) => id).filter((id) => !known.some((one) => one.id === id));
  return [
    ...new Set(
      literals.filter((literal) => !told.includes(literal)).map((one) => `lesson.ts: ${one} is checked, not told`),
    ),
    ...named(/\bansweredRightly\(\w+, '([^']+)'/g, lesson.questions).map(
      (id) => `lesson.ts: there is no question ${id}`,
    ),
    ...named(/\b(?:reachedAt|isOpen)\(\w+, '([^']+)'/g, lesson.steps).map((id) => `lesson.ts: there is no step ${id}`),
  ];
}

function repeated(ids: string[]): string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index);
}

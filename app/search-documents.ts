import type { SearchDocument } from '../components/search/search-index.ts';
import { incidentSlugs, loadIncident } from './incidents/incidents.ts';
import { codesIn, loadLesson, placesOfLessons, slugs, toolsIn } from './lessons/courses.ts';
import { topics } from './reference/topics/topics.ts';
import { presetSummaries } from './sandbox/presets.ts';

/** All that the search can find, gathered while the site is built. */
export async function searchDocuments(): Promise<SearchDocument[]> {
  const [lessons, presets, incidents] = await Promise.all([lessonDocuments(), presetDocuments(), incidentDocuments()]);
  return [...lessons, ...referenceDocuments(), ...presets, ...incidents, explain, finish];
}

const explain: SearchDocument = {
  href: '/explain',
  kind: 'page',
  name: 'Explain a bounce',
  about: 'Paste a bounce, a log line, a reply or a header: what happened, who said it, what to do.',
  text: 'Paste a bounce, a log line, a reply or a header: what happened, who said it, what to do.',
  alsoCalled: ['explain', 'analyse a header', 'header analyzer', 'read a bounce', 'log line'],
};

const finish: SearchDocument = {
  href: '/finish',
  kind: 'page',
  name: 'What you can do now',
  about: 'What the lessons that you have done have taught you, to print and to show.',
  text: 'What the lessons that you have done have taught you, to print and to show.',
  alsoCalled: ['certificate', 'finish', 'share progress'],
};

async function lessonDocuments(): Promise<SearchDocument[]> {
  const places = placesOfLessons();
  const documents = await Promise.all(
    slugs().map(async (slug): Promise<SearchDocument> => {
      const { title, summary, steps } = await loadLesson(slug);
      return {
        href: `/lessons/${slug}`,
        kind: `lesson ${places.get(slug)?.number}`,
        name: title,
        about: summary,
        // Whoever looks for swaks wants the lessons that use it.
        text: [summary, ...toolsIn(slug), ...steps.map(({ text }) => text.replaceAll(/[`*]/g, ''))].join(' '),
        alsoCalled: [`lesson ${places.get(slug)?.number}`],
        codes: (await codesIn(slug)).join(' '),
      };
    }),
  );
  return documents;
}

function referenceDocuments(): SearchDocument[] {
  return topics.flatMap(({ slug, title, lead, kind, names, groups }) => [
    { href: `/reference/${slug}`, kind: 'reference', name: title, about: lead, text: lead },
    ...groups.flatMap(({ entries }) =>
      entries.map(({ anchor, alsoAt, name, title: beside, plain, points, alsoCalled = [] }): SearchDocument => {
        const called = [...(alsoAt ? [anchor, ...alsoAt] : []), ...alsoCalled];
        return {
          href: `/reference/${slug}#${anchor}`,
          kind,
          name,
          ...(beside ? { title: beside } : {}),
          about: plain,
          text: [plain, ...points.map(({ text = '', code = '' }) => `${text} ${code}`)].join(' ').trim(),
          ...(called.length > 0 ? { alsoCalled: called } : {}),
          ...(names === 'code' ? { isCode: true } : {}),
        };
      }),
    ),
  ]);
}

async function presetDocuments(): Promise<SearchDocument[]> {
  return (await presetSummaries()).map(({ slug, title, summary }) => ({
    href: `/sandbox/${slug}`,
    kind: 'sandbox',
    name: title,
    about: summary,
    text: summary,
  }));
}

async function incidentDocuments(): Promise<SearchDocument[]> {
  return Promise.all(
    incidentSlugs().map(async (slug) => {
      const { title, summary } = (await loadIncident(slug)).texts;
      return { href: `/incidents/${slug}`, kind: 'incident', name: title, about: summary, text: summary };
    }),
  );
}

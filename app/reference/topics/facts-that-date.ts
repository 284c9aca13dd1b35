import type { ReferenceTopic } from '../../../components/reference/entries.ts';
import { datedFacts, monthOf, subjects } from '../../../content/reference/facts-that-date.ts';

export const factsThatDate: ReferenceTopic = {
  slug: 'facts-that-date',
  title: 'Numbers that grow old',
  lead: 'Limits and rules of providers, standards on their way, and what programs do out of the box: as it was when somebody last looked. Check it before you build on it.',
  kind: 'dated fact',
  names: 'word',
  groups: [...Map.groupBy(datedFacts, ({ subject }) => subject)].map(([subject, facts]) => ({
    title: subjects[subject],
    entries: facts.map((fact) => ({
      anchor: fact.id,
      name: fact.name,
      title: asTitle(fact.value),
      plain: fact.plain,
      points: [{ label: 'Checked', text: monthOf(fact) }],
      source: fact.source,
      lesson: fact.lesson,
      ...(fact.also ? { alsoCalled: fact.also } : {}),
    })),
  })),
};

function asTitle(value: string): string {
  const bare = value.replaceAll('`', '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

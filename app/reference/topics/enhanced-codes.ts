import { type EnhancedCode, inSentence, enhancedCodes as known, subjects } from '#protocol/enhanced-codes.ts';
import { vendorCodes, vendorCodesChecked } from '#protocol/vendor-codes.ts';
import type { ReferenceEntry, ReferenceTopic } from '../../../components/reference/entries.ts';
import { enhancedHeardAs } from '../../../content/reference/heard-as.ts';

function entryOf({ detail, title, plain, advice, rfc, lesson }: EnhancedCode): ReferenceEntry {
  const heardAs = enhancedHeardAs[detail] ?? [];
  return {
    anchor: `5.${detail}`,
    alsoAt: [`4.${detail}`, `2.${detail}`],
    name: `x.${detail}`,
    title,
    plain,
    points: [{ label: 'Do', text: advice }, ...(heardAs.length > 0 ? [heard(heardAs)] : [])],
    source: rfc,
    lesson,
    alsoCalled: heardAs,
  };
}

function heard(texts: readonly string[]) {
  return { label: 'Heard as', text: texts.map((text) => `“${text}”`).join(' · ') };
}

/** The numbers that are a provider’s alone lead to it; those of the registry keep leading to its meaning. */
function ownNumbers(detail: string, forNow: boolean | undefined): string[] {
  if (known.some((registered) => registered.detail === detail)) return [];
  if (forNow) return [`4.${detail}`];
  const isOnlyWithFive = vendorCodes.some((other) => other.detail === detail && other.forNow);
  return [`5.${detail}`, ...(isOnlyWithFive ? [] : [`4.${detail}`])];
}

export const enhancedCodes: ReferenceTopic = {
  slug: 'enhanced-codes',
  title: 'Enhanced status codes',
  lead: 'Three numbers behind the reply code. The first says done (2), later (4) or no (5), and stands here as x; the second is the subject, the third the detail.',
  kind: 'enhanced code',
  names: 'code',
  groups: [
    ...subjects.map(({ title }, subject) => ({
      title: `x.${subject}: ${title}`,
      entries: known.filter(({ detail }) => detail.startsWith(`${subject}.`)).map(entryOf),
    })),
    {
      title: 'Numbers of single providers',
      lead: `They are in no registry, or mean something else there. Checked in ${vendorCodesChecked}.`,
      entries: vendorCodes.map(({ house, detail, to, forNow, title, plain, heardAs = [] }) => ({
        alsoAt: ownNumbers(detail, forNow),
        anchor: `${house.toLowerCase().replace(/[^a-z]+/g, '-')}-${detail}${forNow ? '-later' : ''}`,
        name: `${forNow ? 4 : 'x'}.${detail}${to ? ` to ${to}` : ''}`,
        title: `${house}: ${inSentence(title)}`,
        plain,
        points: heardAs.length > 0 ? [heard(heardAs)] : [],
        source: `${house}’s own`,
        lesson: 'relay-service',
        alsoCalled: heardAs,
      })),
    },
  ],
};

import { parameters as known, type ParameterName } from '#protocol/parameters.ts';
import { restrictions } from '#protocol/restrictions.ts';
import type { ReferenceEntry, ReferenceTopic } from '../../../components/reference/entries.ts';
import { parameterGroups } from '../../../content/reference/parameter-groups.ts';

function entryOf(name: ParameterName, lesson: string | undefined): ReferenceEntry {
  const { default: byDefault, explain } = known[name];
  return {
    anchor: name,
    name,
    plain: explain,
    points: [byDefault === '' ? { label: 'Default', text: 'empty' } : { label: 'Default', code: byDefault }],
    source: name.startsWith('lab_') ? 'Relay Lab’s own' : 'Postfix, postconf(5)',
    ...(lesson ? { lesson } : {}),
    tries: { preset: 'hostile-internet', line: `ssh mail.acme.example postconf ${name}` },
  };
}

export const parameters: ReferenceTopic = {
  slug: 'parameters',
  title: 'Configuration parameters',
  lead: 'The knobs of the mail servers here, by Postfix’s names and with Postfix’s meaning. Those that begin with lab_ are ours: real servers do the same with a program beside them.',
  kind: 'parameter',
  names: 'code',
  groups: [
    ...parameterGroups.map(({ title, lesson, names }) => ({
      title,
      entries: names.map((name) => entryOf(name, lesson)),
    })),
    {
      title: 'Words of the restriction lists',
      lead: 'What may stand in the parameters that end with _restrictions. They are asked from left to right; the first that fits decides.',
      entries: Object.entries(restrictions).map(([name, plain]) => ({
        anchor: name,
        name,
        plain,
        points: [],
        source: 'Postfix, postconf(5)',
        lesson: 'open-relay',
      })),
    },
  ],
};

import type { ReferenceTopic } from '../../../components/reference/entries.ts';
import { dnsRecords as records } from '../../../content/reference/dns-records.ts';

export const dnsRecords: ReferenceTopic = {
  slug: 'dns-records',
  title: 'DNS records',
  lead: 'What mail servers ask the DNS: where mail goes, whose address calls, and what a domain says about mail in its name.',
  kind: 'DNS record',
  names: 'code',
  groups: [
    {
      entries: records.map(({ name, at, plain, example, rfc, lesson, tries, also }) => ({
        anchor: name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
        name,
        plain,
        points: [
          { label: 'Stands at', text: at },
          { label: 'Example', code: example },
        ],
        source: rfc,
        lesson,
        ...(tries ? { tries } : {}),
        ...(also ? { alsoCalled: also } : {}),
      })),
    },
  ],
};

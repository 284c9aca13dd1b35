import { type PortWords, ports as portWords } from '#protocol/ports.ts';
import type { ReferenceEntry, ReferenceTopic } from '../../../components/reference/entries.ts';

function entryOf({ port, service, plain, rfc, lesson, remark, ...facts }: PortWords): ReferenceEntry {
  return {
    anchor: String(port),
    name: String(port),
    title: service,
    plain,
    points: [
      { label: 'Who calls', text: facts.between },
      { label: 'TLS', text: facts.tls },
      { label: 'Login', text: facts.login },
      { label: 'Know', text: remark },
    ],
    source: rfc,
    ...(lesson ? { lesson } : {}),
    ...(isMail(port) ? { tries: { preset: 'hostile-internet', line: `telnet mail.acme.example ${port}` } } : {}),
    alsoCalled: [`port ${port}`, ...(isMail(port) ? ['blocked', 'closed', 'timeout', 'firewall', 'SMTP port'] : [])],
  };
}

function isMail(port: number): boolean {
  return port !== 80 && port !== 443;
}

const symptoms: readonly Pick<ReferenceEntry, 'name' | 'plain' | 'source' | 'points'>[] = [
  {
    name: 'Connection refused',
    plain: 'The host is there, and nothing listens on that port.',
    source: 'RFC 9293 §3.5.2',
    points: [],
  },
  {
    name: 'Connection timed out',
    plain: 'Nobody answers, not even “no”: a firewall on the way drops the call, or the host is off.',
    source: 'RFC 9293 §3.8.3',
    points: [],
  },
  {
    name: 'Connected, and silence',
    plain:
      'The server waits for TLS (port 465), or lets clients wait before its greeting to catch those that talk first.',
    source: 'RFC 8314 §3.3',
    points: [],
  },
  {
    name: 'Greeted with 554 or 521',
    plain: 'This server does not want you, or takes no mail at all.',
    source: 'RFC 5321 §3.1',
    points: [
      {
        label: 'See',
        links: [554, 521].map((code) => ({ text: String(code), href: `/reference/reply-codes#${code}` })),
      },
    ],
  },
];

export const ports: ReferenceTopic = {
  slug: 'ports',
  title: 'Ports',
  lead: 'Servers hand mail to each other on 25. People and programs hand it in to their own provider on 465 or 587.',
  kind: 'port',
  names: 'code',
  groups: [
    { title: 'For mail', entries: portWords.filter(({ port }) => isMail(port)).map(entryOf) },
    { title: 'Not SMTP', entries: portWords.filter(({ port }) => !isMail(port)).map(entryOf) },
    {
      title: 'What you see, and what it means',
      entries: symptoms.map((symptom) => ({
        ...symptom,
        anchor: symptom.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
        lesson: 'ports-and-roles',
      })),
    },
  ],
};

import type { ScenarioInput } from '#protocol/scenario.ts';

/** Hosts that several lessons know. A lesson spreads one and changes what it needs. */

type Host = ScenarioInput['hosts'][number];

export const laptop = {
  name: 'laptop.acme.example',
  address: '192.0.2.10',
  role: 'workstation',
  label: 'your laptop',
  position: { column: 0, row: 0 },
} as const satisfies Host;

export const mailAcme = {
  name: 'mail.acme.example',
  address: '192.0.2.25',
  role: 'mail',
  label: 'Acme’s mail server',
  position: { column: 1, row: 0 },
  ports: [25, 587],
  shell: true,
  mailboxes: ['kim', 'bob', 'sales', 'postmaster'],
  config: { mydestination: 'acme.example', mynetworks: '127.0.0.0/8 192.0.2.0/26' },
} satisfies Host;

export const mxGlobex = {
  name: 'mx.globex.example',
  address: '198.51.100.25',
  role: 'mail',
  label: 'MX of globex.example',
  position: { column: 2, row: 0 },
  ports: [25],
  mailboxes: ['ann', 'postmaster'],
  config: { mydestination: 'globex.example' },
} satisfies Host;

export const wwwGlobex = {
  name: 'www.globex.example',
  alsoKnownAs: ['globex.example'],
  address: '198.51.100.80',
  role: 'web',
  label: 'web site of Globex',
  position: { column: 2, row: 1 },
} satisfies Host;

export const nsLab = {
  name: 'ns.lab.test',
  address: '198.51.100.53',
  role: 'dns',
  label: 'name server',
  position: { column: 1, row: 1 },
} satisfies Host;

/** MX records of the companies; the rest comes with the hosts. */
export const acmeMx = { name: 'acme.example', type: 'MX', preference: 10, exchange: 'mail.acme.example' } as const;
export const globexMx = { name: 'globex.example', type: 'MX', preference: 10, exchange: 'mx.globex.example' } as const;

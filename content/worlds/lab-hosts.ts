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

/** Acme's server as it faces the world: its people log in, and nobody relays because of where they sit. */
export const mailAcmeWithLogins = {
  ...mailAcme,
  ports: [25, 465, 587, 2525],
  mailboxes: ['kim', 'bob', 'postmaster'],
  accounts: [
    { user: 'kim', password: 'sardine', token: 'kim-oauth-token' },
    { user: 'bob', password: 'pretzel' },
    { user: 'postmaster', password: 'blotter' },
  ],
  config: {
    mydestination: 'acme.example, mail.acme.example',
    mynetworks: '127.0.0.0/8',
    smtpd_tls_security_level: 'may',
    smtpd_sasl_auth_enable: 'yes',
    smtpd_sender_restrictions: 'reject_authenticated_sender_login_mismatch',
    smtpd_sender_login_maps: 'kim@acme.example kim, bob@acme.example bob, postmaster@acme.example postmaster bob',
  },
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

export const mx2Globex = {
  name: 'mx2.globex.example',
  address: '198.51.100.26',
  role: 'mail',
  label: 'backup MX of globex.example',
  position: { column: 2, row: 1 },
  ports: [25],
  config: { relay_domains: 'globex.example' },
} satisfies Host;

export const mx3Globex = {
  ...mx2Globex,
  name: 'mx3.globex.example',
  address: '198.51.100.28',
  label: 'second backup MX of globex.example',
} satisfies Host;

export const wwwGlobex = {
  name: 'www.globex.example',
  alsoKnownAs: ['globex.example'],
  address: '198.51.100.80',
  role: 'web',
  label: 'web site of Globex',
  position: { column: 2, row: 1 },
} satisfies Host;

/** Carries mail for anybody, in all the old spellings. */
export const relayOldcorp = {
  name: 'relay.oldcorp.example',
  address: '192.0.2.100',
  role: 'mail',
  label: 'old relay of Oldcorp',
  position: { column: 1, row: 1 },
  ports: [25, 587],
  shell: true,
  mailboxes: ['iris', 'postmaster'],
  config: {
    mydestination: 'oldcorp.example',
    mynetworks: '0.0.0.0/0',
    allow_untrusted_routing: 'yes',
  },
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
export const globexBackupMx = {
  name: 'globex.example',
  type: 'MX',
  preference: 20,
  exchange: 'mx2.globex.example',
} as const;
export const globexThirdMx = {
  name: 'globex.example',
  type: 'MX',
  preference: 30,
  exchange: 'mx3.globex.example',
} as const;
export const oldcorpMx = {
  name: 'oldcorp.example',
  type: 'MX',
  preference: 10,
  exchange: 'relay.oldcorp.example',
} as const;

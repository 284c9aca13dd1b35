import type { MonitorActor } from '#protocol/actors.ts';
import type { DnsRecord, ScenarioInput } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcmeWithLogins, mxGlobex, nsLab } from './lab-hosts.ts';

/** Acme on a good day, as those on call know it. An incident spreads what it needs, and breaks it. */

type Host = ScenarioInput['hosts'][number];

/** Where Kim sits on call. */
export const onCall = { host: laptop.name, user: 'kim' } as const;

export const mailAcmeOnCall = {
  ...mailAcmeWithLogins,
  position: { column: 1, row: 0 },
  mailboxes: ['kim', 'bob', 'sales', 'orders', 'postmaster'],
  accounts: [
    { user: 'kim', password: 'sardine' },
    { user: 'bob', password: 'pretzel' },
    { user: 'shop', password: 'spring-Tulip-5' },
    { user: 'sales', password: 'sales123' },
  ],
  config: {
    ...mailAcmeWithLogins.config,
    smtpd_sender_login_maps:
      'kim@acme.example kim, bob@acme.example bob, sales@acme.example sales, orders@acme.example shop, postmaster@acme.example bob',
    smtp_connect_timeout: '10s',
  },
} satisfies Host;

/** The web shop's server, in a cloud: a mail server of its own that sends and receives nothing for others. */
export const webAcme = {
  name: 'web.acme.example',
  address: '203.0.113.81',
  role: 'mail',
  label: 'Acme’s web shop',
  position: { column: 0, row: 1 },
  ports: [25],
  shell: true,
  config: {
    mydestination: 'web.acme.example',
    mynetworks: '127.0.0.0/8',
    smtp_tls_security_level: 'may',
    smtp_sasl_auth_enable: 'yes',
    smtp_connect_timeout: '10s',
  },
} satisfies Host;

export const mxGlobexOnCall = {
  ...mxGlobex,
  position: { column: 2, row: 0 },
  config: { ...mxGlobex.config, smtp_connect_timeout: '10s' },
} satisfies Host;

export const mxFreemailOnCall = {
  name: 'mx.freemail.example',
  address: '198.51.100.65',
  role: 'mail',
  label: 'Freemail, a mailbox provider',
  position: { column: 2, row: 1 },
  ports: [25],
  mailboxes: ['zoe', 'postmaster'],
  config: { mydestination: 'freemail.example', smtp_connect_timeout: '10s' },
} satisfies Host;

export const nsOnCall = { ...nsLab, position: { column: 3, row: 1 } } satisfies Host;

/** Somebody who has no business with Acme: from here the monitor tries whether he could use its servers. */
export const stranger = {
  name: 'probe.watch.test',
  address: '203.0.113.7',
  role: 'workstation',
  label: 'the monitor, seen from outside',
  position: { column: 3, row: 0 },
} satisfies Host;

export const freemailMx = {
  name: 'freemail.example',
  type: 'MX',
  preference: 10,
  exchange: 'mx.freemail.example',
} as const;

export const goodZones: DnsRecord[] = [acmeMx, globexMx, freemailMx];

type Probe = MonitorActor['probes'][number];

/** Test letters, as the people of the place would send them. */
export const kimToAnn: Probe = {
  id: 'kim-to-ann',
  host: laptop.name,
  server: 'mail.acme.example',
  port: 587,
  login: { user: 'kim', password: 'sardine' },
  from: 'kim@acme.example',
  to: 'ann@globex.example',
  subject: 'Test letter from the office to Globex',
  arrivesAt: 'mx.globex.example',
};

export const kimToZoe: Probe = {
  ...kimToAnn,
  id: 'kim-to-zoe',
  to: 'zoe@freemail.example',
  subject: 'Test letter from the office to Freemail',
  arrivesAt: 'mx.freemail.example',
};

export const shopToAnn: Probe = {
  id: 'shop-to-ann',
  host: 'web.acme.example',
  server: 'localhost',
  port: 25,
  from: 'orders@acme.example',
  to: 'ann@globex.example',
  subject: 'Test letter of the web shop',
  arrivesAt: 'mx.globex.example',
};

export const annToKim: Probe = {
  id: 'ann-to-kim',
  host: 'mx.globex.example',
  server: 'localhost',
  port: 25,
  from: 'ann@globex.example',
  to: 'kim@acme.example',
  subject: 'Test letter from Globex',
  arrivesAt: 'mail.acme.example',
};

export const zoeToKim: Probe = {
  ...annToKim,
  id: 'zoe-to-kim',
  host: 'mx.freemail.example',
  from: 'zoe@freemail.example',
  subject: 'Test letter from Freemail',
};

/** Sends at nine o’clock, and whenever it is asked to. */
export function monitor(...probes: Probe[]): MonitorActor {
  return { kind: 'monitor', probes, guards: ['mail.acme.example'], stranger: stranger.name, startsAfterMs: 5000 };
}

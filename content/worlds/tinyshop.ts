import type { ScenarioInput } from '#protocol/scenario.ts';

/** A small office on a line that lets nobody out on port 25, and the ISP that carries its mail. */

type Host = ScenarioInput['hosts'][number];

export const printerTinyshop = {
  name: 'printer.tinyshop.example',
  address: '192.0.2.162',
  role: 'workstation',
  label: 'printer that scans to mail',
  position: { column: 0, row: 1 },
  shell: true,
} satisfies Host;

export const mailTinyshop = {
  name: 'mail.tinyshop.example',
  address: '192.0.2.161',
  role: 'mail',
  label: 'Tinyshop’s mail server',
  position: { column: 1, row: 1 },
  ports: [25],
  shell: true,
  mailboxes: ['maya', 'scan', 'postmaster'],
  config: {
    mydestination: 'tinyshop.example',
    mynetworks: '127.0.0.0/8 192.0.2.160/28',
    // Nobody who reads a lesson wants to wait for half a minute.
    smtp_connect_timeout: '5s',
  },
} satisfies Host;

/** Takes customers' mail after a login. */
export const smtpIsp = {
  name: 'smtp.isp.example',
  address: '203.0.113.40',
  role: 'mail',
  label: 'the ISP’s server for customers',
  position: { column: 2, row: 1 },
  ports: [465, 587],
  accounts: [{ user: 'u1807', password: 'harbor' }],
  config: {
    smtpd_tls_security_level: 'may',
    smtpd_sasl_auth_enable: 'yes',
    smtpd_recipient_restrictions: 'reject_unknown_recipient_domain',
  },
} satisfies Host;

export const mxIsp = {
  name: 'mx.isp.example',
  address: '203.0.113.41',
  role: 'mail',
  label: 'MX of isp.example',
  position: { column: 2, row: 2 },
  ports: [25],
  mailboxes: ['support', 'postmaster'],
  config: { mydestination: 'isp.example' },
} satisfies Host;

export const tinyshopMx = {
  name: 'tinyshop.example',
  type: 'MX',
  preference: 10,
  exchange: mailTinyshop.name,
} as const;
export const ispMx = { name: 'isp.example', type: 'MX', preference: 10, exchange: mxIsp.name } as const;

/** Its line drops what goes out on port 25. */
export const tinyshopLine = {
  name: 'Tinyshop',
  cidr: '192.0.2.160/28',
  blocks: [{ port: 25, how: 'drop' as const }],
};

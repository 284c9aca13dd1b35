import { defineScenario } from '#protocol/scenario.ts';
import { globexMx, laptop, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

/** A small office on a line that lets nobody out on port 25, and the ISP's server that takes its mail after a login. */
export default defineScenario({
  hosts: [
    laptop,
    { ...nsLab, position: { column: 1, row: 0 } },
    mxGlobex,
    {
      name: 'printer.tinyshop.example',
      address: '192.0.2.162',
      role: 'workstation',
      label: 'printer that scans to mail',
      position: { column: 0, row: 1 },
      shell: true,
    },
    {
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
        smtp_tls_security_level: 'none',
        soft_bounce: 'yes',
        // Nobody who reads a lesson wants to wait for half a minute.
        smtp_connect_timeout: '5s',
      },
    },
    {
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
    },
    {
      name: 'mx.isp.example',
      address: '203.0.113.41',
      role: 'mail',
      label: 'MX of isp.example',
      position: { column: 2, row: 2 },
      ports: [25],
      mailboxes: ['support', 'postmaster'],
      config: { mydestination: 'isp.example' },
    },
  ],
  dns: [
    globexMx,
    { name: 'tinyshop.example', type: 'MX', preference: 10, exchange: 'mail.tinyshop.example' },
    { name: 'isp.example', type: 'MX', preference: 10, exchange: 'mx.isp.example' },
    { name: 'nomail.example', type: 'MX', preference: 0, exchange: '.' },
  ],
  networks: [{ name: 'Tinyshop', cidr: '192.0.2.160/28', blocks: [{ port: 25, how: 'drop' }] }],
  terminal: { host: laptop.name, user: 'kim' },
});

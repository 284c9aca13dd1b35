import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';
import { smtpPostly } from '../../worlds/postly.ts';

/** u01 to u20: everybody at Initech who gets the letter to Acme's partners. */
const partners = Array.from({ length: 20 }, (_, index) => `u${String(index + 1).padStart(2, '0')}`);

/** Receivers that say "not now": one to strangers, one to whoever calls too often at a time. */
export default defineScenario({
  hosts: [
    { ...laptop, position: { column: 0, row: 1 } },
    {
      ...mailAcme,
      mailboxes: [...mailAcme.mailboxes, 'script'],
      config: {
        ...mailAcme.config,
        // Each partner has an alias of his own, so each gets a letter of his own.
        alias_maps: [
          `partners: ${partners.join(' ')}`,
          ...partners.map((name) => `${name}: ${name}@initech.example`),
        ].join(', '),
      },
    },
    { ...nsLab, position: { column: 0, row: 2 } },
    {
      ...mxGlobex,
      position: { column: 2, row: 1 },
      mailboxes: ['ann', 'carol', 'postmaster'],
      config: { ...mxGlobex.config, lab_greylist_delay: '300s' },
    },
    {
      name: 'mx.initech.example',
      address: '198.51.100.45',
      role: 'mail',
      label: 'MX of Initech',
      position: { column: 2, row: 0 },
      ports: [25],
      mailboxes: [...partners, 'nina', 'postmaster'],
      config: { mydestination: 'initech.example', smtpd_client_connection_count_limit: '3' },
    },
    {
      name: smtpPostly.name,
      address: smtpPostly.address,
      role: 'mail',
      label: smtpPostly.label,
      position: { column: 1, row: 2 },
      ports: [587],
      shell: true,
      accounts: smtpPostly.accounts,
      config: {
        smtpd_tls_security_level: 'may',
        smtpd_sasl_auth_enable: 'yes',
        lab_source_addresses: '203.0.113.10 198.51.100.110',
      },
    },
  ],
  dns: [
    acmeMx,
    globexMx,
    { name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' },
    { name: '110.100.51.198.in-addr.arpa', type: 'PTR', target: smtpPostly.name },
  ],
  terminal: { host: laptop.name, user: 'kim' },
});

import { defineScenario } from '#protocol/scenario.ts';
import {
  acmeMx,
  globexBackupMx,
  globexMx,
  globexThirdMx,
  laptop,
  mailAcme,
  mailAcmeWithLogins,
  mx2Globex,
  mx3Globex,
  mxGlobex,
  nsLab,
} from '../../worlds/lab-hosts.ts';
import { acmeRsaKey } from '../../worlds/signing-keys.ts';

const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;

/** A circle shall be seen at once. */
const hopcount_limit = '15';

/**
 * A post office to play with: you may log in on every server but Freemail's, and change every zone. Acme has a key and an SPF
 * record and does not sign; Globex has three MX, and Dave there forwards to Zoe; Initech's server does all that a receiving
 * server should not do.
 */
export default defineScenario({
  hosts: [
    laptop,
    {
      ...mailAcme,
      ports: [25, 465, 587],
      accounts: mailAcmeWithLogins.accounts,
      dkimKeys: [
        { domain: 'acme.example', selector: 's1', algorithm: 'rsa-sha256', privateKey: acmeRsaKey.privateKey },
      ],
      config: {
        ...mailAcme.config,
        smtpd_tls_security_level: 'may',
        smtpd_sasl_auth_enable: 'yes',
        relayhost: '[gw.acme.example]',
        hopcount_limit,
      },
    },
    {
      name: 'gw.acme.example',
      address: '192.0.2.27',
      role: 'mail',
      label: 'Acme’s gateway',
      position: { column: 2, row: 1 },
      ports: [25],
      shell: true,
      switchable: true,
      config: { mynetworks: '127.0.0.0/8 192.0.2.0/26', hopcount_limit },
    },
    { ...nsLab, position: { column: 0, row: 2 } },
    {
      ...mxGlobex,
      position: { column: 4, row: 0 },
      shell: true,
      switchable: true,
      mailboxes: ['ann', 'dave', 'postmaster'],
      config: { ...mxGlobex.config, virtual_alias_maps: 'dave@globex.example zoe@freemail.example', hopcount_limit },
    },
    {
      ...mx2Globex,
      position: { column: 4, row: 1 },
      shell: true,
      switchable: true,
      config: { ...mx2Globex.config, hopcount_limit },
    },
    {
      ...mx3Globex,
      position: { column: 3, row: 0 },
      shell: true,
      switchable: true,
      config: { ...mx3Globex.config, hopcount_limit },
    },
    {
      name: 'mx.freemail.example',
      address: '198.51.100.65',
      role: 'mail',
      label: 'a mailbox provider',
      position: { column: 4, row: 2 },
      ports: [25],
      mailboxes: ['zoe', 'postmaster'],
      config: { mydestination: 'freemail.example', lab_dmarc_policy: 'tag' },
    },
    {
      name: 'mx.initech.example',
      address: '198.51.100.45',
      role: 'mail',
      label: 'Initech, badly set up',
      position: { column: 1, row: 2 },
      ports: [25],
      shell: true,
      mailboxes: ['nina', 'postmaster'],
      config: {
        mydestination: 'initech.example',
        mynetworks: '0.0.0.0/0',
        lab_accept_then_bounce: 'yes',
        smtpd_sender_restrictions: 'check_sender_access inline:{<>=REJECT}',
      },
    },
  ],
  dns: [
    acmeMx,
    globexMx,
    globexBackupMx,
    globexThirdMx,
    { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' },
    { name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' },
    txt('acme.example', 'v=spf1 ip4:192.0.2.25 ip4:192.0.2.27 -all'),
    txt('s1._domainkey.acme.example', acmeRsaKey.record),
  ],
  faults: [
    { id: 'globex-full', label: 'The disk of mx.globex.example is full', kind: 'disk-full', host: 'mx.globex.example' },
    {
      id: 'freemail-busy',
      label: 'Freemail takes no more connections',
      kind: 'not-available',
      host: 'mx.freemail.example',
    },
  ],
  terminal: { host: laptop.name, user: 'kim' },
  editableZones: ['.'],
  latencyMs: 0,
});

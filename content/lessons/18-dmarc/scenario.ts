import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, laptop, mailAcme, nsLab } from '../../worlds/lab-hosts.ts';
import { out1Postly, out2Postly, postly, postlyZone, smtpPostly, trackPostly } from '../../worlds/postly.ts';
import { acmeRsaKey } from '../../worlds/signing-keys.ts';

const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;
const mx = (name: string, exchange: string) => ({ name, type: 'MX', preference: 10, exchange }) as const;

/**
 * Acme has SPF and DKIM, and no DMARC. Its newsletter goes out by way of Postly, which has proof that Acme is its customer
 * but signs and sends in its own name. The shop sends with neither SPF nor DKIM. Freemail does as a domain asks.
 */
export default defineScenario({
  hosts: [
    laptop,
    {
      ...mailAcme,
      position: { column: 1, row: 0.5 },
      dkimKeys: [
        { domain: 'acme.example', selector: 's1', algorithm: 'rsa-sha256', privateKey: acmeRsaKey.privateKey },
      ],
      config: { ...mailAcme.config, lab_dkim_sign: 'acme.example:s1' },
    },
    {
      name: 'shop.acme.example',
      address: '192.0.2.81',
      role: 'workstation',
      label: 'Acme’s web shop',
      position: { column: 0, row: 1 },
      shell: true,
    },
    {
      name: 'vps66.bargains.example',
      address: '203.0.113.66',
      role: 'workstation',
      label: 'rented server of a forger',
      position: { column: 0, row: 2 },
      shell: true,
    },
    { ...nsLab, position: { column: 1, row: 2 } },
    smtpPostly,
    out1Postly,
    out2Postly,
    { ...trackPostly, position: { column: 4, row: 0 } },
    {
      name: 'lists.club.example',
      address: '203.0.113.80',
      role: 'mail',
      label: 'chess mailing list',
      position: { column: 2, row: 2 },
      ports: [25],
      shell: true,
      mailboxes: ['postmaster'],
      config: {
        mydestination: 'club.example',
        lab_lists: 'chess: zoe@freemail.example',
        lab_footer: '-- \\nchess, the list of club.example',
      },
    },
    {
      name: 'mx.freemail.example',
      address: '198.51.100.65',
      role: 'mail',
      label: 'a mailbox provider',
      position: { column: 4, row: 2 },
      ports: [25],
      mailboxes: ['zoe', 'postmaster'],
      config: { mydestination: 'freemail.example', lab_dmarc_policy: 'enforce', lab_dmarc_reports: 'yes' },
    },
  ],
  dns: [
    acmeMx,
    txt('acme.example', 'v=spf1 ip4:192.0.2.25 include:_spf.postly.example -all'),
    txt('s1._domainkey.acme.example', acmeRsaKey.record),
    txt('_postly.acme.example', 'postly-verify=7f3c'),
    txt('bargains.example', 'v=spf1 ip4:203.0.113.66 -all'),
    mx('bargains.example', 'vps66.bargains.example'),
    mx('freemail.example', 'mx.freemail.example'),
    mx('club.example', 'lists.club.example'),
    txt('club.example', 'v=spf1 mx -all'),
    ...postlyZone,
  ],
  relayServices: [postly],
  terminal: { host: laptop.name, user: 'kim' },
  editableZones: ['acme.example'],
});

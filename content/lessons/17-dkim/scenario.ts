import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';
import { acmeNextRsaKey, acmeRsaKey } from '../../worlds/signing-keys.ts';

/** Both of Acme's servers have both private halves; neither signs yet, and no public half is in the zone. */
const dkimKeys = [
  { domain: 'acme.example', selector: 's1', algorithm: 'rsa-sha256', privateKey: acmeRsaKey.privateKey },
  { domain: 'acme.example', selector: 's2', algorithm: 'rsa-sha256', privateKey: acmeNextRsaKey.privateKey },
] as const;

/**
 * Acme's letters leave by a gateway that will put a footer on them. Zoe at Freemail gets them straight, forwarded by Dave
 * at Globex, and from a mailing list; Freemail checks and refuses nothing.
 */
export default defineScenario({
  hosts: [
    laptop,
    {
      ...mailAcme,
      position: { column: 0, row: 0.8 },
      dkimKeys: [...dkimKeys],
      config: { ...mailAcme.config, relayhost: '[gw.acme.example]' },
    },
    {
      name: 'gw.acme.example',
      address: '192.0.2.26',
      role: 'mail',
      label: 'Acme’s gateway',
      position: { column: 1, row: 0.8 },
      ports: [25],
      shell: true,
      dkimKeys: [...dkimKeys],
      config: { mynetworks: '127.0.0.0/8 192.0.2.25/32', smtp_connect_timeout: '5s' },
    },
    { ...nsLab, position: { column: 1, row: 0 } },
    {
      ...mxGlobex,
      mailboxes: ['ann', 'dave', 'postmaster'],
      config: { ...mxGlobex.config, virtual_alias_maps: 'dave@globex.example zoe@freemail.example' },
    },
    {
      name: 'lists.club.example',
      address: '203.0.113.80',
      role: 'mail',
      label: 'the chess club’s list',
      position: { column: 2, row: 1.6 },
      ports: [25],
      mailboxes: ['postmaster'],
      config: {
        mydestination: 'club.example',
        lab_lists: 'chess: zoe@freemail.example',
        lab_footer: '-- \\nThe chess list of club.example. Next evening: Thursday.',
      },
    },
    {
      name: 'mx.freemail.example',
      address: '198.51.100.65',
      role: 'mail',
      label: 'big mailbox provider',
      position: { column: 3, row: 0.8 },
      ports: [25],
      switchable: true,
      mailboxes: ['zoe', 'postmaster'],
      config: { mydestination: 'freemail.example', lab_spf_policy: 'tag' },
    },
  ],
  dns: [
    acmeMx,
    globexMx,
    { name: 'club.example', type: 'MX', preference: 10, exchange: 'lists.club.example' },
    { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' },
    { name: 'acme.example', type: 'TXT', text: 'v=spf1 ip4:192.0.2.26 -all' },
    { name: 'club.example', type: 'TXT', text: 'v=spf1 mx -all' },
  ],
  editableZones: ['acme.example'],
  terminal: { host: laptop.name, user: 'kim' },
});

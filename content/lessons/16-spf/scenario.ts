import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;

/** A machine that writes letters for somebody; the learner works on it. */
const sender = { role: 'workstation', shell: true } as const;

/**
 * Acme publishes no SPF record yet, Freemail asks everybody for one. Two services send in Acme's name, a spammer does
 * the same, and Globex forwards Dave's mail as it came.
 */
export default defineScenario({
  hosts: [
    laptop,
    { ...mailAcme, mailboxes: ['kim', 'news', 'support', 'postmaster'] },
    {
      name: 'web.acme.example',
      alsoKnownAs: ['acme.example'],
      address: '192.0.2.40',
      role: 'web',
      label: 'web site of Acme',
      position: { column: 0, row: 1 },
    },
    {
      ...sender,
      name: 'out1.postly.example',
      address: '203.0.113.11',
      label: 'Postly, sends Acme’s newsletter',
      position: { column: 1, row: 1 },
    },
    {
      ...sender,
      name: 'out.desk.example',
      address: '203.0.113.140',
      label: 'help desk, sends for Acme',
      position: { column: 1, row: 2 },
    },
    {
      ...sender,
      name: 'vps66.bargains.example',
      address: '203.0.113.66',
      label: 'rented server of a spammer',
      position: { column: 0, row: 2 },
    },
    {
      ...mxGlobex,
      mailboxes: ['ann', 'postmaster'],
      config: { ...mxGlobex.config, virtual_alias_maps: 'dave@globex.example zoe@freemail.example' },
    },
    {
      name: 'mx.freemail.example',
      address: '198.51.100.65',
      role: 'mail',
      label: 'big mailbox provider',
      position: { column: 2, row: 1 },
      ports: [25],
      mailboxes: ['zoe', 'postmaster'],
      config: { mydestination: 'freemail.example', lab_spf_policy: 'enforce' },
    },
    { ...nsLab, position: { column: 2, row: 2 } },
  ],
  dns: [
    acmeMx,
    globexMx,
    { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' },
    txt('bargains.example', 'v=spf1 ip4:203.0.113.66 -all'),
    txt('_spf.postly.example', 'v=spf1 ip4:203.0.113.11 ip4:203.0.113.12 -all'),
    txt('_spf.crm.example', 'v=spf1 include:a.crm.example include:b.crm.example include:c.crm.example -all'),
    txt('a.crm.example', 'v=spf1 ip4:203.0.113.112/29 -all'),
    txt('b.crm.example', 'v=spf1 ip4:203.0.113.120/29 -all'),
    txt('c.crm.example', 'v=spf1 ip4:203.0.113.128/30 -all'),
    txt('_spf.desk.example', 'v=spf1 include:a.desk.example include:b.desk.example include:c.desk.example -all'),
    txt('a.desk.example', 'v=spf1 ip4:203.0.113.132/30 -all'),
    txt('b.desk.example', 'v=spf1 ip4:203.0.113.136/30 -all'),
    txt('c.desk.example', 'v=spf1 ip4:203.0.113.140/30 -all'),
  ],
  editableZones: ['acme.example'],
  terminal: { host: laptop.name, user: 'kim' },
});

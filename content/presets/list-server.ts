import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../worlds/lab-hosts.ts';
import { acmeRsaKey } from '../worlds/signing-keys.ts';

const swaks = 'swaks --server mail.acme.example --from kim@acme.example';
const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;

/** A mailing list with members in three places, one of whom is away and one of whom is gone. */
export default definePreset({
  about: {
    title: 'A list server',
    summary:
      'One letter to the chess club’s list becomes one for each member. Its envelope changes, its text gets a footer, one member is away, one is gone: see who hears of it, and what is left of the signature.',
    tries: [
      { command: `${swaks} --to chess@club.example`, shows: 'one letter to the list: who gets a copy, and from whom?' },
      { command: `${swaks} --to zoe@freemail.example`, shows: 'the same letter straight: compare the two at Zoe’s' },
      {
        command: 'ssh lists.club.example postconf lab_lists lab_footer',
        shows: 'members and footer: take the footer away and send again',
      },
      {
        command: 'telnet lists.club.example 25',
        shows: 'type EHLO and your name, then EXPN chess: who stands behind it',
      },
    ],
  },
  scenario: defineScenario({
    hosts: [
      laptop,
      {
        ...mailAcme,
        dkimKeys: [
          { domain: 'acme.example', selector: 's1', algorithm: 'rsa-sha256', privateKey: acmeRsaKey.privateKey },
        ],
        config: { ...mailAcme.config, lab_dkim_sign: 'acme.example:s1' },
      },
      nsLab,
      {
        name: 'lists.club.example',
        address: '203.0.113.80',
        role: 'mail',
        label: 'the chess club’s mailing list',
        position: { column: 2, row: 0 },
        ports: [25],
        mailboxes: ['postmaster'],
        config: {
          mydestination: 'club.example',
          lab_lists: 'chess: bob@acme.example ann@globex.example zoe@freemail.example gone@freemail.example',
          lab_footer: '-- \\nchess, the list of club.example',
          lab_expn_command: 'yes',
        },
      },
      {
        ...mxGlobex,
        position: { column: 3, row: 0 },
        config: { ...mxGlobex.config, lab_vacation: 'ann: I am away until Monday. Ann' },
      },
      {
        name: 'mx.freemail.example',
        address: '198.51.100.65',
        role: 'mail',
        label: 'big mailbox provider',
        position: { column: 3, row: 1 },
        ports: [25],
        mailboxes: ['zoe', 'postmaster'],
        config: { mydestination: 'freemail.example', lab_dmarc_policy: 'enforce' },
      },
    ],
    dns: [
      acmeMx,
      globexMx,
      { name: 'club.example', type: 'MX', preference: 10, exchange: 'lists.club.example' },
      { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' },
      txt('acme.example', 'v=spf1 ip4:192.0.2.25 -all'),
      txt('s1._domainkey.acme.example', acmeRsaKey.record),
      // quarantine, so that what fails still arrives and can be looked at.
      txt('_dmarc.acme.example', 'v=DMARC1; p=quarantine'),
      txt('club.example', 'v=spf1 mx -all'),
    ],
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 0,
  }),
});

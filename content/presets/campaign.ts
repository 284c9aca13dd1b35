import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcmeWithLogins, mxGlobex, nsLab } from '../worlds/lab-hosts.ts';
import { acmeAtPostly, out1Postly, out2Postly, postly, postlyZone, smtpPostly, trackPostly } from '../worlds/postly.ts';
import {
  freemailPeople,
  freemailProxy,
  globexPeople,
  initechPeople,
  initechScanner,
  readersAtHome,
  webAcme,
} from '../worlds/readers.ts';

const login = '--tls --auth-user acme-prod --auth-password blue-Kettle-7';
const html = `--header 'Content-Type: text/html' --body '<p>Spring!</p><a href="https://shop.acme.example/spring">See</a>'`;

/** Somebody of each kind at each provider: readers, a full mailbox, a disabled one, and two whom nobody knows. */
const recipients = [
  'ann@globex.example',
  'zoe@freemail.example',
  'omar@initech.example',
  'leo@freemail.example',
  'dave@globex.example',
  'nina@initech.example',
  'carol@globex.example',
  'frank@globex.example',
  'ghost@globex.example',
  'old@initech.example',
  ...['1', '2', '3', '4', '5', '6', '7', '8'].flatMap((n) => [
    `u0${n}@freemail.example`,
    `u0${n}@globex.example`,
    `u0${n}@initech.example`,
  ]),
];

/** Acme sends a newsletter by way of Postly to people at three providers. */
export default definePreset({
  about: {
    title: 'A newsletter and its relay service',
    summary:
      'Acme sends to many people by way of Postly, which tracks, signs and delivers from two servers, and notes what comes back. Seventy people behind Globex, Initech and Freemail read it, or not.',
    tries: [
      { command: 'campaign --via postly', shows: 'the newsletter goes to thirty-four addresses, not all of them good' },
      {
        command: `swaks --server smtp.postly.example --port 587 ${login} --from news@acme.example --to ann@globex.example,zoe@freemail.example,ghost@initech.example ${html}`,
        shows: 'a letter for three people: compare what went in with what arrives',
      },
      {
        command: `swaks --server smtp.postly.example --port 587 ${login} --from kim@globex.example --to ann@globex.example`,
        shows: 'a return address whose owner has proved nothing to Postly',
      },
      {
        command:
          'swaks --server smtp.freemail.example --port 587 --tls --auth-user kim@freemail.example --auth-password walnut --from kim@freemail.example --to ann@globex.example',
        shows: 'a webmail account, which stops at twenty recipients a day',
      },
      {
        command: 'dig bounce.acme.example CNAME',
        shows: 'where notices about Acme’s newsletter go, and why SPF aligns',
      },
    ],
  },
  scenario: defineScenario({
    hosts: [
      laptop,
      { ...mailAcmeWithLogins, position: { column: 1, row: 0 } },
      {
        name: 'smtp.freemail.example',
        address: '198.51.100.66',
        role: 'mail',
        label: 'Freemail, for its own users',
        position: { column: 1, row: 2 },
        ports: [465, 587],
        accounts: [{ user: 'kim@freemail.example', password: 'walnut' }],
        config: { smtpd_tls_security_level: 'may', smtpd_sasl_auth_enable: 'yes', lab_daily_limit: '20' },
      },
      { ...smtpPostly, config: { ...smtpPostly.config, lab_track_opens: 'yes', lab_track_clicks: 'yes' } },
      out1Postly,
      out2Postly,
      trackPostly,
      {
        ...mxGlobex,
        position: { column: 4, row: 0 },
        mailboxes: ['ann', 'carol', 'dave', 'frank', 'postmaster'],
        config: {
          ...mxGlobex.config,
          lab_full_mailboxes: 'carol',
          lab_disabled_mailboxes: 'frank',
          lab_dmarc_policy: 'tag',
        },
      },
      {
        name: 'mx.initech.example',
        address: '198.51.100.45',
        alsoKnownAs: ['initech.example'],
        role: 'mail',
        label: 'Initech, which accepts first',
        position: { column: 4, row: 1 },
        ports: [25],
        mailboxes: ['nina', 'omar', 'postmaster'],
        config: { mydestination: 'initech.example', lab_accept_then_bounce: 'yes', lab_dmarc_policy: 'tag' },
      },
      {
        name: 'mx.freemail.example',
        address: '198.51.100.65',
        role: 'mail',
        label: 'Freemail, a mailbox provider',
        position: { column: 4, row: 2 },
        ports: [25],
        mailboxes: ['zoe', 'leo', 'kim', 'postmaster'],
        config: {
          mydestination: 'freemail.example',
          lab_spf_policy: 'tag',
          lab_dmarc_policy: 'enforce',
          lab_reply_style: 'plain',
          lab_bulk_from: '10',
          lab_complaint_limit: '100',
        },
      },
      { ...nsLab, position: { column: 2, row: 2 } },
      webAcme,
      readersAtHome,
      freemailProxy,
      initechScanner,
    ],
    dns: [
      acmeMx,
      { name: 'acme.example', type: 'TXT', text: 'v=spf1 ip4:192.0.2.25 include:_spf.postly.example -all' },
      { name: '_dmarc.acme.example', type: 'TXT', text: 'v=DMARC1; p=none' },
      globexMx,
      { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' },
      { name: 'freemail.example', type: 'TXT', text: 'v=spf1 ip4:198.51.100.65 ip4:198.51.100.66 -all' },
      ...postlyZone,
      ...acmeAtPostly,
    ],
    relayServices: [postly],
    actors: [globexPeople, initechPeople, freemailPeople],
    newsletter: {
      from: 'news@acme.example',
      name: 'Acme News',
      subject: 'Spring at Acme',
      body: '<p>Spring!</p><a href="https://shop.acme.example/spring">See</a>',
      recipients,
      ways: [
        { name: 'postly', server: smtpPostly.name, port: 587, user: 'acme-prod', password: 'blue-Kettle-7' },
        {
          name: 'freemail',
          server: 'smtp.freemail.example',
          port: 587,
          user: 'kim@freemail.example',
          password: 'walnut',
          from: 'kim@freemail.example',
        },
      ],
    },
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 0,
  }),
});

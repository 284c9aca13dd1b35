import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';
import { out1Postly, out2Postly, postly, postlyZone, smtpPostly, trackPostly } from '../../worlds/postly.ts';
import { readersAtHome } from '../../worlds/readers.ts';

const minute = 60_000;

/** Twelve readers at Freemail, eight at Globex, four at Initech: mixed, as a list grows. Some are no readers any more. */
const recipients = [
  'leo@freemail.example',
  'ann@globex.example',
  'omar@initech.example',
  'zoe@freemail.example',
  'ghost@globex.example',
  'nina@initech.example',
  'u1@freemail.example',
  'carol@globex.example',
  'old@initech.example',
  'u2@freemail.example',
  'frank@globex.example',
  'paul@initech.example',
  'u3@freemail.example',
  'dave@globex.example',
  'u4@freemail.example',
  'gina@globex.example',
  'u5@freemail.example',
  'hank@globex.example',
  'u6@freemail.example',
  'ivy@globex.example',
  'u7@freemail.example',
  'u8@freemail.example',
  'u9@freemail.example',
  'rita@freemail.example',
];

/** Acme's newsletter: from a webmail account, from a relay service that does not know the domain yet, from the own server. */
export default defineScenario({
  hosts: [
    { ...laptop, position: { column: 0, row: 1 } },
    {
      name: 'smtp.freemail.example',
      address: '198.51.100.66',
      role: 'mail',
      label: 'Freemail, for its own users',
      position: { column: 1, row: 2 },
      ports: [465, 587],
      accounts: [
        { user: 'kim@freemail.example', password: 'walnut' },
        { user: 'acme.news@freemail.example', password: 'almond' },
      ],
      config: { smtpd_tls_security_level: 'may', smtpd_sasl_auth_enable: 'yes', lab_daily_limit: '10' },
    },
    {
      ...mailAcme,
      position: { column: 1, row: 0 },
      config: { ...mailAcme.config, smtp_sasl_auth_enable: 'yes' },
    },
    { ...smtpPostly, config: { ...smtpPostly.config, lab_rate_per_min: '12' } },
    out1Postly,
    out2Postly,
    trackPostly,
    { ...nsLab, position: { column: 0, row: 2 } },
    {
      ...mxGlobex,
      label: 'Globex’s MX',
      position: { column: 4, row: 0 },
      mailboxes: ['ann', 'carol', 'dave', 'frank', 'gina', 'hank', 'ivy', 'postmaster'],
      config: { ...mxGlobex.config, lab_full_mailboxes: 'carol', lab_disabled_mailboxes: 'frank' },
    },
    {
      name: 'mx.initech.example',
      address: '198.51.100.45',
      role: 'mail',
      label: 'Initech’s MX',
      position: { column: 4, row: 1 },
      ports: [25],
      mailboxes: ['nina', 'omar', 'paul', 'postmaster'],
      config: { mydestination: 'initech.example' },
    },
    {
      name: 'mx.freemail.example',
      address: '198.51.100.65',
      role: 'mail',
      label: 'Freemail’s MX',
      position: { column: 4, row: 2 },
      ports: [25],
      mailboxes: ['leo', 'zoe', 'rita', 'kim', 'acme.news', 'postmaster'],
      config: { mydestination: 'freemail.example', lab_spf_policy: 'tag', lab_dmarc_policy: 'tag', lab_bulk_from: '6' },
    },
    { ...readersAtHome, position: { column: 2, row: 2 } },
  ],
  dns: [
    acmeMx,
    { name: 'acme.example', type: 'TXT', text: 'v=spf1 ip4:192.0.2.25 -all' },
    { name: '_dmarc.acme.example', type: 'TXT', text: 'v=DMARC1; p=none' },
    globexMx,
    { name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' },
    { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' },
    { name: 'freemail.example', type: 'TXT', text: 'v=spf1 ip4:198.51.100.65 ip4:198.51.100.66 -all' },
    ...postlyZone,
  ],
  relayServices: [postly],
  actors: [
    {
      kind: 'mailbox-provider',
      host: 'mx.freemail.example',
      domain: 'freemail.example',
      readersHost: readersAtHome.name,
      // Both want no more of it. Leo is the first on the list; Rita, the last, gets it only when there is a way out.
      people: [
        { mailbox: 'leo', readsAfterMs: [minute, 2 * minute], unsubscribes: 1 },
        { mailbox: 'rita', readsAfterMs: [minute, 2 * minute], unsubscribes: 1 },
      ],
      crowd: { count: 9, readsAfterMs: [5 * minute, 20 * minute] },
      feedbackLoops: [{ clients: [out1Postly.address, out2Postly.address], to: postly.feedbackAddress }],
    },
  ],
  newsletter: {
    from: 'news@acme.example',
    name: 'Acme News',
    subject: 'Spring at Acme',
    body: '<h1>Spring at Acme</h1>\n<p>New colours, old prices.</p>',
    recipients,
    ways: [
      {
        name: 'freemail',
        server: 'smtp.freemail.example',
        port: 587,
        user: 'kim@freemail.example',
        password: 'walnut',
        from: 'kim@freemail.example',
      },
      { name: 'postly', server: smtpPostly.name, port: 587, user: 'acme-prod', password: 'blue-Kettle-7' },
      { name: 'mail.acme', server: mailAcme.name, port: 587 },
    ],
  },
  editableZones: ['acme.example'],
  terminal: { host: laptop.name, user: 'kim' },
});

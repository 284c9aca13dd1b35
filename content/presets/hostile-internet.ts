import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, laptop, mailAcme, mxGlobex, oldcorpMx, relayOldcorp } from '../worlds/lab-hosts.ts';

const minute = 60_000;

/** Everything that can stand in a letter's way, in one world: a café that listens, blocked ports, a spam bot that looks
 *  for open relays, a blocklist that watches, cables that can be cut, and servers that can be switched off. */
export default definePreset({
  about: {
    title: 'The hostile internet',
    summary:
      'You sit in a café whose router listens and whose border blocks port 25. Outside are an open relay, a spam bot that will find it, a blocklist, a backup MX and cables that you can cut.',
    tries: [
      { command: 'telnet mx.globex.example 25', shows: 'a port that the café’s border blocks: nobody answers' },
      {
        command:
          'swaks --server mail.acme.example --port 587 --auth-user kim --auth-password sardine --from kim@acme.example --to ann@globex.example',
        shows: 'a login in the clear, with the café’s router listening',
      },
      {
        command:
          'swaks --server mail.acme.example --port 587 --tls --auth-user kim --auth-password sardine --from kim@acme.example --to zoe@freemail.example,ann@globex.example,liz@initech.example,nobody@freemail.example',
        shows: 'one letter to four people: it leaves Acme by three cables, and one part comes back',
      },
      { command: 'ssh relay.oldcorp.example', shows: 'the open relay: mend it before the bot finds it, or watch' },
    ],
  },
  scenario: defineScenario({
    hosts: [
      { ...laptop, address: '192.0.2.230', label: 'your laptop, in a café', position: { column: 0, row: 0 } },
      {
        name: 'wifi.cafe.test',
        address: '192.0.2.225',
        role: 'router',
        label: 'the café’s router',
        position: { column: 0, row: 1 },
        shell: true,
        config: { lab_intercept: 'listen' },
      },
      {
        ...mailAcme,
        position: { column: 1, row: 0 },
        ports: [25, 465, 587],
        switchable: true,
        accounts: [
          { user: 'kim', password: 'sardine' },
          { user: 'bob', password: 'pretzel' },
        ],
        config: {
          mydestination: 'acme.example',
          mynetworks: '127.0.0.0/8 192.0.2.0/26',
          relayhost: '[gw.acme.example]',
          smtpd_tls_security_level: 'may',
          smtpd_sasl_auth_enable: 'yes',
          smtpd_tls_auth_only: 'no',
          smtp_connect_timeout: '5s',
        },
      },
      {
        name: 'gw.acme.example',
        address: '192.0.2.27',
        role: 'mail',
        label: 'Acme’s gateway',
        position: { column: 2, row: 0 },
        ports: [25],
        shell: true,
        switchable: true,
        config: {
          mynetworks: '127.0.0.0/8 192.0.2.0/26',
          smtpd_tls_security_level: 'may',
          smtp_tls_security_level: 'may',
          smtp_connect_timeout: '5s',
        },
      },
      {
        ...relayOldcorp,
        position: { column: 1, row: 2 },
        switchable: true,
        config: { ...relayOldcorp.config, smtp_connect_timeout: '5s' },
      },
      {
        name: 'ns.lab.test',
        address: '198.51.100.53',
        role: 'dns',
        label: 'name server',
        position: { column: 2, row: 1 },
      },
      {
        name: 'vps66.bargains.example',
        address: '203.0.113.66',
        role: 'workstation',
        label: 'rented server of a spammer',
        position: { column: 2, row: 2 },
        switchable: true,
      },
      {
        ...mxGlobex,
        position: { column: 3, row: 0 },
        mailboxes: ['ann', 'carol', 'dave', 'postmaster'],
        switchable: true,
        config: {
          mydestination: 'globex.example',
          smtpd_tls_security_level: 'may',
          smtpd_client_restrictions: 'reject_rbl_client bl.lab.test',
        },
      },
      {
        name: 'mx2.globex.example',
        address: '198.51.100.26',
        role: 'mail',
        label: 'backup MX of Globex',
        position: { column: 4, row: 0 },
        ports: [25],
        switchable: true,
        config: { relay_domains: 'globex.example' },
      },
      {
        name: 'mx.freemail.example',
        address: '198.51.100.65',
        role: 'mail',
        label: 'big mailbox provider',
        position: { column: 4, row: 1 },
        ports: [25],
        mailboxes: ['zoe', 'leo', 'postmaster'],
        switchable: true,
        config: {
          mydestination: 'freemail.example',
          smtpd_tls_security_level: 'may',
          smtpd_client_restrictions: 'reject_rbl_client bl.lab.test',
        },
      },
      {
        name: 'mx.initech.example',
        address: '198.51.100.45',
        role: 'mail',
        label: 'MX of initech.example',
        position: { column: 3, row: 1 },
        ports: [25],
        mailboxes: ['liz', 'postmaster'],
        config: { mydestination: 'initech.example' },
      },
      {
        name: 'trap.lab.test',
        address: '203.0.113.98',
        role: 'mail',
        label: 'traps of a blocklist',
        position: { column: 4, row: 2 },
        ports: [25],
        mailboxes: ['oldest', 'never'],
        config: { mydestination: 'trap.lab.test' },
      },
    ],
    dns: [
      acmeMx,
      oldcorpMx,
      { name: 'globex.example', type: 'MX', preference: 10, exchange: 'mx.globex.example' },
      { name: 'globex.example', type: 'MX', preference: 20, exchange: 'mx2.globex.example' },
      { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' },
      { name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' },
    ],
    networks: [
      {
        name: 'café',
        cidr: '192.0.2.224/27',
        gateway: 'wifi.cafe.test',
        blocks: [
          { port: 25, how: 'drop' },
          { port: 2525, how: 'reject' },
        ],
      },
      { name: 'Acme', cidr: '192.0.2.0/26' },
      { name: 'Oldcorp', cidr: '192.0.2.96/27' },
    ],
    faults: [
      {
        id: 'cut-globex',
        label: 'The cable between Acme’s gateway and Globex',
        kind: 'cut-link',
        between: ['gw.acme.example', 'mx.globex.example'],
      },
      {
        id: 'slow-acme',
        label: 'The cable between Acme’s two servers',
        kind: 'slow-link',
        between: ['mail.acme.example', 'gw.acme.example'],
        delayMs: 400,
      },
      {
        id: 'slow-freemail',
        label: 'The cable between Acme’s gateway and Freemail',
        kind: 'slow-link',
        between: ['gw.acme.example', 'mx.freemail.example'],
        delayMs: 800,
      },
      { id: 'initech-full', label: 'Initech’s disk is full', kind: 'disk-full', host: 'mx.initech.example' },
      {
        id: 'freemail-busy',
        label: 'Freemail takes no more connections',
        kind: 'not-available',
        host: 'mx.freemail.example',
      },
    ],
    actors: [
      {
        kind: 'spam-bot',
        host: 'vps66.bargains.example',
        startsAfterMs: 5 * minute,
        everyMs: 60 * minute,
        letters: 12,
        recipients: ['ann@globex.example', 'zoe@freemail.example', 'leo@freemail.example', 'oldest@trap.lab.test'],
      },
      {
        kind: 'blocklist',
        zone: 'bl.lab.test',
        traps: ['oldest@trap.lab.test', 'never@trap.lab.test'],
        listAfter: 3,
        delistAfterMs: 12 * 60 * minute,
      },
    ],
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 1,
  }),
});

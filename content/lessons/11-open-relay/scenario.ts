import { defineScenario } from '#protocol/scenario.ts';
import { globexMx, laptop, mxGlobex, nsLab, oldcorpMx, relayOldcorp } from '../../worlds/lab-hosts.ts';

const hour = 3_600_000;

/**
 * Oldcorp's server carries mail for anybody. A spammer calls every server, first after three hours, so that nobody who
 * reads slowly is overtaken; a blocklist has a trap at Freemail, and Globex asks it.
 */
export default defineScenario({
  hosts: [
    laptop,
    {
      name: 'pc.oldcorp.example',
      address: '192.0.2.101',
      role: 'workstation',
      label: 'Iris’s PC',
      position: { column: 0, row: 1 },
      shell: true,
    },
    {
      ...relayOldcorp,
      label: 'Oldcorp’s mail server',
      accounts: [{ user: 'iris', password: 'lantern' }],
      config: {
        mydestination: 'oldcorp.example',
        mynetworks: '0.0.0.0/0',
        smtpd_relay_restrictions: 'permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination',
        smtpd_tls_security_level: 'may',
        smtpd_sasl_auth_enable: 'yes',
      },
    },
    {
      name: 'vps66.bargains.example',
      address: '203.0.113.66',
      role: 'workstation',
      label: 'rented server of a spammer',
      position: { column: 0, row: 2 },
    },
    { ...nsLab, position: { column: 1, row: 0 } },
    {
      ...mxGlobex,
      config: { mydestination: 'globex.example', smtpd_client_restrictions: 'reject_rbl_client bl.lab.test' },
    },
    {
      name: 'mx.freemail.example',
      address: '198.51.100.65',
      role: 'mail',
      label: 'big mailbox provider',
      position: { column: 2, row: 1 },
      ports: [25],
      mailboxes: ['zoe', 'leo', 'spamtrap', 'postmaster'],
      config: { mydestination: 'freemail.example' },
    },
    {
      name: 'probe.bl.lab.test',
      address: '203.0.113.98',
      role: 'workstation',
      label: 'the blocklist’s tester',
      position: { column: 2, row: 2 },
    },
  ],
  dns: [oldcorpMx, globexMx, { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' }],
  networks: [{ name: 'Oldcorp', cidr: '192.0.2.96/27' }],
  actors: [
    {
      kind: 'spam-bot',
      host: 'vps66.bargains.example',
      startsAfterMs: 3 * hour,
      everyMs: 12 * hour,
      letters: 12,
      recipients: ['spamtrap@freemail.example', 'ann@globex.example', 'zoe@freemail.example', 'leo@freemail.example'],
    },
    {
      kind: 'blocklist',
      zone: 'bl.lab.test',
      traps: ['spamtrap@freemail.example'],
      listAfter: 3,
      delistAfterMs: 7 * 24 * hour,
      prober: 'probe.bl.lab.test',
    },
  ],
  terminal: { host: laptop.name, user: 'kim' },
});

import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

const hour = 3_600_000;

/**
 * A forger writes as Kim to names at Initech, which says yes first and looks later. Dave is forwarded from Globex to
 * Initech and back; Carol is forwarded to Initech, and is there no more.
 */
export default defineScenario({
  hosts: [
    laptop,
    {
      name: 'vps66.bargains.example',
      address: '203.0.113.66',
      role: 'workstation',
      label: 'rented server of a stranger',
      position: { column: 0, row: 2 },
    },
    {
      ...mailAcme,
      mailboxes: ['kim', 'bob', 'postmaster'],
      // For whoever believes that a new password helps.
      accounts: [{ user: 'kim', password: 'sardine' }],
    },
    { ...nsLab, position: { column: 1, row: 2 } },
    {
      ...mxGlobex,
      shell: true,
      mailboxes: ['ann', 'dave', 'postmaster'],
      config: {
        ...mxGlobex.config,
        virtual_alias_maps: 'dave@globex.example dave@initech.example, carol@globex.example carol@initech.example',
        hopcount_limit: '20',
      },
    },
    {
      name: 'mx.initech.example',
      address: '198.51.100.45',
      role: 'mail',
      label: 'MX of initech.example',
      position: { column: 2, row: 1.5 },
      ports: [25],
      shell: true,
      mailboxes: ['nina', 'omar', 'dave', 'postmaster'],
      config: {
        mydestination: 'initech.example',
        lab_accept_then_bounce: 'yes',
        virtual_alias_maps: 'dave@initech.example dave@globex.example',
        hopcount_limit: '20',
      },
    },
  ],
  dns: [acmeMx, globexMx, { name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' }],
  actors: [
    {
      kind: 'forger',
      host: 'vps66.bargains.example',
      reversePath: 'kim@acme.example',
      domain: 'initech.example',
      letters: 12,
      startsAfterMs: hour,
      everyMs: hour,
      rounds: 36,
    },
  ],
  terminal: { host: laptop.name, user: 'kim' },
});

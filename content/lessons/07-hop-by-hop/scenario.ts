import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';
import { forged, late, skew } from './prepared.ts';

/** Four handovers: laptop, Acme's server, Acme's gateway, Globex's edge, Globex's mailbox store. */
export default defineScenario({
  hosts: [
    laptop,
    { ...mailAcme, config: { ...mailAcme.config, relayhost: '[gw.acme.example]' } },
    {
      name: 'gw.acme.example',
      address: '192.0.2.27',
      role: 'mail',
      label: 'Acme’s gateway',
      position: { column: 2, row: 0 },
      ports: [25],
      shell: true,
      config: { mynetworks: '127.0.0.0/8 192.0.2.0/26' },
    },
    {
      ...mxGlobex,
      position: { column: 3, row: 0 },
      mailboxes: [],
      shell: true,
      config: {
        relay_domains: 'globex.example',
        transport_maps: 'globex.example smtp:[store.globex.example]',
        smtp_connect_timeout: '3s',
      },
    },
    {
      name: 'store.globex.example',
      address: '198.51.100.27',
      role: 'mail',
      label: 'Globex’s mailboxes',
      position: { column: 3, row: 1 },
      ports: [25],
      mailboxes: ['ann', 'postmaster'],
      switchable: true,
      config: { mydestination: 'globex.example' },
    },
    { ...nsLab, position: { column: 1, row: 1 } },
  ],
  dns: [acmeMx, globexMx],
  prepared: [late, skew, forged],
  terminal: { host: laptop.name, user: 'kim' },
});

import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

/** Acme's own server, which carries mail for Acme's network, and the mail server of somebody else. */
export default defineScenario({
  hosts: [laptop, mailAcme, mxGlobex, nsLab],
  dns: [acmeMx, globexMx, { name: 'initech.example', type: 'A', address: '198.51.100.45' }],
  terminal: { host: laptop.name, user: 'kim' },
});

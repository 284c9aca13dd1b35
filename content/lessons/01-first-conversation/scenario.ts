import { defineScenario } from '#protocol/scenario.ts';
import { globexMx, laptop, mxGlobex, wwwGlobex } from '../../worlds/lab-hosts.ts';

/** Two hosts and a decoy: the name of the company is its web site, not its mail server. */
export default defineScenario({
  hosts: [laptop, mxGlobex, wwwGlobex],
  dns: [globexMx],
  terminal: { host: laptop.name, user: 'kim' },
});

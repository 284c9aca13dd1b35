import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex } from '../worlds/lab-hosts.ts';

/** The world of the home page's replay: one letter, one relay. */
export default defineScenario({
  hosts: [laptop, mailAcme, mxGlobex],
  dns: [acmeMx, globexMx],
  terminal: { host: laptop.name, user: 'kim' },
});

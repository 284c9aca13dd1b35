import { defineScenario } from '#protocol/scenario.ts';
import {
  acmeMx,
  globexMx,
  laptop,
  mailAcmeWithLogins,
  mxGlobex,
  nsLab,
  oldcorpMx,
  relayOldcorp,
} from '../worlds/lab-hosts.ts';

/** An open relay among servers that are closed. */
export default defineScenario({
  hosts: [
    { ...laptop, address: '203.0.113.20', label: 'your laptop, at home' },
    mailAcmeWithLogins,
    { ...relayOldcorp, position: { column: 1, row: 2 } },
    mxGlobex,
    nsLab,
  ],
  dns: [acmeMx, globexMx, oldcorpMx],
  terminal: { host: laptop.name, user: 'kim' },
  latencyMs: 0,
});

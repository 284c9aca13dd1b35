import { defineScenario } from '#protocol/scenario.ts';
import { globexMx, laptop, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

/** Two servers of Globex with one set of mailboxes: a strict one, and an old one that takes LF for the end of a line. */
export default defineScenario({
  hosts: [
    laptop,
    mxGlobex,
    {
      ...mxGlobex,
      name: 'legacy.globex.example',
      address: '198.51.100.28',
      label: 'old server of Globex',
      position: { column: 1, row: 1 },
      config: { ...mxGlobex.config, smtpd_forbid_bare_newline: 'no' },
    },
    { ...nsLab, position: { column: 2, row: 1 } },
  ],
  dns: [globexMx],
  terminal: { host: laptop.name, user: 'kim' },
});

import { defineScenario } from '#protocol/scenario.ts';
import {
  acmeMx,
  globexBackupMx,
  globexMx,
  laptop,
  mailAcmeWithLogins,
  mx2Globex,
  mxGlobex,
  nsLab,
  wwwGlobex,
} from '../worlds/lab-hosts.ts';

/** Acme with all its ports and logins, and Globex to write to. You sit at home: who you are, only a login tells. */
export default defineScenario({
  hosts: [
    { ...laptop, address: '203.0.113.20', label: 'your laptop, at home' },
    mailAcmeWithLogins,
    {
      ...mxGlobex,
      mailboxes: ['ann', 'carol', 'dave', 'frank', 'postmaster'],
      config: {
        ...mxGlobex.config,
        smtpd_tls_security_level: 'may',
        lab_full_mailboxes: 'carol',
        lab_disabled_mailboxes: 'frank',
      },
    },
    { ...mx2Globex, position: { column: 3, row: 0 } },
    wwwGlobex,
    nsLab,
  ],
  dns: [acmeMx, globexMx, globexBackupMx],
  terminal: { host: laptop.name, user: 'kim' },
  latencyMs: 0,
});

import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

/** Globex's server for letters by hand, Acme's, beside the way, for the one that comes back. */
export default defineScenario({
  hosts: [
    laptop,
    { ...mailAcme, position: { column: 1, row: 1 }, mailboxes: ['kim', 'news', 'bounces', 'postmaster'] },
    {
      ...mxGlobex,
      mailboxes: ['ann', 'dave', 'postmaster'],
      // Postfix's own list has bcc, too; this house wants to see what came.
      config: { ...mxGlobex.config, message_drop_headers: 'content-length, return-path' },
    },
    { ...nsLab, position: { column: 2, row: 1 } },
  ],
  dns: [acmeMx, globexMx],
  terminal: { host: laptop.name, user: 'kim' },
});

import { defineScenario } from '#protocol/scenario.ts';
import { globexMx, laptop, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

/** One server with every kind of answer: Ann is there, Carol's mailbox is full, Frank's is switched off. */
export default defineScenario({
  hosts: [
    laptop,
    {
      ...mxGlobex,
      mailboxes: ['ann', 'carol', 'frank', 'postmaster'],
      config: {
        ...mxGlobex.config,
        lab_full_mailboxes: 'carol',
        lab_disabled_mailboxes: 'frank',
        // Small, so that a letter which is too big can be typed.
        message_size_limit: '50000',
      },
    },
    nsLab,
  ],
  dns: [globexMx],
  terminal: { host: laptop.name, user: 'kim' },
});

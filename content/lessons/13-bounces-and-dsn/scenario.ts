import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

/** One receiver that refuses while it is asked, and one that says yes to everybody and is sorry later. */
export default defineScenario({
  hosts: [
    laptop,
    {
      ...mailAcme,
      config: {
        ...mailAcme.config,
        delay_warning_time: '4h',
        maximal_queue_lifetime: '5d',
      },
    },
    {
      ...mxGlobex,
      mailboxes: ['ann', 'carol', 'frank', 'postmaster'],
      config: { ...mxGlobex.config, lab_full_mailboxes: 'carol', lab_disabled_mailboxes: 'frank' },
    },
    {
      name: 'mx.initech.example',
      address: '198.51.100.45',
      role: 'mail',
      label: 'MX of initech.example',
      position: { column: 2, row: 1 },
      ports: [25],
      mailboxes: ['nina', 'postmaster'],
      config: { mydestination: 'initech.example', lab_accept_then_bounce: 'yes' },
    },
    nsLab,
  ],
  dns: [acmeMx, globexMx, { name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' }],
  terminal: { host: laptop.name, user: 'kim' },
});

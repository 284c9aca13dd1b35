import { defineScenario } from '#protocol/scenario.ts';
import {
  globexBackupMx,
  globexMx,
  laptop,
  mailAcme,
  mx2Globex,
  mxGlobex,
  nsLab,
  wwwGlobex,
} from '../../worlds/lab-hosts.ts';

/** Domains with two mail servers, with one, with none, and Acme's, which lacks the record that everybody asks for. */
export default defineScenario({
  hosts: [
    laptop,
    { ...mailAcme, config: { ...mailAcme.config, smtp_connect_timeout: '5s' } },
    {
      name: 'web.acme.example',
      alsoKnownAs: ['acme.example'],
      address: '192.0.2.40',
      role: 'web',
      label: 'web site of Acme',
      position: { column: 1, row: 1 },
    },
    {
      ...mxGlobex,
      shell: true,
      switchable: true,
      config: {
        ...mxGlobex.config,
        // Whoever writes to Ann gets an answer, which has to find the way to the sender's domain.
        lab_vacation: 'ann: Thank you for your letter. I am away today and will read it tomorrow. Ann',
      },
    },
    { ...mx2Globex, shell: true, config: { ...mx2Globex.config, smtp_connect_timeout: '5s' } },
    { ...wwwGlobex, position: { column: 2, row: 2 } },
    {
      name: 'mx.initech.example',
      alsoKnownAs: ['initech.example'],
      address: '198.51.100.45',
      role: 'mail',
      label: 'Initech’s only server',
      position: { column: 3, row: 0 },
      ports: [25],
      mailboxes: ['nina', 'postmaster'],
      config: { mydestination: 'initech.example' },
    },
    { ...nsLab, position: { column: 1, row: 2 } },
  ],
  dns: [
    globexMx,
    globexBackupMx,
    { name: 'nomail.example', type: 'MX', preference: 0, exchange: '.' },
    { name: 'cnamed.example', type: 'MX', preference: 10, exchange: 'mail.cnamed.example' },
    { name: 'mail.cnamed.example', type: 'CNAME', target: 'mx.globex.example' },
  ],
  editableZones: ['acme.example'],
  terminal: { host: laptop.name, user: 'kim' },
});

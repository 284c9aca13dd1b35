import { definePreset } from '#protocol/preset.ts';
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
export default definePreset({
  about: {
    title: 'A company and its customer',
    summary:
      'Acme has a mail server with all four doors and logins; Globex has two mail exchangers. You sit at home: who you are, only a login tells.',
    tries: [
      {
        command:
          'swaks --server mail.acme.example --port 587 --tls --auth-user kim --auth-password sardine --from kim@acme.example --to ann@globex.example',
        shows: 'a letter to another company, with TLS and a login',
      },
      {
        command: 'openssl s_client -connect mail.acme.example:465 -quiet -crlf',
        shows: 'the door that speaks TLS from the first octet',
      },
      { command: 'telnet mx.globex.example 25', shows: 'the door where letters for Globex come in' },
      { command: 'dig MX globex.example', shows: 'who takes mail for Globex' },
    ],
  },
  scenario: defineScenario({
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
  }),
});

import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import {
  acmeMx,
  globexBackupMx,
  globexMx,
  globexThirdMx,
  laptop,
  mailAcme,
  mx2Globex,
  mx3Globex,
  mxGlobex,
  nsLab,
} from '../worlds/lab-hosts.ts';

/** A domain with three mail exchangers, of which only the first has mailboxes. */
export default definePreset({
  about: {
    title: 'Three MX',
    summary:
      'Globex has a first server with the mailboxes and two that stand in for it. Switch servers off on the map, change the preferences, or send the letters round by the long way.',
    tries: [
      { command: 'dig MX globex.example', shows: 'three servers, the lowest number first' },
      {
        command: 'swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example',
        shows: 'the straight way; switch mx.globex off on the map, and send again',
      },
      { command: 'ssh mx2.globex.example mailq', shows: 'what a backup MX does: it keeps, and tries' },
      {
        command: 'telnet mx3.globex.example 25',
        shows: 'a letter for nobody@globex.example: a backup takes it, and has a problem later',
      },
    ],
  },
  scenario: defineScenario({
    hosts: [
      laptop,
      { ...mailAcme, config: { ...mailAcme.config, smtp_connect_timeout: '5s' } },
      nsLab,
      mxGlobex,
      { ...mx2Globex, config: { ...mx2Globex.config, smtp_connect_timeout: '5s' } },
      { ...mx3Globex, position: { column: 3, row: 1 }, config: { ...mx3Globex.config, smtp_connect_timeout: '5s' } },
    ],
    dns: [acmeMx, globexMx, globexBackupMx, globexThirdMx],
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 0,
  }),
});

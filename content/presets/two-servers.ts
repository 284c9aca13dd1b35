import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../worlds/lab-hosts.ts';

/** The smallest world in which mail travels. */
export default definePreset({
  about: {
    title: 'Two servers',
    summary:
      'One server sends, one receives, and nothing else is there: the place to try a single parameter, record or command, and to see all that it does.',
    tries: [
      {
        command: 'swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example',
        shows: 'one letter, two conversations; then change a line of either server and send again',
      },
      { command: 'telnet mx.globex.example 25', shows: 'the second conversation, by hand' },
      { command: 'ssh mx.globex.example postconf -n', shows: 'how little a receiving server needs to be told' },
    ],
  },
  scenario: defineScenario({
    hosts: [laptop, mailAcme, mxGlobex, nsLab],
    dns: [acmeMx, globexMx],
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 0,
  }),
});

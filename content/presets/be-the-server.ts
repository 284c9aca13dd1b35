import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, laptop, mailAcme, nsLab } from '../worlds/lab-hosts.ts';

/** The learner's own laptop is the mail exchanger of own.example, and no mail server runs there. */
export default definePreset({
  about: {
    title: 'Be the server',
    summary:
      'Mail for own.example comes to your laptop, and no mail server runs there: you answer the calls yourself, line by line. The caller is a real server; it does what your answers tell it.',
    tries: [
      { command: 'nc -lCv 25', shows: 'wait for a caller; then type 220 and your name, and answer each command' },
      {
        command: 'swaks --server mail.acme.example --from kim@acme.example --to me@own.example',
        shows: 'in a second terminal: give Acme’s server a letter for you, and it calls',
      },
      { command: 'dig MX own.example', shows: 'why it calls your laptop' },
    ],
  },
  scenario: defineScenario({
    hosts: [laptop, mailAcme, nsLab],
    dns: [acmeMx, { name: 'own.example', type: 'MX', preference: 10, exchange: laptop.name }],
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 0,
  }),
});

import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import {
  acmeMx,
  globexMx,
  laptop,
  mailAcmeWithLogins,
  mxGlobex,
  nsLab,
  oldcorpMx,
  relayOldcorp,
} from '../worlds/lab-hosts.ts';

/** An open relay among servers that are closed. */
export default definePreset({
  about: {
    title: 'A door anyone can use',
    summary: 'One of these servers carries mail between strangers. The others do not.',
    tries: [
      {
        command: 'swaks --server relay.oldcorp.example --from kim@acme.example --to ann@globex.example',
        shows: 'an open relay takes it',
      },
      {
        command: 'swaks --server mail.acme.example --from iris@oldcorp.example --to ann@globex.example',
        shows: 'a closed one refuses: 554 5.7.1',
      },
      { command: 'ssh relay.oldcorp.example', shows: 'the careless server, to mend it: look at postconf mynetworks' },
    ],
  },
  scenario: defineScenario({
    hosts: [
      { ...laptop, address: '203.0.113.20', label: 'your laptop, at home' },
      mailAcmeWithLogins,
      { ...relayOldcorp, position: { column: 1, row: 2 } },
      mxGlobex,
      nsLab,
    ],
    dns: [acmeMx, globexMx, oldcorpMx],
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 0,
  }),
});

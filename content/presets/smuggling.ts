import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../worlds/lab-hosts.ts';

/** Two receivers: mx.globex takes a lone LF for a line end, as many servers did until 2023; mail.acme does not. */
export default definePreset({
  about: {
    title: 'Two ideas of a line’s end',
    summary:
      'mx.globex takes a lone line feed for the end of a line, as many servers did until 2023; mail.acme does not. That difference is what SMTP smuggling uses.',
    tries: [
      { command: 'telnet mx.globex.example 25', shows: 'the server that can be smuggled through' },
      { command: 'nc mail.acme.example 25', shows: 'without -C, nc ends lines with a lone LF' },
    ],
  },
  scenario: defineScenario({
    hosts: [
      { ...laptop, address: '203.0.113.20' },
      { ...mailAcme, config: { ...mailAcme.config, mynetworks: '127.0.0.0/8' } },
      { ...mxGlobex, config: { ...mxGlobex.config, smtpd_forbid_bare_newline: 'no' } },
      nsLab,
    ],
    dns: [acmeMx, globexMx],
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 0,
  }),
});

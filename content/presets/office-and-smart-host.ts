import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { globexMx, laptop, mxGlobex, nsLab } from '../worlds/lab-hosts.ts';
import { ispMx, mailTinyshop, mxIsp, printerTinyshop, smtpIsp, tinyshopLine, tinyshopMx } from '../worlds/tinyshop.ts';

/** A small office that sends everything through its ISP, set up as it should be. */
export default definePreset({
  about: {
    title: 'An office and its smart host',
    summary:
      'Tinyshop’s line lets nobody out on port 25. Its server hands all that leaves to the ISP, on 587 with TLS and a login. Take one of these away and see what waits in its queue.',
    tries: [
      {
        command:
          'ssh printer.tinyshop.example swaks --server mail.tinyshop.example --from scan@tinyshop.example --to ann@globex.example',
        shows: 'the printer sends; who does Globex think has sent it?',
      },
      {
        command: 'ssh mail.tinyshop.example postconf relayhost smtp_sasl_password_maps smtp_tls_security_level',
        shows: 'the lines that make a smart host of the ISP: change one',
      },
      {
        command: 'ssh mail.tinyshop.example swaks --server mx.globex.example --to ann@globex.example',
        shows: 'the straight way, which the line does not allow',
      },
      {
        command: 'swaks --server smtp.isp.example --port 587 --tls --from kim@acme.example --to ann@globex.example',
        shows: 'the ISP does not carry mail of strangers',
      },
    ],
  },
  scenario: defineScenario({
    hosts: [
      laptop,
      { ...nsLab, position: { column: 1, row: 0 } },
      mxGlobex,
      printerTinyshop,
      {
        ...mailTinyshop,
        config: {
          ...mailTinyshop.config,
          relayhost: '[smtp.isp.example]:587',
          smtp_sasl_auth_enable: 'yes',
          smtp_sasl_password_maps: '[smtp.isp.example]:587 u1807:harbor',
          smtp_tls_security_level: 'encrypt',
        },
      },
      smtpIsp,
      { ...mxIsp, position: { column: 3, row: 1 } },
    ],
    dns: [globexMx, tinyshopMx, ispMx],
    networks: [tinyshopLine],
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 0,
  }),
});

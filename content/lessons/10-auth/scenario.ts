import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcmeWithLogins, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

/** Acme's people are anywhere: only a login tells who somebody is, and only TLS keeps it from the café's Wi-Fi. */
export default defineScenario({
  hosts: [
    { ...laptop, address: '192.0.2.230', label: 'your laptop, in a café' },
    {
      name: 'wifi.cafe.test',
      address: '192.0.2.225',
      role: 'router',
      label: 'the café’s Wi-Fi',
      position: { column: 0, row: 1 },
      config: { lab_intercept: 'listen' },
    },
    {
      ...mailAcmeWithLogins,
      ports: [25, 465, 587],
      config: {
        ...mailAcmeWithLogins.config,
        mydestination: 'acme.example',
        smtpd_sasl_mechanism_filter: 'plain, login, cram-md5',
      },
    },
    nsLab,
    mxGlobex,
  ],
  dns: [acmeMx, globexMx],
  networks: [{ name: 'café', cidr: '192.0.2.224/27', gateway: 'wifi.cafe.test' }],
  terminal: { host: laptop.name, user: 'kim' },
});

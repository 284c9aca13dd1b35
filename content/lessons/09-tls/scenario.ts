import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcmeWithLogins, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';

/** A café whose router passes everything on and may read it; and, on the road to Globex, a device that nobody knows of. */
export default defineScenario({
  hosts: [
    { ...laptop, address: '192.0.2.230', label: 'your laptop, in a café' },
    {
      name: 'wifi.cafe.test',
      address: '192.0.2.225',
      role: 'router',
      label: 'the café’s Wi-Fi',
      position: { column: 0, row: 1 },
      shell: true,
      config: { lab_intercept: 'listen' },
    },
    {
      ...mailAcmeWithLogins,
      ports: [25, 465, 587],
      config: {
        ...mailAcmeWithLogins.config,
        mydestination: 'acme.example',
        // Postfix's default: passwords are taken in the clear, too. The lesson ends that.
        smtpd_tls_auth_only: 'no',
        smtpd_sasl_mechanism_filter: 'plain, login',
        smtp_tls_security_level: 'may',
      },
    },
    nsLab,
    {
      name: 'ix.lab.test',
      address: '203.0.113.130',
      role: 'router',
      label: 'on the way to Globex',
      position: { column: 2, row: 1 },
      config: { lab_intercept: 'off' },
    },
    {
      ...mxGlobex,
      position: { column: 3, row: 0 },
      config: { ...mxGlobex.config, smtpd_tls_security_level: 'may' },
    },
    {
      name: 'mta-sts.globex.example',
      address: '198.51.100.81',
      role: 'web',
      label: 'Globex’s TLS policy',
      position: { column: 3, row: 1 },
      pages: {
        '/.well-known/mta-sts.txt': 'version: STSv1\r\nmode: enforce\r\nmx: mx.globex.example\r\nmax_age: 604800\r\n',
      },
    },
    {
      name: 'mx.initech.example',
      address: '198.51.100.45',
      role: 'mail',
      label: 'Initech, without TLS',
      position: { column: 2, row: 0 },
      ports: [25],
      mailboxes: ['nina', 'postmaster'],
      config: { mydestination: 'initech.example' },
    },
  ],
  dns: [
    acmeMx,
    globexMx,
    { name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' },
    { name: '_mta-sts.globex.example', type: 'TXT', text: 'v=STSv1; id=20260105' },
  ],
  networks: [
    { name: 'café', cidr: '192.0.2.224/27', gateway: 'wifi.cafe.test' },
    { name: 'Globex', cidr: '198.51.100.0/27', gateway: 'ix.lab.test' },
  ],
  terminal: { host: laptop.name, user: 'kim' },
});

import { defineScenario } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcmeWithLogins, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';
import { smtpPostly } from '../../worlds/postly.ts';

/** You sit behind a Wi-Fi that lets port 25 out to nobody, and later in one that blocks more. */
export default defineScenario({
  hosts: [
    { ...laptop, address: '203.0.113.20', label: 'your laptop, on Wi-Fi' },
    // A column stays free: there the map writes why a call ended.
    { ...mailAcmeWithLogins, position: { column: 2, row: 0 }, ports: [25, 465, 587] },
    {
      name: 'web.acme.example',
      address: '192.0.2.40',
      role: 'web',
      label: 'Acme’s web shop, in a data centre',
      position: { column: 2, row: 1 },
      shell: true,
    },
    { ...mxGlobex, position: { column: 3, row: 0 } },
    {
      ...smtpPostly,
      position: { column: 3, row: 1 },
      shell: false,
      // So that a login in the clear is possible, and can be seen for what it is.
      config: { ...smtpPostly.config, smtpd_tls_auth_only: 'no' },
    },
    { ...nsLab, position: { column: 2, row: 2 } },
  ],
  dns: [acmeMx, globexMx],
  networks: [
    { name: 'your Wi-Fi', cidr: '203.0.113.16/28', blocks: [{ port: 25, how: 'drop' }] },
    { name: 'Acme', cidr: '192.0.2.0/26' },
  ],
  faults: [
    {
      id: 'hotel',
      label: 'The Wi-Fi is a hotel’s, and blocks port 587 as well',
      kind: 'block-port',
      network: 'your Wi-Fi',
      port: 587,
      how: 'drop',
    },
  ],
  terminal: { host: laptop.name, user: 'kim' },
});

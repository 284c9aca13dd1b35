import { defineScenario } from '#protocol/scenario.ts';
import { globexMx, laptop, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';
import {
  ispMx,
  mailTinyshop,
  mxIsp,
  printerTinyshop,
  smtpIsp,
  tinyshopLine,
  tinyshopMx,
} from '../../worlds/tinyshop.ts';

/** A small office on a line that lets nobody out on port 25, and the ISP's server that takes its mail after a login. */
export default defineScenario({
  hosts: [
    laptop,
    { ...nsLab, position: { column: 1, row: 0 } },
    mxGlobex,
    printerTinyshop,
    { ...mailTinyshop, config: { ...mailTinyshop.config, smtp_tls_security_level: 'none', soft_bounce: 'yes' } },
    smtpIsp,
    mxIsp,
  ],
  dns: [globexMx, tinyshopMx, ispMx, { name: 'nomail.example', type: 'MX', preference: 0, exchange: '.' }],
  networks: [tinyshopLine],
  terminal: { host: laptop.name, user: 'kim' },
});

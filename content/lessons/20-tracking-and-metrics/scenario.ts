import { defineScenario } from '#protocol/scenario.ts';
import { globexMx, laptop, mxGlobex, nsLab } from '../../worlds/lab-hosts.ts';
import {
  acmeAtPostly,
  out1Postly,
  out2Postly,
  postly,
  postlyZone,
  smtpPostly,
  trackPostly,
} from '../../worlds/postly.ts';
import {
  freemailPeople,
  freemailProxy,
  globexPeople,
  initechPeople,
  initechScanner,
  readersAtHome,
  webAcme,
} from '../../worlds/readers.ts';

const minute = 60_000;

const checks = { lab_spf_policy: 'tag', lab_dmarc_policy: 'tag' };

/**
 * Five readers of Acme’s newsletter, each seen by Postly in another way. The learner opens the letters of Ann and Leo, so
 * these two do nothing by themselves. Initech accepts every address, and its notices take their time.
 */
export default defineScenario({
  hosts: [
    { ...laptop, position: { column: 0, row: 0 } },
    {
      ...smtpPostly,
      position: { column: 1, row: 0 },
      config: {
        ...smtpPostly.config,
        lab_track_opens: 'yes',
        lab_track_clicks: 'yes',
        // Notices and complaints come late, so that a number can be seen before it is put right.
        lab_greylist_delay: '300s',
      },
    },
    { ...out1Postly, position: { column: 2, row: 0 } },
    { ...out2Postly, position: { column: 2, row: 1 } },
    { ...trackPostly, position: { column: 2, row: 2 } },
    {
      ...mxGlobex,
      label: 'Globex’s MX',
      position: { column: 3, row: 0 },
      mailboxes: ['ann', 'dave', 'postmaster'],
      config: { ...mxGlobex.config, ...checks },
    },
    {
      name: 'mx.initech.example',
      address: '198.51.100.45',
      role: 'mail',
      label: 'Initech’s MX',
      position: { column: 3, row: 1 },
      ports: [25],
      mailboxes: ['omar', 'postmaster'],
      config: { mydestination: 'initech.example', lab_accept_then_bounce: 'yes', ...checks },
    },
    {
      name: 'mx.freemail.example',
      address: '198.51.100.65',
      role: 'mail',
      label: 'Freemail’s MX',
      position: { column: 3, row: 2 },
      ports: [25],
      mailboxes: ['zoe', 'leo', 'postmaster'],
      config: { mydestination: 'freemail.example', ...checks },
    },
    { ...nsLab, position: { column: 0, row: 2 } },
    { ...webAcme, position: { column: 1, row: 2 } },
    { ...readersAtHome, position: { column: 4, row: 0 } },
    { ...initechScanner, position: { column: 4, row: 1 } },
    { ...freemailProxy, position: { column: 4, row: 2 } },
  ],
  dns: [
    { name: 'acme.example', type: 'TXT', text: 'v=spf1 include:_spf.postly.example -all' },
    { name: '_dmarc.acme.example', type: 'TXT', text: 'v=DMARC1; p=none' },
    globexMx,
    { name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' },
    { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' },
    ...postlyZone,
    ...acmeAtPostly,
  ],
  relayServices: [postly],
  actors: [
    {
      ...globexPeople,
      people: [
        { mailbox: 'ann', reads: 'never' },
        { mailbox: 'dave', reads: 'as-text', readsAfterMs: [10 * minute, 30 * minute] },
      ],
      crowd: undefined,
    },
    {
      ...initechPeople,
      people: [{ mailbox: 'omar', reads: 'without-images', readsAfterMs: [20 * minute, 60 * minute] }],
      crowd: undefined,
    },
    {
      ...freemailPeople,
      people: [
        { mailbox: 'zoe', proxied: true, reads: 'never' },
        { mailbox: 'leo', proxied: false, reads: 'never' },
      ],
      crowd: undefined,
    },
  ],
  editableZones: ['acme.example'],
  terminal: { host: laptop.name, user: 'kim' },
});

import type { ScenarioInput } from '#protocol/scenario.ts';
import { mxGlobex } from './lab-hosts.ts';
import { out1Postly, out2Postly, postly } from './postly.ts';

/** People behind three providers: they read, click, leave and complain, each house with other machines in between. */

type Host = ScenarioInput['hosts'][number];
type Actor = NonNullable<ScenarioInput['actors']>[number];

const [minute, hour] = [60_000, 3_600_000];

/** Acme's shop, to which the links of its letters lead. */
export const webAcme = {
  name: 'web.acme.example',
  address: '192.0.2.40',
  alsoKnownAs: ['shop.acme.example'],
  role: 'web',
  label: 'Acme’s web shop',
  position: { column: 1, row: 1 },
  pages: { '/spring': '<h1>Spring at Acme</h1>', '/summer': '<h1>Summer at Acme</h1>' },
} satisfies Host;

export const readersAtHome = {
  name: 'homes.isp.example',
  address: '203.0.113.50',
  role: 'workstation',
  label: 'readers at home',
  position: { column: 5, row: 0 },
} satisfies Host;

export const initechScanner = {
  name: 'scanner.initech.example',
  address: '198.51.100.46',
  role: 'workstation',
  label: 'Initech’s link scanner',
  position: { column: 5, row: 1 },
} satisfies Host;

export const freemailProxy = {
  name: 'proxy.freemail.example',
  address: '198.51.100.67',
  role: 'workstation',
  label: 'Freemail’s image proxy',
  position: { column: 5, row: 2 },
} satisfies Host;

const crowd = {
  readsAfterMs: [5 * minute, 8 * hour] as [number, number],
  clicks: 0.15,
  reports: 0.01,
  unsubscribes: 0.02,
};

/** Ann sees pictures and clicks, Dave reads the text only. */
export const globexPeople = {
  kind: 'mailbox-provider',
  host: mxGlobex.name,
  domain: 'globex.example',
  readersHost: readersAtHome.name,
  people: [
    { mailbox: 'ann', readsAfterMs: [20 * minute, 40 * minute], clicks: 1 },
    { mailbox: 'dave', reads: 'as-text', readsAfterMs: [10 * minute, 2 * hour] },
  ],
  crowd: { count: 20, ...crowd },
} satisfies Actor;

/** A company that has every link followed before anybody sees it. */
export const initechPeople = {
  kind: 'mailbox-provider',
  host: 'mx.initech.example',
  domain: 'initech.example',
  readersHost: readersAtHome.name,
  people: [
    { mailbox: 'omar', reads: 'without-images', readsAfterMs: [hour, 3 * hour] },
    { mailbox: 'nina', reads: 'never' },
  ],
  crowd: { count: 10, ...crowd },
  linkScanner: { host: initechScanner.name, agent: 'InitechSafeLinks/2.1' },
} satisfies Actor;

/** Zoe’s pictures are loaded for her at delivery; Leo presses "spam", and Postly hears of it. */
export const freemailPeople = {
  kind: 'mailbox-provider',
  host: 'mx.freemail.example',
  domain: 'freemail.example',
  readersHost: readersAtHome.name,
  people: [
    { mailbox: 'zoe', proxied: true, reads: 'never' },
    { mailbox: 'leo', readsAfterMs: [30 * minute, hour], reports: 1 },
  ],
  crowd: { count: 40, ...crowd },
  imageProxy: { host: freemailProxy.name, agent: 'Mozilla/5.0 (compatible; FreemailImageProxy/1.0)', share: 0.6 },
  feedbackLoops: [
    {
      clients: [out1Postly.address, out2Postly.address],
      signedBy: [postly.signing.domain],
      to: postly.feedbackAddress,
    },
  ],
} satisfies Actor;

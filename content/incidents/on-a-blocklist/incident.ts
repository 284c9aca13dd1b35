import { defineIncident } from '#protocol/incident.ts';
import { connections } from '#protocol/questions.ts';
import { defineScenario } from '#protocol/scenario.ts';
import type { World } from '#protocol/world.ts';
import {
  goodZones,
  kimToAnn,
  kimToZoe,
  mailAcmeOnCall,
  monitor,
  mxFreemailOnCall,
  mxGlobexOnCall,
  nsOnCall,
  onCall,
  stranger,
} from '../../worlds/acme-on-call.ts';
import { laptop } from '../../worlds/lab-hosts.ts';

const minute = 60_000;
const thief = 'vps66.bargains.example';
const acme = 'mail.acme.example';

/** Whoever asks to be forgiven while it still goes on is on the list again in minutes. */
function stillWrong(world: World): string | undefined {
  const last = connections(world, { to: acme, driver: 'actor' }).findLast(({ from }) => from.host === thief);
  if (last?.decisions.some(({ verdict }) => verdict === 'relay')) {
    return 'The letters arrive, for now. But what brought you on the list still went on when it was last tried, and it is tried every three minutes.';
  }
  const waiting = Object.values(world.queues.byHost[acme] ?? {}).filter(
    ({ reversePath }) => reversePath === 'sales@acme.example',
  ).length;
  if (waiting === 0) return undefined;
  return `The letters arrive, but ${waiting} letters that nobody here has written still wait in the queue of ${acme}, and will go out.`;
}

/** A password that could be guessed. The rest follows. */
export default defineIncident({
  texts: {
    title: 'Globex calls us spammers',
    summary: 'Globex refuses the company’s whole mail. Somebody must be forgiven, but for what?',
    minutes: 15,
    tickets: [
      {
        from: 'Kim, you',
        text: 'ann@globex.example: refused, “blocked using bl.lab.test”. So does everybody’s mail to Globex.',
      },
      {
        from: 'The boss',
        text: 'I read that one simply asks these list people to take us off. Why has nobody done that yet?',
      },
      {
        from: 'Sam, sales',
        text: 'My mailbox is full of “Undelivered Mail”, for letters that I have never written. My password is easy to remember, so nobody but me can have used it.',
      },
    ],
    known: [
      'You run mail.acme.example. Its people log in on port 587, from wherever they are.',
      'bl.lab.test lists an address that writes to its traps, takes it off when it is asked to, and by itself after an hour of calm: the tool `delist` asks it.',
      'Globex asks that list; Freemail does not.',
    ],
    hints: [
      'Why does a list list us? Look who has handed in letters since nine: `grep sasl_username` in the log of mail.acme.example.',
      'Somebody at 203.0.113.66 knows the password of sales. The order matters: stop him, clean the queue, and only then ask to be taken off.',
      'On mail.acme.example: `passwd sales`; then `postsuper -d` for all that sales@acme.example has in the queue; then `delist 192.0.2.25`. Let three minutes pass, and send the test letters.',
    ],
    causes: [
      {
        what: 'Somebody at 203.0.113.66 has the password of sales.',
        shown: 'sasl_username=sales from an address far away, in the log; bounces in Sam’s mailbox.',
        repairs: [
          'another password for sales: passwd',
          'no mail from that client: check_client_access (the password stays known)',
          'no mail from that sender for now: check_sender_access',
        ],
      },
      {
        what: 'His letters wait in the queue, and go out by and by.',
        shown: 'mailq: greylisted letters from sales@acme.example.',
        repairs: ['postsuper -d with their ids, or by a pipe'],
      },
      {
        what: '192.0.2.25 is on bl.lab.test.',
        shown: '554 5.7.1 … blocked using bl.lab.test; dig 25.2.0.192.bl.lab.test has an answer.',
        repairs: ['delist, when the cause is gone', 'wait for an hour without a new letter into a trap'],
      },
    ],
  },
  stillWrong,
  scenario: defineScenario({
    hosts: [
      laptop,
      { ...mailAcmeOnCall, config: { ...mailAcmeOnCall.config, minimal_backoff_time: '10m' } },
      {
        ...mxGlobexOnCall,
        config: { ...mxGlobexOnCall.config, smtpd_client_restrictions: 'reject_rbl_client bl.lab.test' },
      },
      mxFreemailOnCall,
      nsOnCall,
      {
        name: 'trap.lab.test',
        address: '203.0.113.98',
        role: 'mail',
        label: 'addresses that nobody ever gave to anybody',
        position: { column: 2, row: 2 },
        ports: [25],
        mailboxes: ['oldest', 'older', 'old'],
        config: { mydestination: 'trap.lab.test' },
      },
      {
        name: 'slow.lab.test',
        address: '203.0.113.99',
        role: 'mail',
        label: 'the same, behind a greylist',
        position: { column: 1, row: 2 },
        ports: [25],
        mailboxes: ['never', 'nowhere', 'nobody'],
        config: { mydestination: 'slow.lab.test', lab_greylist_delay: '5m' },
      },
      {
        name: thief,
        address: '203.0.113.66',
        role: 'workstation',
        label: 'a rented server, far away',
        position: { column: 0, row: 1 },
      },
      { ...stranger, position: { column: 0, row: 2 } },
    ],
    dns: goodZones,
    actors: [
      {
        kind: 'correspondent',
        host: thief,
        server: acme,
        port: 587,
        login: { user: 'sales', password: 'sales123' },
        from: 'sales@acme.example',
        to: 'oldest@trap.lab.test',
        alsoTo: [
          'older@trap.lab.test',
          'old@trap.lab.test',
          'never@slow.lab.test',
          'nowhere@slow.lab.test',
          'nobody@slow.lab.test',
          'anybody@trap.lab.test',
        ],
        subject: 'Only today: everything half price',
        startsAfterMs: 1000,
        everyMs: 3 * minute,
      },
      {
        kind: 'blocklist',
        zone: 'bl.lab.test',
        traps: [
          'oldest@trap.lab.test',
          'older@trap.lab.test',
          'old@trap.lab.test',
          'never@slow.lab.test',
          'nowhere@slow.lab.test',
          'nobody@slow.lab.test',
        ],
        listAfter: 3,
        delistAfterMs: 60 * minute,
        prober: stranger.name,
      },
      monitor(kimToAnn, kimToZoe),
    ],
    terminal: onCall,
    editableZones: ['acme.example'],
  }),
});

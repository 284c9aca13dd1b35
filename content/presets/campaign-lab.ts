import { definePreset } from '#protocol/preset.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { listOfFiveHundred, oldmailPeople, providersOfTheLab } from '../worlds/five-hundred.ts';
import { out1Postly, out2Postly } from '../worlds/postly.ts';
import { readersAtHome } from '../worlds/readers.ts';
import campaign from './campaign.ts';

const { scenario } = campaign;

/** A day is enough: who has a full mailbox for longer counts as expired, and the log stays small. */
const outbound = { maximal_queue_lifetime: '1d', minimal_backoff_time: '6h', maximal_backoff_time: '12h' };

/** The world of `campaign` with five hundred addresses on the list, some of them dead, and a score. */
export default definePreset({
  about: {
    title: 'Campaign lab: five hundred readers',
    summary:
      'Acme’s list has grown for years. Send to five hundred addresses by way of Postly, read what four providers answer, and decide who gets no more letters. Then see what was true: who is gone, and who has really read it.',
    tries: [
      { command: 'campaign', shows: 'what would be sent, to how many, and by which ways' },
      { command: 'campaign --list | tail -n 5', shows: 'the last addresses of the list' },
    ],
    lab: 'campaign',
  },
  scenario: defineScenario({
    ...scenario,
    hosts: [
      ...scenario.hosts.map((host) => {
        const more = providersOfTheLab[host.name];
        if (more) return { ...host, ...more, config: { ...host.config, ...more.config } };
        // A fourth provider stands where they live elsewhere.
        if (host.name === readersAtHome.name) return { ...host, position: { column: 2, row: 1 } };
        return [out1Postly.name, out2Postly.name].some((name) => name === host.name)
          ? { ...host, config: { ...host.config, ...outbound } }
          : host;
      }),
      {
        name: 'mx.oldmail.example',
        address: '198.51.100.85',
        role: 'mail',
        label: 'Oldmail, of few words',
        position: { column: 5, row: 0 },
        ports: [25],
        mailboxes: ['postmaster'],
        config: {
          mydestination: 'oldmail.example',
          lab_dmarc_policy: 'enforce',
          lab_reply_style: 'cryptic',
          lab_bulk_from: '10',
        },
      },
    ],
    dns: [...scenario.dns, { name: 'oldmail.example', type: 'MX', preference: 10, exchange: 'mx.oldmail.example' }],
    actors: [
      ...scenario.actors.map((actor) => {
        const more = actor.kind === 'mailbox-provider' ? providersOfTheLab[actor.host] : undefined;
        if (actor.kind !== 'mailbox-provider' || !actor.crowd || !more) return actor;
        const { crowd: count, reads = actor.crowd.reads } = more;
        return { ...actor, crowd: { ...actor.crowd, count, reads } };
      }),
      oldmailPeople,
    ],
    newsletter: {
      from: 'news@acme.example',
      name: 'Acme News',
      subject: 'Spring at Acme',
      body: '<p>Spring!</p><a href="https://shop.acme.example/spring">See</a>',
      recipients: listOfFiveHundred,
      ways: [
        {
          name: 'postly',
          server: 'smtp.postly.example',
          port: 587,
          user: 'acme-prod',
          password: 'blue-Kettle-7',
        },
      ],
    },
  }),
});

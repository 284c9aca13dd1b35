import { defineIncident } from '#protocol/incident.ts';
import { defineScenario } from '#protocol/scenario.ts';
import {
  goodZones,
  kimToAnn,
  mailAcmeOnCall,
  monitor,
  mxGlobexOnCall,
  nsOnCall,
  onCall,
  shopToAnn,
  stranger,
  webAcme,
} from '../../worlds/acme-on-call.ts';
import { laptop } from '../../worlds/lab-hosts.ts';

/** The shop sends to the whole world by itself. Its cloud has closed port 25, and nobody had ever tried the other way. */
export default defineIncident({
  texts: {
    title: 'No order confirmations since nine',
    summary: 'The web shop sells, and no customer gets a letter. Mail from the office goes out as ever.',
    minutes: 15,
    tickets: [
      {
        from: 'Mia, web shop',
        text: 'This morning no customer gets a confirmation. Yesterday all was fine, and we have changed nothing. Is it the firewall at Globex? Ann Miller (ann@globex.example) waits for hers.',
      },
      {
        from: 'Bob, accounts',
        text: 'In case it matters: on Friday I renewed old passwords at mail.acme.example, as the auditors wanted. The shop’s login there is now shop with spring-Tulip-5. Nobody has asked me for it yet.',
      },
    ],
    known: [
      'web.acme.example is the shop’s own server, rented in a cloud; mail.acme.example is the mail server of the company, with ports 25, 465, 587 and 2525. You run both: ssh gets you there.',
      'The shop hands its letters to the mail server on its own host, from orders@acme.example.',
    ],
    hints: [
      'Begin at the first hop. What waits in the queue of web.acme.example, and since when? What does its log say about the last attempt?',
      'The cloud lets port 25 out no more, and no firewall at Globex has anything to do with it. The shop needs somebody who takes its mail on another port, and who lets it in. Look what the server there says, each time you come one step further.',
      'On web.acme.example set `relayhost` to `[mail.acme.example]:587`, and put the login of Bob’s ticket into `smtp_sasl_password_maps` under the same name and port. On mail.acme.example give orders@acme.example to the user shop in `smtpd_sender_login_maps`. Then send the test letters.',
    ],
    causes: [
      {
        what: 'The cloud drops what goes out to port 25.',
        shown:
          'A connection that times out to every server in the world, in the queue and the log of web.acme.example.',
        repairs: [
          'relayhost = [mail.acme.example]:587, the submission port',
          'port 465 with smtp_tls_wrappermode, or 2525',
          'a transport_maps line for the domains that matter',
        ],
      },
      {
        what: 'The shop’s stored password is the one from before Friday.',
        shown: '535 5.7.8 from mail.acme.example, as soon as the shop comes that far.',
        repairs: ['the new password in smtp_sasl_password_maps', 'another new password by passwd, told to the shop'],
      },
      {
        what: 'At mail.acme.example the shop’s login may not send as orders@acme.example.',
        shown: '553 5.7.1 not owned by user shop. This is for good: the letter comes back.',
        repairs: ['a line orders@acme.example shop in smtpd_sender_login_maps', 'a login that owns the address'],
      },
    ],
  },
  scenario: defineScenario({
    hosts: [
      laptop,
      {
        ...mailAcmeOnCall,
        config: {
          ...mailAcmeOnCall.config,
          smtpd_sender_login_maps:
            'kim@acme.example kim, bob@acme.example bob, sales@acme.example sales, shop@acme.example shop, postmaster@acme.example bob',
        },
      },
      {
        ...webAcme,
        config: { ...webAcme.config, smtp_sasl_password_maps: '[mail.acme.example]:587 shop:winter-Tulip-4' },
      },
      mxGlobexOnCall,
      nsOnCall,
      stranger,
    ],
    dns: goodZones,
    networks: [{ name: 'cloud', cidr: '203.0.113.64/26', blocks: [{ port: 25, how: 'drop' }] }],
    actors: [monitor(shopToAnn, kimToAnn)],
    terminal: onCall,
    editableZones: ['acme.example'],
  }),
});

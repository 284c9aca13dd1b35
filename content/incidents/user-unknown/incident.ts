import { defineIncident } from '#protocol/incident.ts';
import { defineScenario } from '#protocol/scenario.ts';
import {
  annToKim,
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

/** What somebody once tried for Globex is still there in three places. Each hides the next. */
export default defineIncident({
  texts: {
    title: '“User unknown”, says who?',
    summary: 'Letters to one customer come back: there is no such user. The customer is sitting at her desk.',
    minutes: 12,
    tickets: [
      {
        from: 'Kim, you',
        text: 'My letter to ann@globex.example came straight back: 550 5.1.1, user unknown. I have written to her for years.',
      },
      {
        from: 'Ann, Globex (by phone)',
        text: 'I have not moved, and I get mail from everybody else. By the way, what I write to you comes back, too. Has your side blocked us?',
      },
      {
        from: 'Bob, accounts',
        text: 'We restored the configuration of mail.acme.example from a backup last night. From which year I could not say.',
      },
    ],
    known: [
      'You run mail.acme.example, and gw.acme.example, a gateway that carries on what mail.acme.example gives it.',
      'Globex runs mx.globex.example, and it is in order.',
    ],
    hints: [
      'A notice names the server that said no. Which one was it, and is it the one that knows Ann?',
      'mail.acme.example thinks that it is Globex. When that is mended it goes to a server that no longer exists; and for Ann’s letters, look who is refused in its log.',
      'On mail.acme.example take globex.example out of `mydestination`, empty `transport_maps` (or name mx.globex.example there), and take 198.51.100.25 out of `smtpd_client_restrictions`. Then send the test letters.',
    ],
    causes: [
      {
        what: 'mydestination of mail.acme.example contains globex.example.',
        shown: '550 5.1.1 User unknown, said by our own server: it looks for ann among its own mailboxes.',
        repairs: ['take the domain out of mydestination'],
      },
      {
        what: 'transport_maps sends globex.example to mx-old.globex.example.',
        shown: 'Host not found for a name that stands in no MX record: somebody here wrote it down.',
        repairs: ['empty the table: the MX record decides', 'name the server of today', 'a way by gw.acme.example'],
      },
      {
        what: 'smtpd_client_restrictions refuses 198.51.100.25, the server of Globex.',
        shown: '554 5.7.1 Client host rejected in the log of mail.acme.example; to us nothing comes.',
        repairs: ['take the line out', 'say DUNNO or OK for this address'],
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
          mydestination: 'acme.example, mail.acme.example, globex.example',
          transport_maps: 'globex.example smtp:[mx-old.globex.example]',
          smtpd_client_restrictions: 'check_client_access inline:{198.51.100.25=REJECT}',
        },
      },
      {
        name: 'gw.acme.example',
        address: '192.0.2.27',
        role: 'mail',
        label: 'Acme’s gateway',
        position: { column: 1, row: 2 },
        ports: [25],
        shell: true,
        config: { mydestination: 'gw.acme.example', mynetworks: '127.0.0.0/8 192.0.2.0/26' },
      },
      mxGlobexOnCall,
      mxFreemailOnCall,
      nsOnCall,
      stranger,
    ],
    dns: goodZones,
    actors: [{ ...monitor(kimToAnn, annToKim, kimToZoe), guards: ['mail.acme.example', 'gw.acme.example'] }],
    terminal: onCall,
    editableZones: ['acme.example'],
  }),
});

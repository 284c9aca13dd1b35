import { defineIncident } from '#protocol/incident.ts';
import { defineScenario } from '#protocol/scenario.ts';
import {
  annToKim,
  freemailMx,
  mailAcmeOnCall,
  monitor,
  mxFreemailOnCall,
  mxGlobexOnCall,
  nsOnCall,
  onCall,
  stranger,
  zoeToKim,
} from '../../worlds/acme-on-call.ts';
import { globexMx, laptop } from '../../worlds/lab-hosts.ts';

/** The last letter that came. */
const yesterday = `Received: from mx.globex.example (mx.globex.example [198.51.100.25])
\tby mail.acme.example (Postfix) with ESMTP id 4F2K9Q1M7
\tfor <kim@acme.example>; Sun, 4 Jan 2026 16:40:12 +0000
Received: by mx.globex.example (Postfix) id 7H3B1C9D2; Sun, 4 Jan 2026 16:40:12 +0000
From: Ann Miller <ann@globex.example>
To: Kim <kim@acme.example>
Subject: Monday
Date: Sun, 4 Jan 2026 16:40:11 +0000
Message-Id: <20260104164011.1@globex.example>

Shall we talk about the order on Monday? Write to me when you are in.
`;

/** All goes out and nothing comes in. The first fault is in a zone, where no log of ours can see it. */
export default defineIncident({
  texts: {
    title: 'Nobody answers us',
    summary: 'Every letter goes out, and not one comes in. The mailboxes are quiet, and so is the log.',
    minutes: 12,
    tickets: [
      {
        from: 'Kim, you',
        text: 'Carol, Ann, Zoe: nobody has answered since yesterday evening. What I send is delivered, I have asked by phone.',
      },
      {
        from: 'Bob, accounts',
        text: 'Yesterday evening I tidied up the zone acme.example and the configuration of mail.acme.example. Only cosmetics: short names, no line that stands there twice, and a limit so that nobody fills our disk.',
      },
    ],
    known: [
      'You run mail.acme.example, the one server that takes mail for acme.example, and the zone acme.example.',
      'Ann (Globex) and Zoe (Freemail) write from mx.globex.example and mx.freemail.example. Both are in order.',
    ],
    hints: [
      'If the log has no trace of a letter, it never came to the door. How does the world find the door? Ask as a sender asks: `dig MX acme.example`.',
      'The name in the MX record goes on in .acme.example.acme.example: a dot is missing. When that is mended, mail.acme.example says no twice, for two reasons: read its log.',
      'In the zone: acme.example MX 10 mail.acme.example. with its last dot. On mail.acme.example: acme.example into `mydestination`, and `mailbox_size_limit` back to a value that letters fit into. Then send the test letters.',
    ],
    causes: [
      {
        what: 'The MX record of acme.example lacks its final dot.',
        shown: '`dig MX acme.example`: mail.acme.example.acme.example, a name that does not exist.',
        repairs: [
          'write the record anew, with the dot',
          'an address record for the long name',
          'no MX at all, and an address for acme.example itself (RFC 5321 §5.1)',
        ],
      },
      {
        what: 'mydestination of mail.acme.example does not name acme.example any more.',
        shown: '554 5.7.1 Relay access denied for our own people: the server does not know that they are its own.',
        repairs: ['acme.example into `mydestination`'],
      },
      {
        what: 'mailbox_size_limit is 400 octets.',
        shown: '452 4.2.2 Mailbox full, for people with a single letter. The senders keep theirs and try again.',
        repairs: ['a higher limit, or 0 for none', 'the default: take the line out'],
      },
    ],
  },
  scenario: defineScenario({
    hosts: [
      laptop,
      {
        ...mailAcmeOnCall,
        config: { ...mailAcmeOnCall.config, mydestination: 'mail.acme.example', mailbox_size_limit: '400' },
      },
      mxGlobexOnCall,
      mxFreemailOnCall,
      nsOnCall,
      stranger,
    ],
    dns: [
      { name: 'acme.example', type: 'MX', preference: 10, exchange: 'mail.acme.example.acme.example' },
      globexMx,
      freemailMx,
    ],
    actors: [monitor(annToKim, zoeToKim)],
    prepared: [{ mailbox: 'kim@acme.example', reversePath: 'ann@globex.example', raw: yesterday }],
    terminal: onCall,
    editableZones: ['acme.example'],
  }),
});

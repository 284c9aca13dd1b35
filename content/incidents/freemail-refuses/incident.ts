import { defineIncident } from '#protocol/incident.ts';
import { defineScenario } from '#protocol/scenario.ts';
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
import { acmeEd25519Key, acmeRsaKey } from '../../worlds/signing-keys.ts';

const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;

/** A new address to send from and a new key to sign with, and the zones know of neither. */
export default defineIncident({
  texts: {
    title: 'Freemail refuses everything',
    summary: 'Private customers get nothing any more, companies do. The strictest receiver is right.',
    minutes: 15,
    tickets: [
      {
        from: 'Mia, web shop',
        text: 'All that I send to zoe@freemail.example comes back this morning. Freemail must have put us on some list. Can’t we switch off this DMARC thing until they have calmed down?',
      },
      {
        from: 'Bob, accounts',
        text: `Done at 8:55, as planned: mail.acme.example now sends from its new address 192.0.2.26, and signs with the new key s2. In case somebody wants it, this is the record for s2: \`${acmeEd25519Key.record}\``,
      },
    ],
    known: [
      'You run mail.acme.example, and the zones acme.example and 2.0.192.in-addr.arpa, that is the names of its addresses.',
      'Freemail asks for a name of the address that calls (PTR), and does with a forged letter what the DMARC record of its domain says. Acme’s says `p=reject`.',
    ],
    hints: [
      'The refusal has an enhanced code. What is missing, for which address? Then ask the DNS yourself: `dig -x`.',
      'First the address has no name. Then DMARC fails: SPF does not know the new address, and nobody can look up the key with which the letters are signed. One of the two is enough for DMARC, but both belong there.',
      'Add a PTR record: 26.2.0.192.in-addr.arpa, mail.acme.example. Put `ip4:192.0.2.26` into the SPF record of acme.example. Publish the record of Bob’s ticket at s2._domainkey.acme.example. Then send the test letters.',
    ],
    causes: [
      {
        what: 'The new address has no name in the DNS.',
        shown: '550 5.7.25 from mx.freemail.example; `dig -x 192.0.2.26` finds nothing.',
        repairs: ['a PTR record', 'send from the old address again: `lab_source_addresses`'],
      },
      {
        what: 'The SPF record names only the old address.',
        shown: '550 5.7.26, once the name is there: neither SPF nor DKIM passes for acme.example.',
        repairs: ['`ip4:192.0.2.26`', 'a wider `ip4` of Acme’s own network', 'send from the old address again'],
      },
      {
        what: 'The key of the selector s2 was never published.',
        shown: '`dig TXT s2._domainkey.acme.example` finds nothing: the signature cannot be proved.',
        repairs: ['publish it', 'sign with s1 until it is: `lab_dkim_sign`'],
      },
    ],
  },
  scenario: defineScenario({
    hosts: [
      laptop,
      {
        ...mailAcmeOnCall,
        dkimKeys: [
          { domain: 'acme.example', selector: 's1', algorithm: 'rsa-sha256', privateKey: acmeRsaKey.privateKey },
          {
            domain: 'acme.example',
            selector: 's2',
            algorithm: 'ed25519-sha256',
            privateKey: acmeEd25519Key.privateKey,
          },
        ],
        config: {
          ...mailAcmeOnCall.config,
          lab_source_addresses: '192.0.2.26',
          lab_dkim_sign: 'acme.example:s2',
        },
      },
      mxGlobexOnCall,
      {
        ...mxFreemailOnCall,
        config: {
          ...mxFreemailOnCall.config,
          smtpd_client_restrictions: 'reject_unknown_reverse_client_hostname',
          lab_dmarc_policy: 'enforce',
        },
      },
      nsOnCall,
      stranger,
    ],
    dns: [
      ...goodZones,
      txt('acme.example', 'v=spf1 ip4:192.0.2.25 -all'),
      txt('s1._domainkey.acme.example', acmeRsaKey.record),
      txt('_dmarc.acme.example', 'v=DMARC1; p=reject; rua=mailto:postmaster@acme.example'),
    ],
    actors: [monitor(kimToZoe, kimToAnn)],
    terminal: onCall,
    editableZones: ['acme.example', '2.0.192.in-addr.arpa'],
  }),
});

import { defineScenario } from '#protocol/scenario.ts';
import {
  annToKim,
  freemailMx,
  kimToAnn,
  kimToZoe,
  mailAcmeOnCall,
  monitor,
  mxFreemailOnCall,
  mxGlobexOnCall,
  nsOnCall,
  onCall,
  shopToAnn,
  stranger,
  webAcme,
} from '../../worlds/acme-on-call.ts';
import { globexMx, laptop } from '../../worlds/lab-hosts.ts';

const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;

/**
 * Six things are wrong at once, and a seventh is not Acme's. From the shop: port 25 closed by the cloud, then an old
 * password. From the office: Globex's domain in our own mydestination, then a greylist that wants nothing but patience. To
 * Freemail: a new address without a name and without SPF. Inwards: an MX record without its last dot. Carol's mailbox is full.
 */
export default defineScenario({
  hosts: [
    laptop,
    {
      ...mailAcmeOnCall,
      config: {
        ...mailAcmeOnCall.config,
        mydestination: 'acme.example, mail.acme.example, globex.example',
        mynetworks: '127.0.0.0/8 192.0.2.0/26',
        lab_source_addresses: '192.0.2.26',
      },
    },
    {
      ...webAcme,
      config: { ...webAcme.config, smtp_sasl_password_maps: '[mail.acme.example]:587 shop:winter-Tulip-4' },
    },
    {
      ...mxGlobexOnCall,
      mailboxes: ['ann', 'carol', 'dave', 'postmaster'],
      config: { ...mxGlobexOnCall.config, lab_greylist_delay: '5m', lab_full_mailboxes: 'carol' },
    },
    {
      ...mxFreemailOnCall,
      config: {
        ...mxFreemailOnCall.config,
        smtpd_client_restrictions: 'reject_unknown_reverse_client_hostname',
        lab_spf_policy: 'enforce',
        lab_dmarc_policy: 'enforce',
      },
    },
    nsOnCall,
    stranger,
  ],
  dns: [
    { name: 'acme.example', type: 'MX', preference: 10, exchange: 'mail.acme.example.acme.example' },
    globexMx,
    freemailMx,
    txt('acme.example', 'v=spf1 ip4:192.0.2.25 -all'),
    txt('_dmarc.acme.example', 'v=DMARC1; p=reject; rua=mailto:postmaster@acme.example'),
  ],
  networks: [{ name: 'cloud', cidr: '203.0.113.64/26', blocks: [{ port: 25, how: 'drop' }] }],
  // It sends when the learner asks: the first letters of this lesson are the learner's own.
  actors: [{ ...monitor(shopToAnn, kimToAnn, kimToZoe, annToKim), startsAfterMs: undefined }],
  terminal: onCall,
  editableZones: ['acme.example', '2.0.192.in-addr.arpa'],
});

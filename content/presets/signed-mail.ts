import { definePreset } from '#protocol/preset.ts';
import { defineScenario, type ScenarioInput } from '#protocol/scenario.ts';
import { acmeMx, globexMx, laptop, mailAcme, mxGlobex, nsLab } from '../worlds/lab-hosts.ts';
import { acmeEd25519Key, acmeRsaKey, clubKey } from '../worlds/signing-keys.ts';

const swaks = 'swaks --server mail.acme.example --from kim@acme.example';

const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;
const mx = (name: string, exchange: string) => ({ name, type: 'MX', preference: 10, exchange }) as const;

/** A forwarder: what comes for Ann there goes on to her mailbox at Globex. */
const forwarder = {
  role: 'mail',
  position: { column: 2, row: 0 },
  ports: [25],
  shell: true,
  mailboxes: ['postmaster'],
} satisfies Partial<ScenarioInput['hosts'][number]>;

/** Acme signs and publishes all there is; its letters reach Ann straight, forwarded in two ways, and by a mailing list. */
export default definePreset({
  about: {
    title: 'Signed mail and its detours',
    summary:
      'Acme publishes SPF, DKIM and DMARC. Its letters reach Ann straight, through two forwarders, and through a mailing list with a footer: compare what each way does to them.',
    tries: [
      { command: `${swaks} --to ann@globex.example`, shows: 'the straight way: everything passes' },
      { command: `${swaks} --to ann@alumni.example`, shows: 'a forwarder that keeps the return address: SPF fails' },
      { command: `${swaks} --to ann@uni.example`, shows: 'a forwarder with its own return address (SRS)' },
      { command: `${swaks} --to talk@club.example`, shows: 'a list with a footer: DKIM fails, ARC tells' },
      {
        command: `${swaks} --to ann@globex.example,ann@alumni.example,talk@club.example`,
        shows: 'one letter, three ways at once: lay the copies side by side',
      },
      {
        command: 'swaks --server mx.globex.example --from kim@acme.example --to ann@globex.example',
        shows: 'a forged letter, straight from your laptop: junk',
      },
    ],
  },
  scenario: defineScenario({
    hosts: [
      { ...laptop, position: { column: 0, row: 1 } },
      {
        ...mailAcme,
        position: { column: 1, row: 1 },
        dkimKeys: [
          { domain: 'acme.example', selector: 'winter', algorithm: 'rsa-sha256', privateKey: acmeRsaKey.privateKey },
          {
            domain: 'acme.example',
            selector: 'ed',
            algorithm: 'ed25519-sha256',
            privateKey: acmeEd25519Key.privateKey,
          },
        ],
        config: { ...mailAcme.config, lab_dkim_sign: 'acme.example:winter, acme.example:ed' },
      },
      {
        ...forwarder,
        name: 'mail.alumni.example',
        address: '203.0.113.40',
        label: 'forwarder, as it came',
        config: { mydestination: 'alumni.example', virtual_alias_maps: 'ann@alumni.example ann@globex.example' },
      },
      {
        ...forwarder,
        name: 'mail.uni.example',
        address: '203.0.113.50',
        label: 'forwarder with SRS',
        position: { column: 2, row: 1 },
        config: {
          mydestination: 'uni.example',
          virtual_alias_maps: 'ann@uni.example ann@globex.example',
          lab_srs_domain: 'uni.example',
        },
      },
      {
        ...forwarder,
        name: 'lists.club.example',
        address: '203.0.113.80',
        label: 'mailing list',
        position: { column: 2, row: 2 },
        dkimKeys: [
          { domain: 'club.example', selector: 'arc', algorithm: 'rsa-sha256', privateKey: clubKey.privateKey },
        ],
        config: {
          mydestination: 'club.example',
          lab_lists: 'talk: ann@globex.example',
          lab_footer: '-- \\ntalk mailing list, club.example',
          lab_dmarc_policy: 'tag',
          lab_arc_seal: 'club.example:arc',
        },
      },
      {
        ...mxGlobex,
        position: { column: 3, row: 1 },
        shell: true,
        config: { ...mxGlobex.config, lab_dmarc_policy: 'enforce', lab_dmarc_reports: 'yes' },
      },
      { ...nsLab, position: { column: 1, row: 2 } },
    ],
    dns: [
      acmeMx,
      globexMx,
      mx('alumni.example', 'mail.alumni.example'),
      mx('uni.example', 'mail.uni.example'),
      mx('club.example', 'lists.club.example'),
      txt('acme.example', 'v=spf1 include:_hosts.acme.example a:www.acme.example -all'),
      txt('_hosts.acme.example', 'v=spf1 ip4:192.0.2.64/26 mx:acme.example ?all'),
      txt('uni.example', 'v=spf1 mx -all'),
      txt('club.example', 'v=spf1 mx -all'),
      txt('winter._domainkey.acme.example', acmeRsaKey.record),
      txt('ed._domainkey.acme.example', acmeEd25519Key.record),
      txt('arc._domainkey.club.example', clubKey.record),
      // quarantine, so that what fails still arrives and can be looked at.
      txt('_dmarc.acme.example', 'v=DMARC1; p=quarantine; rua=mailto:postmaster@acme.example'),
    ],
    terminal: { host: laptop.name, user: 'kim' },
    latencyMs: 0,
  }),
});

import type { ScenarioInput } from '#protocol/scenario.ts';

/** Postly, a relay service (ESP), with its customer Acme. A lesson spreads what it needs and changes it. */

type Host = ScenarioInput['hosts'][number];
type Service = NonNullable<ScenarioInput['relayServices']>[number];
type DnsRecord = NonNullable<ScenarioInput['dns']>[number];

/** Signs letters of a service that does not exist, for domains that cannot exist. */
const signingKey = `-----BEGIN PRIVATE KEY-----
MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQDE6jJnkjNF8Xe/
+QNjw3TUI+Ai3s+02EH4//HEdrsPrnrYNLTjL3B7tQO3SQyV7YaiYSjoxGnB82Tt
gIMnta/MwM57cfDPO1qluP0XiYRIkQypREv7CeFI2SEXB4Nxvul/koJBH492SdmN
YXWekozps4WliEbDhIiZh/XFjg7Lt/3RrXGNKuHYnqHG9CLFIW3ZJiyW0HVuu2lX
E+mPpihOJpSF6gDnQx4THJay3YILCyYojEAbrLX3kil8nn4bbMmRSliP/8oG+G1b
i0uqc3c6T+kUxaAC8RAb25IrveBM/bJOKl+U0d79Blf4nj20QXd43TqSMW4JkWT2
Rp2fNYINAgMBAAECggEAIT2DirZET39GfrKTXujktNblhB1mpJmI8XaLImYEh84l
UI/9JQiiDU/uM6dyJ3D0ND8Af+KAE8x5choqia6C4aZ+dJo0U1cqoyUKHEoLeZB6
uawcw2DUlc6JZnDPQIlAs1dRA5tHRWmL/vC/wSft/5ldaycJAwJBaOFpnJKxbrPx
LXVFBPfN9C8UyKKw3tYtSpQylMvkWgehxEA4KmEYdk8PjkfVxSaWtdTc9ZfD89VP
W4JVSnEVEDYMQHbzU/uvNwCAIO81Ku5lu2k2t5sImogpFWW4yS1H21QMpvZ71HD8
RiY+NDBB33g3cvpRCc3Hn5Nf4vbX4Yr2Y2PP7r2TIQKBgQD7QuWDig+vsaWlHrjJ
v686wgAtCNtTY83sOyViML+7fUdvYmF9Peqbu57xpLgJ1OhdOccN6jYHjBQzRFHX
rDELgPTF/kdSoAnfIqU6UgxcaTqafGjKfaGo0uYgerBkvSN8Irs9H+/eaduWejdn
OdqKmx3zBXmrTWfPQu4E3EUZFQKBgQDIoOmcXjaYgGidskOBKEVfwbQZN5Ze1XN5
pArvcQNI2MAYFG/SkeV7gXQvbE9o/pfknNCb20fnPtQx0TSFC3PaU0MmYPTWOjZA
beoFkjZ1jztP5rhHpom3SioKz1z5WpCWCVBB5OTS7PLroKeVbaID868j3BJhm06W
aOZA6JOTGQKBgHvUpV6lrUNuru9o67NqiAbSU9neEpHPj05MfAkfc28IuCsZ9mgO
GtDzr8rx3k3iIz7G2eZutoATtmTp19gOIgHEZV4rCqWbACJ7ZakPhM4KgnpetBqP
vhuBDS+Wp9aOLK3iRBtE4SfhTfqkcyepqJ5FAoah/SvCs1W/a6Tzlg5dAoGAarB/
aoMDX3exqmKY2T80HSbiAiL4WPgDj2U313rutzdkd6muiXjCYzpFMc7UL85rscve
d3NVulhD+TX6SuH7OtfaNreKm72bCgopT8sgIMYJUYUs7BVY2NqcnuEE3SlXCCJt
xozVToFo8PqfA6yoYpecxGIMeFFhqkSgZVYI3EkCgYEAuWJoaOknxw3fa7AYHM9N
U7+y2OyWQB05dtDhrkSoAnzgvthGbEvdCEdhovZqP3uXGGKhEcRTnybDHQg+2KJg
i6M85QSG/obtF4D2ybsNfwRwIrYbMYnMLZkUGlijbklGzpF40Knh4bQt0YmZjAwZ
IP1vIQrn64e1/2Zowr9Rzr4=
-----END PRIVATE KEY-----
`;

/** Customers hand in here; mail to its return paths and complaints come here, too. */
export const smtpPostly = {
  name: 'smtp.postly.example',
  address: '203.0.113.10',
  role: 'mail',
  label: 'Postly, a relay service',
  position: { column: 2, row: 0 },
  ports: [25, 465, 587, 2525],
  shell: true,
  mailboxes: ['fbl', 'postmaster'],
  accounts: [{ user: 'acme-prod', password: 'blue-Kettle-7' }],
  dkimKeys: [{ domain: 'postly.example', selector: 'p1', algorithm: 'rsa-sha256', privateKey: signingKey }],
  config: {
    mydestination: 'postly.example, bounces.postly.example',
    smtpd_tls_security_level: 'may',
    smtpd_sasl_auth_enable: 'yes',
  },
} satisfies Host;

export const out1Postly = {
  name: 'out1.postly.example',
  address: '203.0.113.11',
  role: 'mail',
  label: 'Postly’s first way out',
  position: { column: 3, row: 0 },
  shell: true,
  switchable: true,
} satisfies Host;

export const out2Postly = {
  name: 'out2.postly.example',
  address: '203.0.113.12',
  role: 'mail',
  label: 'Postly’s second way out',
  position: { column: 3, row: 1 },
  shell: true,
  switchable: true,
} satisfies Host;

export const trackPostly = {
  name: 'track.postly.example',
  address: '203.0.113.15',
  role: 'web',
  label: 'Postly’s clicks and opens',
  position: { column: 3, row: 2 },
} satisfies Host;

export const postly = {
  name: 'postly',
  host: smtpPostly.name,
  outbound: [out1Postly.name, out2Postly.name],
  trackingHost: trackPostly.name,
  bounceDomain: 'bounces.postly.example',
  feedbackAddress: 'fbl@postly.example',
  signing: { domain: 'postly.example', selector: 'p1' },
  accounts: [{ user: 'acme-prod', domains: [{ name: 'acme.example', token: '7f3c' }] }],
} satisfies Service;

export const postlyZone: DnsRecord[] = [
  { name: 'postly.example', type: 'MX', preference: 10, exchange: smtpPostly.name },
  { name: 'bounces.postly.example', type: 'MX', preference: 10, exchange: smtpPostly.name },
  { name: '_spf.postly.example', type: 'TXT', text: 'v=spf1 ip4:203.0.113.11 ip4:203.0.113.12 -all' },
  { name: 'bounces.postly.example', type: 'TXT', text: 'v=spf1 include:_spf.postly.example -all' },
  {
    name: 'p1._domainkey.postly.example',
    type: 'TXT',
    text: 'v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAxOoyZ5IzRfF3v/kDY8N01CPgIt7PtNhB+P/xxHa7D6562DS04y9we7UDt0kMle2GomEo6MRpwfNk7YCDJ7WvzMDOe3Hwzztapbj9F4mESJEMqURL+wnhSNkhFweDcb7pf5KCQR+PdknZjWF1npKM6bOFpYhGw4SImYf1xY4Oy7f90a1xjSrh2J6hxvQixSFt2SYsltB1brtpVxPpj6YoTiaUheoA50MeExyWst2CCwsmKIxAG6y195IpfJ5+G2zJkUpYj//KBvhtW4tLqnN3Ok/pFMWgAvEQG9uSK73gTP2yTipflNHe/QZX+J49tEF3eN06kjFuCZFk9kadnzWCDQIDAQAB',
  },
];

/** What Acme publishes so that Postly may send for it: proof, signing key, return path. */
export const acmeAtPostly: DnsRecord[] = [
  { name: '_postly.acme.example', type: 'TXT', text: 'postly-verify=7f3c' },
  { name: 'p1._domainkey.acme.example', type: 'CNAME', target: 'p1._domainkey.postly.example' },
  { name: 'bounce.acme.example', type: 'CNAME', target: 'bounces.postly.example' },
];

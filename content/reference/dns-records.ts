import type { LessonSlug } from '../tracks.ts';

/** What mail asks of the DNS: record types, and the texts with a form of their own. */
export interface DnsRecordWords {
  name: string;
  /** Under which name it stands. */
  at: string;
  plain: string;
  /** A line as in a zone file. */
  example: string;
  rfc: string;
  lesson: LessonSlug;
  /** Where one can be looked at: a preset, and what to type there. */
  tries?: { preset: string; line: string };
  also?: readonly string[];
}

export const dnsRecords: readonly DnsRecordWords[] = [
  {
    name: 'MX',
    at: 'the domain',
    plain:
      'A host that takes mail for the domain, with a number: the lowest is tried first, equal ones share the load. It must be a name with an address of its own, not an alias.',
    example: 'globex.example.  MX  10 mx.globex.example.',
    rfc: 'RFC 5321 §5.1',
    lesson: 'dns-and-mx',
    tries: { preset: 'company', line: 'dig MX globex.example' },
    also: ['mail exchanger', 'preference', 'priority'],
  },
  {
    name: 'Null MX',
    at: 'the domain',
    plain: 'The number 0 and a lone dot: this domain takes no mail. Senders stop at once with 556 5.1.10.',
    example: 'shop.example.  MX  0 .',
    rfc: 'RFC 7505 §3',
    lesson: 'dns-and-mx',
    also: ['no mail', 'lone dot'],
  },
  {
    name: 'A',
    at: 'a host',
    plain:
      'The IPv4 address of a name. After the MX it is asked for the host named there. A domain without MX is tried at its own address.',
    example: 'mx.globex.example.  A  198.51.100.25',
    rfc: 'RFC 1035 §3.4.1',
    lesson: 'dns-and-mx',
    tries: { preset: 'company', line: 'dig mx.globex.example' },
    also: ['address', 'IPv4', 'implicit MX'],
  },
  {
    name: 'AAAA',
    at: 'a host',
    plain: 'The IPv6 address of a name, asked for beside A. The sandbox speaks IPv4 only.',
    example: 'mx.globex.example.  AAAA  2001:db8::20',
    rfc: 'RFC 3596 §2.1',
    lesson: 'dns-and-mx',
    also: ['address', 'IPv6', 'quad A'],
  },
  {
    name: 'PTR',
    at: 'an address, written backwards in in-addr.arpa',
    plain:
      'The name of an address. Receivers look it up for whoever calls, and look whether the name leads back to the same address; many refuse those without one.',
    example: '25.100.51.198.in-addr.arpa.  PTR  mx.globex.example.',
    rfc: 'RFC 1035 §3.5',
    lesson: 'smart-host',
    tries: { preset: 'company', line: 'dig -x 198.51.100.25' },
    also: ['reverse DNS', 'rDNS', 'FCrDNS'],
  },
  {
    name: 'CNAME',
    at: 'a name',
    plain:
      'Another name for a name. Providers use it to keep DKIM keys in their own zone for you. An MX must not point at one.',
    example: 'k1._domainkey.acme.example.  CNAME  k1.dkim.postly.example.',
    rfc: 'RFC 1034 §3.6.2',
    lesson: 'dns-and-mx',
    tries: { preset: 'campaign', line: 'dig CNAME p1._domainkey.acme.example' },
    also: ['alias'],
  },
  {
    name: 'NS',
    at: 'the domain',
    plain: 'The name servers that answer for the domain: whoever runs them decides about its mail.',
    example: 'acme.example.  NS  ns.lab.test.',
    rfc: 'RFC 1035 §3.3.11',
    lesson: 'dns-and-mx',
    also: ['name server', 'delegation'],
  },
  {
    name: 'TXT',
    at: 'any name',
    plain: 'Free text. SPF, DKIM, DMARC, MTA-STS and TLSRPT each have a form of their own for it.',
    example: 'acme.example.  TXT  "v=spf1 mx -all"',
    rfc: 'RFC 1035 §3.3.14',
    lesson: 'spf',
    tries: { preset: 'signed-mail', line: 'dig TXT acme.example' },
    also: ['text record'],
  },
  {
    name: 'SPF',
    at: 'the domain of the envelope sender, as TXT',
    plain:
      'Which addresses may use the domain in MAIL FROM or EHLO. One record only: two are an error, and so are more than ten look-ups.',
    example: 'acme.example.  TXT  "v=spf1 ip4:192.0.2.10 include:postly.example -all"',
    rfc: 'RFC 7208 §4.5',
    lesson: 'spf',
    tries: { preset: 'signed-mail', line: 'dig TXT _hosts.acme.example' },
    also: ['v=spf1', '-all', '~all', 'include', 'permerror'],
  },
  {
    name: 'DKIM key',
    at: 'selector._domainkey.domain, as TXT',
    plain:
      'The public key for signatures with that selector. RSA wants 2048 bits today; Ed25519 is short. An empty p= means: this key is withdrawn.',
    example: 'k1._domainkey.acme.example.  TXT  "v=DKIM1; k=rsa; p=MIIBIjANBg…"',
    rfc: 'RFC 6376 §3.6.1',
    lesson: 'dkim',
    tries: { preset: 'signed-mail', line: 'dig TXT winter._domainkey.acme.example' },
    also: ['v=DKIM1', 'selector', '_domainkey', 'public key'],
  },
  {
    name: 'DMARC policy',
    at: '_dmarc.domain, as TXT',
    plain:
      'What receivers should do with mail that has this domain in From and without an aligned pass: p=none, quarantine or reject. rua= takes the daily reports; t=y asks for one level less.',
    example: '_dmarc.acme.example.  TXT  "v=DMARC1; p=quarantine; rua=mailto:dmarc@acme.example"',
    rfc: 'RFC 9989 §4.7',
    lesson: 'dmarc',
    tries: { preset: 'signed-mail', line: 'dig TXT _dmarc.acme.example' },
    also: ['v=DMARC1', '_dmarc', 'p=reject', 'p=none', 'rua'],
  },
  {
    name: 'MTA-STS',
    at: '_mta-sts.domain, as TXT',
    plain:
      'There is a policy that demands TLS, and its id says when it has changed. The policy itself is fetched by HTTPS from mta-sts.domain.',
    example: '_mta-sts.globex.example.  TXT  "v=STSv1; id=20260105"',
    rfc: 'RFC 8461 §3.1',
    lesson: 'tls',
    also: ['v=STSv1', '_mta-sts'],
  },
  {
    name: 'TLSRPT',
    at: '_smtp._tls.domain, as TXT',
    plain: 'Where senders send their daily reports about TLS that failed.',
    example: '_smtp._tls.globex.example.  TXT  "v=TLSRPTv1; rua=mailto:tls@globex.example"',
    rfc: 'RFC 8460 §3',
    lesson: 'tls',
    also: ['v=TLSRPTv1', '_smtp._tls'],
  },
  {
    name: 'TLSA',
    at: '_25._tcp.host',
    plain:
      'Which key the server must present (DANE). It counts only in a zone that is signed with DNSSEC; then a client that knows it does not go on without it.',
    example: '_25._tcp.mx.globex.example.  TLSA  3 1 1 8cb0fc6c527506a0…',
    rfc: 'RFC 7672 §2.2',
    lesson: 'tls',
    also: ['DANE', 'DNSSEC'],
  },
  {
    name: 'DNSBL entry',
    at: 'an address, written backwards in the list’s zone',
    plain:
      'An answer from 127.0.0.0/8 means: this address is on the blocklist; a TXT beside it may say why. No such name means: not listed.',
    example: '77.113.0.203.bl.lab.test.  A  127.0.0.2',
    rfc: 'RFC 5782 §2.1',
    lesson: 'open-relay',
    also: ['blocklist', 'RBL', 'blacklist'],
  },
];

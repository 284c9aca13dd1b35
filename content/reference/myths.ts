import type { LessonSlug } from '../tracks.ts';

/** What is said about mail again and again, and how it is. */
export interface Myth {
  /** The anchor. */
  id: string;
  said: string;
  plain: string;
  rfc?: string;
  /** Where the reference has more about it. */
  seeAlso?: { text: string; href: string };
  lesson: LessonSlug;
}

export const myths: readonly Myth[] = [
  {
    id: 'relay-is-a-product',
    said: 'An SMTP relay is a protocol, or a product that one buys.',
    plain: 'The protocol is SMTP. Relay is a role: a server that passes mail on instead of keeping it.',
    rfc: 'RFC 5321 §2.3.10',
    lesson: 'local-or-relay',
  },
  {
    id: 'smart-host-needs-a-login',
    said: 'A smart host is a relay that wants a login.',
    plain:
      'A smart host is the one server to which yours hands all its mail. Whether it asks for a login, trusts your address, or neither, is another matter.',
    rfc: 'RFC 5321 §3.6.3',
    lesson: 'smart-host',
  },
  {
    id: 'login-brings-spf-and-dkim',
    said: 'SMTP AUTH adds SPF and DKIM to your mail.',
    plain:
      'Three separate things. AUTH proves to your own server who you are; SPF and DKIM speak to the recipient’s server, which never sees the login.',
    rfc: 'RFC 4954 §1',
    lesson: 'auth',
  },
  {
    id: 'reply-codes-count-opens',
    said: 'From the reply codes one learns open and click rates.',
    plain:
      'A reply code says whether a server took the letter. Opens and clicks are visits to a web server, days later.',
    rfc: 'RFC 5321 §4.2',
    lesson: 'tracking-and-metrics',
  },
  {
    id: 'receiver-sends-the-bounce',
    said: 'The receiving server sends the bounce.',
    plain:
      'Usually it only says no while the sending server is on the line, and the sending one writes the notice. Only who has said 250 must write it himself.',
    rfc: 'RFC 5321 §6.1',
    lesson: 'bounces-and-dsn',
  },
  {
    id: 'every-5xx-is-a-bad-address',
    said: 'A 5xx means a bad address: take it off the list.',
    plain:
      '5.1.1 is a bad address. 5.7.x is a rule that you broke: the address is good, and you must change something.',
    rfc: 'RFC 3463 §3.8',
    lesson: 'bounces-and-dsn',
  },
  {
    id: '4xx-means-failed',
    said: 'A 4xx means that the letter is lost.',
    plain: 'It means: not now. The letter waits in the queue and is tried again, for days.',
    rfc: 'RFC 5321 §4.5.4.1',
    lesson: 'retries-and-greylisting',
  },
  {
    id: 'delivered-means-inbox',
    said: 'Delivered means: in the inbox.',
    plain: 'It means that the server said 250 after the letter. It may lie among the spam, or have been thrown away.',
    rfc: 'RFC 5321 §6.2',
    lesson: 'tracking-and-metrics',
  },
  {
    id: 'port-25-is-in-clear-text',
    said: 'Port 25 is the one without encryption.',
    plain:
      'Port 25 is for servers among themselves, and most of them use STARTTLS there. It cannot be demanded, that is all.',
    rfc: 'RFC 3207 §4',
    lesson: 'ports-and-roles',
  },
  {
    id: '587-is-the-smtp-port',
    said: '587 is the default SMTP port; or: 587 is in clear text.',
    plain:
      'SMTP’s own port is 25. On 587 people hand in mail: with STARTTLS, which the client must insist on, and a login.',
    rfc: 'RFC 6409 §3.1',
    lesson: 'ports-and-roles',
  },
  {
    id: '465-is-deprecated',
    said: 'Port 465 is deprecated.',
    plain: 'It was taken back in 1998 and given again in 2018. Today it is the door to prefer for handing in mail.',
    rfc: 'RFC 8314 §3.3',
    lesson: 'ports-and-roles',
  },
  {
    id: 'starttls-cannot-be-required',
    said: 'With STARTTLS one can never be sure of encryption.',
    plain:
      'The client decides: it may hang up when TLS is not offered, and a mail program should. Only “if offered” can be stripped.',
    rfc: 'RFC 8314 §5',
    lesson: 'tls',
  },
  {
    id: 'tls-is-end-to-end',
    said: 'TLS encrypts from the sender to the reader.',
    plain:
      'From one server to the next. Each server on the way reads the letter; S/MIME and OpenPGP go from end to end.',
    rfc: 'RFC 3207 §6',
    lesson: 'tls',
  },
  {
    id: 'base64-hides-the-password',
    said: 'The password is safe: it is base64.',
    plain: 'Base64 is a way to write octets. Whoever reads the line has the password: AUTH belongs inside TLS.',
    rfc: 'RFC 4616 §6',
    lesson: 'auth',
  },
  {
    id: 'widen-mynetworks',
    said: '“Relay access denied”? Add more addresses to mynetworks.',
    plain:
      'Log in, on 465 or 587. Each address in mynetworks may send anything to anybody; with all of them there, the relay is open.',
    rfc: 'RFC 6409 §4.3',
    lesson: 'open-relay',
  },
  {
    id: 'relay-by-sender-domain',
    said: 'Our server relays only for senders of our domain, so it is safe.',
    plain:
      'Anybody can write your domain in MAIL FROM or EHLO. Only an address in your network or a login proves anything.',
    rfc: 'RFC 5321 §7.1',
    lesson: 'open-relay',
  },
  {
    id: 'spf-checks-from',
    said: 'SPF checks the From that people see.',
    plain: 'It checks the domain of MAIL FROM, or of EHLO. What stands in From is DMARC’s business.',
    rfc: 'RFC 7208 §2.4',
    lesson: 'spf',
  },
  {
    id: 'spf-records-add-up',
    said: 'Another service? Add a second SPF record.',
    plain: 'Two records are an error, and then none counts. Put all services into one.',
    rfc: 'RFC 7208 §4.5',
    lesson: 'spf',
  },
  {
    id: 'dkim-encrypts',
    said: 'DKIM encrypts mail, or proves who wrote it.',
    plain: 'It is a signature of a domain: this letter passed through us, and these parts were not changed since.',
    rfc: 'RFC 6376 §1.1',
    lesson: 'dkim',
  },
  {
    id: 'dmarc-needs-both',
    said: 'DMARC needs SPF and DKIM.',
    plain:
      'One of them is enough, if its domain is aligned with From. The rules of big providers for bulk mail ask for both.',
    rfc: 'RFC 9989 §4',
    lesson: 'dmarc',
  },
  {
    id: 'pct-10',
    said: 'Begin DMARC with pct=10, as RFC 7489 says.',
    plain: 'RFC 9989 replaced it in 2026 and took pct out. There is t=y instead.',
    rfc: 'RFC 9989 §4.7',
    lesson: 'dmarc',
  },
  {
    id: 't-y-only-monitors',
    said: 't=y means: only watch.',
    plain: 'It asks for one level less: reject becomes quarantine, quarantine becomes none.',
    rfc: 'RFC 9989 §4.7',
    lesson: 'dmarc',
  },
  {
    id: 'p-reject-rejects-everywhere',
    said: 'With p=reject everybody rejects forged mail.',
    plain:
      'The policy is a wish. Receivers decide, and should not reject for that wish alone: mailing lists break signatures too.',
    rfc: 'RFC 9989 §7',
    lesson: 'dmarc',
  },
  {
    id: 'arc-mends-forwarding',
    said: 'ARC mends forwarding.',
    plain: 'It is an experiment that helps those who trust the forwarder, and it may be retired in favour of DKIM2.',
    rfc: 'RFC 8617',
    lesson: 'dkim',
  },
  {
    id: 'highest-mx-wins',
    said: 'The MX with the highest number is tried first; and MX says which servers may send.',
    plain: 'The lowest number comes first. And MX is about receiving only: who may send is what SPF says.',
    rfc: 'RFC 5321 §5.1',
    lesson: 'dns-and-mx',
  },
  {
    id: 'no-mx-no-mail',
    said: 'A domain without MX gets no mail.',
    plain: 'Then the domain’s own address is tried. To take no mail one has to say so: null MX, a lone dot.',
    rfc: 'RFC 5321 §5.1',
    lesson: 'dns-and-mx',
  },
  {
    id: 'lowest-received-is-true',
    said: 'The lowest Received line shows where a letter truly came from.',
    plain:
      'Whoever sent it could write as many Received lines as he liked. Trust begins at the lowest one of your own servers.',
    rfc: 'RFC 5321 §7.1',
    lesson: 'hop-by-hop',
  },
  {
    id: 'servers-strip-bcc',
    said: 'The servers take out Bcc.',
    plain: 'The author’s own program does. Left in, everybody can read it.',
    rfc: 'RFC 5321 §7.2',
    lesson: 'envelope-and-headers',
  },
  {
    id: 'no-line-may-begin-with-a-dot',
    said: 'No line of a letter may begin with a dot.',
    plain: 'It may: the client doubles that dot, and the server takes one away.',
    rfc: 'RFC 5321 §4.5.2',
    lesson: 'inside-data',
  },
  {
    id: 'lf-is-enough',
    said: 'A line feed is enough to end a line.',
    plain: 'SMTP wants CR LF. Servers that see an end where others see none can be smuggled through.',
    rfc: 'RFC 5321 §2.3.8',
    lesson: 'inside-data',
  },
  {
    id: 'refuse-the-null-sender',
    said: 'Refuse MAIL FROM:<> and spam goes down.',
    plain:
      'Then your users never learn that their letters failed. Notices are sent from <>, so that nobody answers them.',
    rfc: 'RFC 5321 §4.5.5',
    lesson: 'backscatter-and-loops',
  },
  {
    id: 'backscatter-means-hacked',
    said: 'I get bounces of mail I never sent: my account was hacked.',
    plain: 'More likely somebody wrote your address on the envelope, and careless servers send it back to you.',
    rfc: 'RFC 5321 §6.2',
    lesson: 'backscatter-and-loops',
  },
  {
    id: 'callouts-are-harmless',
    said: 'To ask the sender’s server whether the address exists is a harmless check.',
    plain:
      'Whoever is named in forged mail gets such a call from each receiver at once. And it tells little: many servers say yes to everything.',
    rfc: 'RFC 5321 §7.3',
    lesson: 'backscatter-and-loops',
  },
  {
    id: 'greylisting-is-a-blocklist',
    said: 'Greylisted means: on a list of bad senders.',
    plain: 'It means: never seen before. Come again in some minutes, as every mail server does.',
    rfc: 'RFC 6647 §2',
    lesson: 'retries-and-greylisting',
  },
  {
    id: 'too-many-recipients-is-552',
    said: 'Too many recipients is a 552.',
    plain: 'It is a 452: those before are accepted, the others come in another envelope.',
    rfc: 'RFC 5321 §4.5.3.1.10',
    lesson: 'reply-codes',
  },
  {
    id: 'vrfy-off-is-502',
    said: 'Who turns VRFY off answers 502.',
    plain: 'The RFC wants 252: I do not say, but I will take mail and try. Many servers say 502 all the same.',
    rfc: 'RFC 5321 §7.3',
    lesson: 'reply-codes',
  },
  {
    id: 'outlook-5-7-15',
    said: 'Outlook’s code for bulk mail without authentication is 5.7.15.',
    plain:
      'It is 5.7.515, a number of its own that is in no registry. 5.7.15 means something else: the priority is too low.',
    rfc: 'RFC 6710',
    lesson: 'relay-service',
  },
  {
    id: 'opens-are-exact',
    said: 'Opens are counted exactly, by the links.',
    plain:
      'By an invisible picture. Proxies load it for people who never looked, and who blocks pictures is never counted. Links count clicks, and scanners click too.',
    lesson: 'tracking-and-metrics',
  },
  {
    id: 'plain-with-a-literal-0',
    said: 'For AUTH PLAIN encode user\\0password.',
    plain: 'It is NUL user NUL password, with real NUL octets: two characters \\ and 0 are something else.',
    rfc: 'RFC 4616 §2',
    lesson: 'auth',
  },
  {
    id: 'exchange-password-login-is-gone',
    said: 'Exchange Online ended password logins for SMTP in September 2025, or April 2026.',
    plain: 'It was postponed, again and again. What is true today stands among the numbers that grow old.',
    seeAlso: {
      text: 'Exchange Online: logins with a password',
      href: '/reference/facts-that-date#exchange-smtp-login',
    },
    lesson: 'auth',
  },
  {
    id: 'esp-guarantees-the-inbox',
    said: 'A relay service, or an address of one’s own, guarantees the inbox.',
    plain: 'It brings queues, signatures and reports. The inbox follows from what people think of your mail.',
    rfc: 'RFC 5321 §7.9',
    lesson: 'relay-service',
  },
];

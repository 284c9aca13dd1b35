import type { LessonSlug } from '../tracks.ts';

/** A word of the mail world, as lessons and reference use it. */
export interface GlossaryTerm {
  /** As it stands in a sentence. */
  term: string;
  /** Other ways to say or spell it, plurals and abbreviations. */
  also?: readonly string[];
  /** One or two sentences, without the term's own jargon. */
  plain: string;
  /** Where it is defined; absent where only custom knows the word. */
  rfc?: string;
  /** The lesson that teaches it. */
  lesson?: LessonSlug;
}

/** The words, in the order of the alphabet. */
export const glossary: readonly GlossaryTerm[] = [
  {
    term: 'A record',
    also: ['A records', 'AAAA record', 'AAAA records', 'address record', 'address records'],
    plain:
      'The DNS record with the IPv4 address of a name; AAAA holds the IPv6 address. Mail asks for it after it has learnt from MX which host to call.',
    rfc: 'RFC 1035 §3.4.1',
    lesson: 'dns-and-mx',
  },
  {
    term: 'alias',
    also: ['aliases'],
    plain:
      'An address that stands for one or more others. The recipient on the envelope is replaced; the return address stays as it was.',
    rfc: 'RFC 5321 §3.9.1',
    lesson: 'local-or-relay',
  },
  {
    term: 'alignment',
    also: ['aligned', 'identifier alignment', 'DMARC alignment'],
    plain:
      'The domain that passed SPF or DKIM belongs to the domain in the From header. Relaxed: both are of one organisation; strict: they are the same.',
    rfc: 'RFC 9989 §4.4',
    lesson: 'dmarc',
  },
  {
    term: 'ARC',
    also: ['Authenticated Received Chain', 'ARC seal'],
    plain:
      'Seals with which those who pass mail on report what they found when it came in. It is an experiment, and its retirement in favour of DKIM2 is under discussion.',
    rfc: 'RFC 8617',
    lesson: 'dkim',
  },
  {
    term: 'ARF',
    also: ['abuse report', 'abuse reports', 'complaint report'],
    plain: 'The form in which mailbox providers report that somebody pressed “spam”: a mail that programs can read.',
    rfc: 'RFC 5965',
    lesson: 'tracking-and-metrics',
  },
  {
    term: 'Authentication-Results',
    plain:
      'The header in which a receiving server writes down what SPF, DKIM and DMARC came to. Believe only the one of your own server: anybody can write such a line.',
    rfc: 'RFC 8601',
    lesson: 'spf',
  },
  {
    term: 'auto-reply',
    also: ['auto-replies', 'automatic answer', 'automatic answers', 'autoresponder', 'vacation reply'],
    plain:
      'A letter that a program writes because one came in. It must answer people only, once in a while, at the envelope’s address, and say what it is: Auto-Submitted.',
    rfc: 'RFC 3834',
    lesson: 'backscatter-and-loops',
  },
  {
    term: 'backscatter',
    plain:
      'Notices of failure that reach people who never wrote: a server accepted mail with a forged return address, and sent it back later.',
    rfc: 'RFC 5321 §6.2',
    lesson: 'backscatter-and-loops',
  },
  {
    term: 'base64',
    plain:
      'A way to write any octets with 64 harmless characters. Everybody can turn it back: it hides nothing, and it is no encryption.',
    rfc: 'RFC 4648 §4',
    lesson: 'auth',
  },
  {
    term: 'BATV',
    also: ['Bounce Address Tag Validation', 'signed return address'],
    plain:
      'A signature in the return address of everything one sends. A notice to an address without it is about somebody else’s letter. It stayed a draft.',
    lesson: 'backscatter-and-loops',
  },
  {
    term: 'Bcc',
    also: ['blind copy', 'blind copies', 'blind carbon copy'],
    plain:
      'Recipients who stand on the envelope only. The author’s program should take the Bcc line out before it sends; Postfix does it, too, other servers leave it in.',
    rfc: 'RFC 5322 §3.6.3',
    lesson: 'envelope-and-headers',
  },
  {
    term: 'blocklist',
    also: ['blocklists', 'DNSBL', 'DNSBLs', 'RBL', 'blacklist'],
    plain:
      'A list of addresses or domains of bad repute that servers ask through the DNS while a client calls. An answer such as 127.0.0.2 means: listed.',
    rfc: 'RFC 5782',
    lesson: 'open-relay',
  },
  {
    term: 'bounce',
    also: ['bounces', 'bounced', 'bounce message', 'bounce messages', 'non-delivery report', 'NDR'],
    plain:
      'A mail that tells the return address that delivery failed. The server that holds the letter writes it, which is mostly the sender’s own.',
    rfc: 'RFC 5321 §6.1',
    lesson: 'bounces-and-dsn',
  },
  {
    term: 'callout verification',
    also: ['callout', 'callouts', 'callback verification', 'sender verification'],
    plain:
      'To ask the sender’s mail server, from the empty sender, whether it would take mail for that address. With forged senders the calls hit people who never wrote.',
    lesson: 'backscatter-and-loops',
  },
  {
    term: 'certificate',
    also: ['certificates', 'TLS certificate'],
    plain:
      'A signed statement that a key belongs to a name. Without looking at it a client talks in secret, but perhaps to an impostor.',
    rfc: 'RFC 5280',
    lesson: 'tls',
  },
  {
    term: 'CHUNKING',
    also: ['BDAT'],
    plain: 'An extension that sends the letter in pieces of counted length (BDAT) instead of up to a lone dot (DATA).',
    rfc: 'RFC 3030',
    lesson: 'inside-data',
  },
  {
    term: 'CRAM-MD5',
    plain:
      'A login that answers a riddle of the server’s, so that the password stays off the wire. It is old and meant for limited use; TLS with PLAIN has replaced it.',
    rfc: 'RFC 2195',
    lesson: 'auth',
  },
  {
    term: 'CRLF',
    also: ['CR LF', 'carriage return', 'line feed', 'bare LF'],
    plain: 'Carriage return and line feed, octets 13 and 10: the only legal end of a line in SMTP.',
    rfc: 'RFC 5321 §2.3.8',
    lesson: 'inside-data',
  },
  {
    term: 'DANE',
    also: ['TLSA', 'TLSA record'],
    plain:
      'A receiving domain publishes in signed DNS (TLSA records) which key its mail servers use, so that nobody on the way can take their place or strip TLS.',
    rfc: 'RFC 7672',
    lesson: 'tls',
  },
  {
    term: 'deferral',
    also: ['deferrals', 'deferred', 'defer', 'retry', 'retries'],
    plain:
      'A refusal for now (4xx), or a call that nobody answered. The letter stays in the sender’s queue and is tried again.',
    rfc: 'RFC 5321 §4.5.4.1',
    lesson: 'retries-and-greylisting',
  },
  {
    term: 'deliverability',
    plain:
      'The art of getting wanted mail accepted and shown in the inbox. It is more than delivery, and nobody can sell it.',
    lesson: 'tracking-and-metrics',
  },
  {
    term: 'delivered',
    also: ['delivery'],
    plain:
      'In this course and in reports: the receiving server answered 250 after the letter. Whether it lies in the inbox is another question.',
    rfc: 'RFC 5321 §4.2.5',
    lesson: 'tracking-and-metrics',
  },
  {
    term: 'DKIM',
    also: ['DomainKeys Identified Mail', 'DKIM signature', 'DKIM signatures'],
    plain:
      'A signature by which a domain takes responsibility for a letter: over chosen headers and the body, with the public key in the DNS. It encrypts nothing.',
    rfc: 'RFC 6376',
    lesson: 'dkim',
  },
  {
    term: 'DMARC',
    plain:
      'A domain says in the DNS what receivers should do with mail that bears its name in From without an aligned pass of SPF or DKIM, and where reports go.',
    rfc: 'RFC 9989',
    lesson: 'dmarc',
  },
  {
    term: 'DNS',
    also: ['Domain Name System', 'DNS record', 'DNS records', 'name server', 'name servers'],
    plain:
      'The directory of the internet: it gives addresses to names, tells which servers take mail for a domain, and holds the texts of SPF, DKIM and DMARC.',
    rfc: 'RFC 1034',
    lesson: 'dns-and-mx',
  },
  {
    term: 'dot-stuffing',
    also: ['dot stuffing', 'transparency'],
    plain:
      'A line that begins with a dot is sent with a second one, which the receiver takes away. So only a lone dot can end the letter.',
    rfc: 'RFC 5321 §4.5.2',
    lesson: 'inside-data',
  },
  {
    term: 'DSN',
    also: [
      'DSNs',
      'delivery status notification',
      'delivery report',
      'delivery reports',
      'delivery status notifications',
    ],
    plain:
      'A notice about what became of a letter, in a form that programs can read: failed, delayed, delivered, relayed or expanded.',
    rfc: 'RFC 3464',
    lesson: 'bounces-and-dsn',
  },
  {
    term: 'EHLO',
    also: ['HELO'],
    plain:
      'The client’s greeting with its own name. EHLO asks for the list of extensions as well; HELO is the greeting of 1982.',
    rfc: 'RFC 5321 §4.1.1.1',
    lesson: 'first-conversation',
  },
  {
    term: 'enhanced status code',
    also: ['enhanced status codes', 'enhanced code', 'enhanced codes'],
    plain:
      'Three numbers such as 5.1.1 behind the reply code: class, subject, detail. They say more than the three digits.',
    rfc: 'RFC 3463',
    lesson: 'reply-codes',
  },
  {
    term: 'envelope',
    also: ['envelopes'],
    plain:
      'The sender and the recipients as they were told to the server in MAIL FROM and RCPT TO. Servers go by it; they do not read To and From in the letter.',
    rfc: 'RFC 5321 §2.3.1',
    lesson: 'envelope-and-headers',
  },
  {
    term: 'envelope sender',
    also: ['Return-Path', 'reverse-path', 'return address', 'return path', 'MAIL FROM address'],
    plain:
      'The address in MAIL FROM. Notices of failure go there; the person who reads the letter may see another one in From.',
    rfc: 'RFC 5321 §4.1.1.2',
    lesson: 'envelope-and-headers',
  },
  {
    term: 'ESMTP',
    also: ['extension', 'extensions', 'service extension', 'service extensions'],
    plain: 'SMTP with extensions. A client that says EHLO is told which ones this server has.',
    rfc: 'RFC 5321 §2.2',
    lesson: 'reply-codes',
  },
  {
    term: 'ESP',
    also: ['relay service', 'relay services', 'e-mail service provider', 'email service provider', 'ESPs'],
    plain:
      'A company that takes your mail by SMTP or HTTP and delivers it in your name, with queues, signatures and reports.',
    lesson: 'relay-service',
  },
  {
    term: 'FCrDNS',
    also: ['forward-confirmed reverse DNS', 'iprev'],
    plain:
      'The address has a name, and that name has the same address. Receivers expect it of every server that sends mail.',
    rfc: 'RFC 8601 §2.7.3',
    lesson: 'smart-host',
  },
  {
    term: 'feedback loop',
    also: ['feedback loops', 'FBL', 'complaint feedback loop'],
    plain: 'An arrangement by which a mailbox provider tells the sender which recipients pressed “spam”.',
    rfc: 'RFC 6449',
    lesson: 'tracking-and-metrics',
  },
  {
    term: 'From header',
    also: ['From', 'author', 'From field', 'header From'],
    plain:
      'The author as the reader is shown it. It is part of the letter, not of the envelope, and anybody can write anything there: DMARC is what guards it.',
    rfc: 'RFC 5322 §3.6.2',
    lesson: 'envelope-and-headers',
  },
  {
    term: 'greylisting',
    also: ['greylist', 'greylisted', 'graylisting'],
    plain:
      'Who comes for the first time with this sender and this recipient is asked to come back later (4xx). Mail servers do; many spam programs do not.',
    rfc: 'RFC 6647',
    lesson: 'retries-and-greylisting',
  },
  {
    term: 'hard bounce',
    also: ['hard bounces', 'soft bounce', 'soft bounces'],
    plain:
      'Words of relay services: hard is a failure for good, soft one that may pass. SMTP says 5yz and 4yz, and the code behind it tells what to do.',
    rfc: 'RFC 5321 §4.2.1',
    lesson: 'bounces-and-dsn',
  },
  {
    term: 'header section',
    also: ['header', 'headers', 'header field', 'header fields', 'header line', 'header lines'],
    plain: 'The lines of a letter before its first empty line: From, To, Subject, Date, and the stamps of the servers.',
    rfc: 'RFC 5322 §2.2',
    lesson: 'envelope-and-headers',
  },
  {
    term: 'hop',
    also: ['hops'],
    plain: 'One hand-over of a letter from a server to the next. Each hop leaves a Received line.',
    rfc: 'RFC 5321 §4.4',
    lesson: 'hop-by-hop',
  },
  {
    term: 'IMAP',
    also: ['POP3', 'JMAP'],
    plain:
      'The protocols with which people read their mailbox; POP3 and JMAP do the same. SMTP brings mail as far as the mailbox, and no further.',
    rfc: 'RFC 9051',
    lesson: 'ports-and-roles',
  },
  {
    term: 'implicit TLS',
    also: ['wrapper mode', 'SMTPS'],
    plain:
      'TLS from the first octet of the connection on, as on port 465. There is nothing in clear text that could be stripped.',
    rfc: 'RFC 8314 §3',
    lesson: 'tls',
  },
  {
    term: 'local part',
    also: ['local parts', 'local-part'],
    plain: 'What stands before the @. Only the domain’s own server may say what it means.',
    rfc: 'RFC 5321 §2.3.11',
    lesson: 'local-or-relay',
  },
  {
    term: 'mail loop',
    also: ['mail loops', 'loop', 'loops'],
    plain: 'A letter that goes round between servers that forward to each other. Counting its Received lines stops it.',
    rfc: 'RFC 5321 §6.3',
    lesson: 'backscatter-and-loops',
  },
  {
    term: 'mailbox',
    also: ['mailboxes'],
    plain:
      'Where a letter lies when its journey is over, and where its reader fetches it. Its address is a local part at a domain.',
    rfc: 'RFC 5321 §2.3.11',
    lesson: 'local-or-relay',
  },
  {
    term: 'mailbox provider',
    also: ['mailbox providers'],
    plain: 'Whoever keeps mailboxes for people, such as Gmail or a company’s own server. Marketing calls them “ISPs”.',
    lesson: 'tracking-and-metrics',
  },
  {
    term: 'MDA',
    also: ['delivery agent', 'mail delivery agent'],
    plain: 'The part of a mail server that files a letter into a mailbox.',
    rfc: 'RFC 5598 §4.3.3',
    lesson: 'ports-and-roles',
  },
  {
    term: 'MDN',
    also: ['read receipt', 'read receipts'],
    plain:
      'A read receipt, which a mail program sends only if its user agrees. SMTP itself never learns whether a letter was read.',
    rfc: 'RFC 8098',
    lesson: 'tracking-and-metrics',
  },
  {
    term: 'MIME',
    plain:
      'How a letter of plain lines holds several parts, attachments and every script: types, boundaries and encodings.',
    rfc: 'RFC 2045',
    lesson: 'inside-data',
  },
  {
    term: 'MSA',
    also: ['submission', 'submission server', 'submission servers', 'mail submission agent', 'message submission'],
    plain: 'The server, or its role, that takes mail from its own users: after a login, on port 465 or 587.',
    rfc: 'RFC 6409',
    lesson: 'ports-and-roles',
  },
  {
    term: 'MTA',
    also: ['MTAs', 'mail transfer agent', 'mail server', 'mail servers'],
    plain: 'The server, or its role, that moves mail on: it accepts, queues, relays and delivers.',
    rfc: 'RFC 5598 §4.3.2',
    lesson: 'local-or-relay',
  },
  {
    term: 'MTA-STS',
    plain:
      'A receiving domain demands TLS with a valid certificate. Senders fetch that policy by HTTPS, where nobody on the way can change it.',
    rfc: 'RFC 8461',
    lesson: 'tls',
  },
  {
    term: 'MUA',
    also: ['mail program', 'mail programs', 'mail client', 'mail user agent'],
    plain: 'The program in which a person reads and writes mail.',
    rfc: 'RFC 5598 §4.2.1',
    lesson: 'ports-and-roles',
  },
  {
    term: 'MX record',
    also: ['MX', 'MX records', 'mail exchanger', 'MX host'],
    plain:
      'The DNS record that names a host which takes mail for a domain. The one with the lowest number is tried first.',
    rfc: 'RFC 5321 §5.1',
    lesson: 'dns-and-mx',
  },
  {
    term: 'null MX',
    plain: 'An MX record with a lone dot for the host: this domain takes no mail at all, and nobody needs to try.',
    rfc: 'RFC 7505',
    lesson: 'dns-and-mx',
  },
  {
    term: 'null sender',
    also: ['empty sender', 'null reverse-path', 'empty return address', 'null return path'],
    plain:
      'MAIL FROM:<>, the empty return address of notices. Nobody answers it, so notices about notices cannot arise.',
    rfc: 'RFC 5321 §4.5.5',
    lesson: 'backscatter-and-loops',
  },
  {
    term: 'octet',
    also: ['octets', 'byte', 'bytes'],
    plain:
      'Eight bits, a number from 0 to 255; most people say byte. The RFCs count what goes over the wire in octets.',
    rfc: 'RFC 5321 §2.3.7',
    lesson: 'inside-data',
  },
  {
    term: 'open relay',
    also: ['open relays'],
    plain:
      'A server that takes mail for strangers’ domains from strangers, and passes it on. Spammers find one within hours, and blocklists soon after.',
    rfc: 'RFC 2505 §2.1',
    lesson: 'open-relay',
  },
  {
    term: 'opportunistic TLS',
    plain:
      'Encrypt where the other side offers it, otherwise send in clear text. It stops those who only listen, not those who can change what is offered.',
    rfc: 'RFC 7435',
    lesson: 'tls',
  },
  {
    term: 'organisational domain',
    also: ['organizational domain', 'organisational domains'],
    plain:
      'The domain that a whole house shares, such as acme.example for mail.acme.example. DMARC finds it by walking up the DNS tree.',
    rfc: 'RFC 9989 §4.10.2',
    lesson: 'dmarc',
  },
  {
    term: 'pipelining',
    plain: 'Sending several commands without waiting for each reply, where the server has offered it.',
    rfc: 'RFC 2920',
    lesson: 'reply-codes',
  },
  {
    term: 'port',
    also: ['ports'],
    plain:
      'The number of a door at an address. Mail has a door for servers (25) and doors for people who hand in mail (465, 587).',
    rfc: 'RFC 6335 §6',
    lesson: 'ports-and-roles',
  },
  {
    term: 'postmaster',
    plain: 'The mailbox for complaints and questions that every mail domain must have, and a person should read.',
    rfc: 'RFC 5321 §4.5.1',
    lesson: 'dns-and-mx',
  },
  {
    term: 'preference',
    also: ['MX preference', 'priority'],
    plain: 'The number in an MX record. Lower is tried first; hosts with the same number share the load.',
    rfc: 'RFC 5321 §5.1',
    lesson: 'dns-and-mx',
  },
  {
    term: 'PTR record',
    also: ['PTR', 'PTR records', 'reverse DNS', 'rDNS'],
    plain: 'The DNS record that gives a name to an address, the way back. Many receivers refuse senders without one.',
    rfc: 'RFC 1035 §3.5',
    lesson: 'smart-host',
  },
  {
    term: 'queue',
    also: ['queues', 'mail queue', 'queued'],
    plain:
      'Where a server keeps what it has accepted and not yet handed on, with the time of the next try. Days are normal.',
    rfc: 'RFC 5321 §4.5.4.1',
    lesson: 'hop-by-hop',
  },
  {
    term: 'quota',
    also: ['quotas', 'mailbox quota', 'sending limit', 'sending limits'],
    plain: 'A limit: of the room in a mailbox, or of the recipients that an account may write to in a day.',
    rfc: 'RFC 3463 §3.3',
    lesson: 'relay-service',
  },
  {
    term: 'Received',
    also: ['Received line', 'Received lines', 'Received header', 'Received headers', 'trace header', 'trace line'],
    plain:
      'The line that each server puts on top of a letter: from whom, by whom, how and when. Below your own server’s they may be forged.',
    rfc: 'RFC 5321 §4.4',
    lesson: 'hop-by-hop',
  },
  {
    term: 'relay',
    also: ['relays', 'relaying', 'relayed', 'SMTP relay'],
    plain:
      'A server that passes mail on to another one instead of keeping it: a role of a server, not a product or a protocol.',
    rfc: 'RFC 5321 §2.3.10',
    lesson: 'local-or-relay',
  },
  {
    term: 'reply code',
    also: ['reply codes', 'status code'],
    plain: 'The three digits that begin each reply. The first says it all: 2 done, 3 go on, 4 not now, 5 no.',
    rfc: 'RFC 5321 §4.2',
    lesson: 'reply-codes',
  },
  {
    term: 'reputation',
    plain:
      'What a receiver remembers of an address or a domain: complaints, unknown recipients, spam traps, and good mail.',
    rfc: 'RFC 7070',
    lesson: 'relay-service',
  },
  {
    term: 'selector',
    also: ['selectors', 'DKIM selector'],
    plain: 'The part of a DNS name that tells one DKIM key of a domain from the others: selector._domainkey.domain.',
    rfc: 'RFC 6376 §3.1',
    lesson: 'dkim',
  },
  {
    term: 'SIZE',
    plain:
      'An extension: the server tells how big a letter may be, and the client how big its letter is, before it is sent.',
    rfc: 'RFC 1870',
    lesson: 'reply-codes',
  },
  {
    term: 'smart host',
    also: ['smart hosts', 'smarthost', 'relayhost', 'upstream'],
    plain:
      'The one server to which another hands all its outgoing mail, instead of looking for the recipients’ servers itself. It has nothing to do with logins.',
    rfc: 'RFC 5321 §3.6.3',
    lesson: 'smart-host',
  },
  {
    term: 'SMTP',
    also: ['Simple Mail Transfer Protocol'],
    plain:
      'The protocol with which mail is handed in and passed from server to server: short lines of text, each answered by a code.',
    rfc: 'RFC 5321 §2.1',
    lesson: 'first-conversation',
  },
  {
    term: 'SMTP AUTH',
    also: ['AUTH', 'login', 'logins'],
    plain:
      'The extension by which a client logs in to its own submission server. The recipient’s server never hears of it.',
    rfc: 'RFC 4954',
    lesson: 'auth',
  },
  {
    term: 'SMTP smuggling',
    also: ['smuggling'],
    plain:
      'Hiding a second letter behind an end that one server takes for the end and the other does not, such as a dot between bare LFs.',
    rfc: 'RFC 5321 §2.3.8',
    lesson: 'inside-data',
  },
  {
    term: 'SPF',
    also: ['Sender Policy Framework', 'SPF record', 'SPF records'],
    plain:
      'A domain lists in the DNS which addresses may use its name in MAIL FROM or EHLO. It says nothing about the From header.',
    rfc: 'RFC 7208',
    lesson: 'spf',
  },
  {
    term: 'SRS',
    also: ['Sender Rewriting Scheme'],
    plain:
      'A forwarder puts an address of its own domain on the envelope, so that SPF fits, and hides the old one in it for notices.',
    lesson: 'spf',
  },
  {
    term: 'STARTTLS',
    plain:
      'The command that turns a connection in clear text into a TLS one. What was offered before can have been changed on the way, so the client greets anew.',
    rfc: 'RFC 3207',
    lesson: 'tls',
  },
  {
    term: 'suppression list',
    also: ['suppression lists', 'suppressed'],
    plain: 'The addresses that a relay service does not try any more: they bounced, complained or unsubscribed.',
    lesson: 'relay-service',
  },
  {
    term: 'TLS',
    also: ['Transport Layer Security', 'SSL'],
    plain:
      'Encryption of a connection, from one server to the next. Each server on the way can still read the letter: TLS is hop by hop.',
    rfc: 'RFC 8446',
    lesson: 'tls',
  },
  {
    term: 'TLSRPT',
    also: ['TLS report', 'TLS reports'],
    plain: 'Daily reports of senders to a domain about deliveries that failed, or would have, because of TLS.',
    rfc: 'RFC 8460',
    lesson: 'tls',
  },
  {
    term: 'transaction',
    also: ['transactions', 'mail transaction'],
    plain: 'One letter within a connection: MAIL, one or more RCPT, DATA, the dot. Several may follow each other.',
    rfc: 'RFC 5321 §3.3',
    lesson: 'first-conversation',
  },
  {
    term: 'VERP',
    also: ['variable envelope return path'],
    plain:
      'Each recipient gets a copy with a return address of its own, so that a bounce tells at once whom it is about.',
    lesson: 'tracking-and-metrics',
  },
];

/** The anchor of a term on the glossary’s page. */
export function glossaryAnchor({ term }: Pick<GlossaryTerm, 'term'>): string {
  return term.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}

/** The entry that a word of a text means, in any case; undefined when the glossary lacks it. */
export function glossaryTerm(word: string): GlossaryTerm | undefined {
  return termsByWord.get(word.toLowerCase());
}

const termsByWord = new Map(
  glossary.flatMap((entry) => [entry.term, ...(entry.also ?? [])].map((word) => [word.toLowerCase(), entry])),
);

import type { LessonSlug } from './tracks.ts';

/** What somebody can do who has done a lesson: each goes on from “can”. */
export const skills: Record<LessonSlug, readonly string[]> = {
  'first-conversation': [
    'send a letter by hand: EHLO, MAIL FROM, RCPT TO, DATA, the dot',
    'say what a server promises with the 250 after the dot',
  ],
  'reply-codes': [
    'read a reply code and its enhanced code, and react as each wants it',
    'explain why one letter is accepted for one person and refused for another',
  ],
  'envelope-and-headers': [
    'keep envelope and letterhead apart, and say where a notice will go',
    'explain Bcc, and why anybody may write anything into From',
  ],
  'inside-data': [
    'build a well-formed letter with parts, attachments and accents',
    'say why a lone dot or a lone line feed matters, up to smuggling',
  ],
  'local-or-relay': [
    'predict for any recipient whether a server keeps, passes on or refuses',
    'find a server that takes a foreign domain for its own',
  ],
  'dns-and-mx': [
    'find out which servers take a domain’s mail, and in which order they are tried',
    'publish MX records, and spot the usual mistakes in them',
  ],
  'hop-by-hop': [
    'read a chain of Received lines, and name who held the letter when',
    'find a delay, a wrong clock and forged lines in it',
  ],
  'ports-and-roles': [
    'choose among ports 25, 465, 587 and 2525',
    'tell a blocked port from a closed one and a silent one',
  ],
  tls: ['say what a listener on the way sees, with TLS and without', 'show how TLS is stripped, and insist on it'],
  auth: ['log in by hand, and find the usual mistakes in a login', 'say what a login proves, and what it does not'],
  'open-relay': [
    'test whether a server is an open relay, and close it without shutting anybody out',
    'follow abuse to a blocklist, and get an address off it',
  ],
  'smart-host': [
    'send everything through one upstream, with TLS and a login',
    'let a device send that cannot log in, without opening the door to others',
  ],
  'bounces-and-dsn': [
    'tell rejected, deferred and bounced apart, and who writes the notice',
    'read a delivery report, and decide by its code who leaves the list',
  ],
  'retries-and-greylisting': [
    'explain queue, pauses and giving up, and pass a greylist',
    'say why software without a queue loses mail',
  ],
  'backscatter-and-loops': [
    'explain backscatter, and stop a server from making it',
    'find a mail loop and break it',
    'let a program answer mail without harm',
  ],
  spf: [
    'write an SPF record for a server and services, and predict its result',
    'name what SPF checks, and the two things that it cannot do',
  ],
  dkim: [
    'publish a key, sign, and read a DKIM signature',
    'predict which changes break a seal, and change keys without losing mail',
  ],
  dmarc: [
    'judge whether SPF and DKIM are aligned with From',
    'go from watching to rejecting by reports, and say what that breaks',
  ],
  'relay-service': [
    'connect a program to a relay service, with proof of the domain',
    'run a campaign by the rules for bulk senders, and read its results',
  ],
  'tracking-and-metrics': [
    'tell what SMTP says of a letter from what a web server says',
    'compute the rates of a campaign, and name their errors',
  ],
  incident: [
    'narrow “mail isn’t arriving” down to one host, with evidence',
    'tell what to mend, what to wait for and what is not yours',
  ],
  'free-play': [
    'build the smallest world that shows an effect',
    'test a mail server for what it must refuse and what it must take',
  ],
};

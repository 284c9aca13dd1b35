/** What a header field is for, in a sentence or two: one entry for each field that a person may meet in a letter. */
export interface HeaderFieldNote {
  plain: string;
  /** Where it is defined. */
  rfc?: string;
  /** Who writes it: the person or program that sends, a server on the way, a mailing list, or a notice. */
  by: 'writer' | 'server' | 'list' | 'notice';
}

/** By name in small letters. */
export const headerFieldNotes: Record<string, HeaderFieldNote> = {
  from: {
    by: 'writer',
    plain: 'Who wrote the letter, as the reader is shown it. No server compares it with MAIL FROM; DMARC looks at it.',
    rfc: 'RFC 5322 §3.6.2',
  },
  sender: {
    by: 'writer',
    plain: 'Who handed the letter in, where that is somebody else than the author, or one of several authors.',
    rfc: 'RFC 5322 §3.6.2',
  },
  'reply-to': {
    by: 'writer',
    plain: 'Where an answer shall go. Without it answers go to From. Errors never go here, but to the return address.',
    rfc: 'RFC 5322 §3.6.2',
  },
  to: {
    by: 'writer',
    plain: 'For whom it is, as the reader is shown it. Servers deliver by RCPT TO and do not look here.',
    rfc: 'RFC 5322 §3.6.3',
  },
  cc: {
    by: 'writer',
    plain: 'Who gets a copy, openly. For the servers they are recipients like all others.',
    rfc: 'RFC 5322 §3.6.3',
  },
  bcc: {
    by: 'writer',
    plain:
      'Blind copies. The sending program takes this field out before it sends; here it was left in, and everybody can read it.',
    rfc: 'RFC 5322 §3.6.3',
  },
  subject: { by: 'writer', plain: 'What it is about. Free text, and no server acts on it.', rfc: 'RFC 5322 §3.6.5' },
  comments: { by: 'writer', plain: 'A remark about the letter, for people.', rfc: 'RFC 5322 §3.6.5' },
  keywords: { by: 'writer', plain: 'Words under which the writer would file it.', rfc: 'RFC 5322 §3.6.5' },
  date: {
    by: 'writer',
    plain:
      'When the writer finished it, by the writer’s own clock. It can be wrong; the Received lines show when it travelled.',
    rfc: 'RFC 5322 §3.6.1',
  },
  'message-id': {
    by: 'writer',
    plain: 'The letter’s own name, the same in every copy. Answers refer to it, and duplicates are known by it.',
    rfc: 'RFC 5322 §3.6.4',
  },
  'in-reply-to': { by: 'writer', plain: 'The Message-ID of the letter that this one answers.', rfc: 'RFC 5322 §3.6.4' },
  references: {
    by: 'writer',
    plain: 'The Message-IDs of the whole conversation, the oldest first: programs build threads from it.',
    rfc: 'RFC 5322 §3.6.4',
  },
  'mime-version': {
    by: 'writer',
    plain: 'Says that the body is built by MIME: types, parts and encodings. Always 1.0.',
    rfc: 'RFC 2045 §4',
  },
  'content-type': {
    by: 'writer',
    plain: 'What the body is: text or HTML and in which character set, or several parts with a boundary between them.',
    rfc: 'RFC 2045 §5',
  },
  'content-transfer-encoding': {
    by: 'writer',
    plain: 'How octets were made fit for lines of text: 7bit and 8bit as they are, quoted-printable or base64 encoded.',
    rfc: 'RFC 2045 §6',
  },
  'content-disposition': {
    by: 'writer',
    plain: 'Whether a part is shown in its place (inline) or offered as a file (attachment), and under which name.',
    rfc: 'RFC 2183',
  },
  'content-id': {
    by: 'writer',
    plain: 'The name of a part, so that HTML can show it with a cid: address.',
    rfc: 'RFC 2392',
  },
  'content-description': { by: 'writer', plain: 'What a part is, in words for people.', rfc: 'RFC 2045 §8' },
  'content-language': { by: 'writer', plain: 'The languages of the text.', rfc: 'RFC 3282' },
  'return-path': {
    by: 'server',
    plain:
      'Written by the last server, on top, when it files the letter: the MAIL FROM of the envelope, which is thrown away now.',
    rfc: 'RFC 5321 §4.4',
  },
  received: {
    by: 'server',
    plain: 'The stamp of one server: from whom it came, who took it, how, and when. Each server puts its own on top.',
    rfc: 'RFC 5321 §4.4',
  },
  'delivered-to': {
    by: 'server',
    plain:
      'The mailbox into which it was filed. A server that meets its own one again knows that the letter goes in circles.',
    rfc: 'RFC 9228',
  },
  'x-original-to': {
    by: 'server',
    plain: 'Postfix’s: the recipient on the envelope before aliases were looked up.',
  },
  'dkim-signature': {
    by: 'server',
    plain:
      'A domain (d=) takes responsibility: a signature over some header fields (h=) and a hash of the body (bh=). The key is in the DNS under s=.',
    rfc: 'RFC 6376 §3.5',
  },
  'authentication-results': {
    by: 'server',
    plain:
      'What the server named at its beginning found out about SPF, DKIM and DMARC. Believe it only of your own server: anybody can write one.',
    rfc: 'RFC 8601',
  },
  'received-spf': {
    by: 'server',
    plain: 'The result of SPF in an older form; Authentication-Results says the same.',
    rfc: 'RFC 7208 §9.1',
  },
  'arc-seal': {
    by: 'server',
    plain: 'ARC: a server on the way signs all the sets before it, and says in cv= whether the chain held until here.',
    rfc: 'RFC 8617 §4.1.3',
  },
  'arc-message-signature': {
    by: 'server',
    plain: 'ARC: the letter as this server passed it on, signed like DKIM. i= is its place in the chain.',
    rfc: 'RFC 8617 §4.1.2',
  },
  'arc-authentication-results': {
    by: 'server',
    plain: 'ARC: what this server found when the letter came in, kept for those who come after.',
    rfc: 'RFC 8617 §4.1.1',
  },
  'list-id': {
    by: 'list',
    plain: 'The name of the mailing list it came through: filters sort by it.',
    rfc: 'RFC 2919',
  },
  'list-unsubscribe': {
    by: 'list',
    plain: 'How to leave the list: an address to write to or to open.',
    rfc: 'RFC 2369',
  },
  'list-unsubscribe-post': {
    by: 'list',
    plain: 'Leaving takes one click: the mail program posts to the address in List-Unsubscribe.',
    rfc: 'RFC 8058',
  },
  'list-subscribe': { by: 'list', plain: 'How to join the list.', rfc: 'RFC 2369' },
  'list-post': {
    by: 'list',
    plain: 'Where to write to reach everybody on the list; NO when nobody may.',
    rfc: 'RFC 2369',
  },
  'list-help': { by: 'list', plain: 'Where the list’s instructions are.', rfc: 'RFC 2369' },
  'list-owner': { by: 'list', plain: 'How to reach the person who runs the list.', rfc: 'RFC 2369' },
  'list-archive': { by: 'list', plain: 'Where old letters of the list are kept.', rfc: 'RFC 2369' },
  precedence: {
    by: 'list',
    plain: 'bulk or list: an old sign for programs not to answer by themselves. Auto-Submitted is the standard one.',
    rfc: 'RFC 3834 §2',
  },
  'feedback-id': {
    by: 'list',
    plain: 'A sender’s key for its campaigns: big mailbox providers count complaints by it.',
  },
  'auto-submitted': {
    by: 'notice',
    plain: 'No person sent this: auto-generated or auto-replied. Whoever answers by program must not answer it.',
    rfc: 'RFC 3834 §5',
  },
  'reporting-mta': { by: 'notice', plain: 'In a delivery report: the server that reports.', rfc: 'RFC 3464 §2.2.2' },
  'x-failed-recipients': { by: 'notice', plain: 'Exim’s and Google’s: the addresses that the notice is about.' },
  'tls-required': {
    by: 'writer',
    plain: 'No: deliver even where TLS was demanded; the letter is not secret.',
    rfc: 'RFC 8689 §5',
  },
  'disposition-notification-to': {
    by: 'writer',
    plain: 'Please tell this address when the letter was read. Most programs ask their user first.',
    rfc: 'RFC 8098 §2.1',
  },
  importance: { by: 'writer', plain: 'high, normal or low: how the writer would like it to be seen.', rfc: 'RFC 2156' },
  priority: { by: 'writer', plain: 'urgent, normal or non-urgent: a wish of the writer.', rfc: 'RFC 2156' },
  organization: { by: 'writer', plain: 'The organization of the author.', rfc: 'RFC 5536 §3.2.9' },
  'user-agent': { by: 'writer', plain: 'The program that wrote it.', rfc: 'RFC 5536 §3.2.13' },
  'x-mailer': { by: 'writer', plain: 'The program that wrote it. Never standardised, and everywhere.' },
  'x-originating-ip': { by: 'server', plain: 'A webmail’s: the address of the person’s browser.' },
  'x-spam-status': { by: 'server', plain: 'A spam filter’s verdict, in that filter’s own words.' },
  'x-spam-score': { by: 'server', plain: 'The points that a spam filter gave.' },
  'x-queue-id': { by: 'notice', plain: 'Postfix’s, in a report: the queue id of the letter it speaks of.' },
};

/** The note for a field's name, in any case; undefined for fields that no standard and no habit knows. */
export function headerFieldNote(name: string): HeaderFieldNote | undefined {
  const key = name.toLowerCase();
  // Names come from letters: `constructor` must not find what every object has.
  return Object.hasOwn(headerFieldNotes, key) ? headerFieldNotes[key] : undefined;
}

/** `message-id` as people write it: `Message-ID`. */
export function headerFieldSpelling(name: string): string {
  return name
    .split('-')
    .map((part) => (capitals.has(part) ? part.toUpperCase() : part.charAt(0).toUpperCase() + part.slice(1)))
    .join('-');
}

const capitals = new Set(['arc', 'dkim', 'id', 'ip', 'mime', 'mta', 'spf', 'tls']);

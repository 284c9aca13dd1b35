/** What EHLO can offer, and the words that may follow an address: for the wire view, the reference and the search. */
export interface ExtensionWords {
  plain: string;
  rfc: string;
}

export interface SmtpExtension extends ExtensionWords {
  lesson: string;
}

/** What a keyword of the EHLO reply promises. */
export const smtpExtensions: Record<string, SmtpExtension> = {
  PIPELINING: {
    plain: 'Several commands may be sent without waiting for each reply.',
    rfc: 'RFC 2920',
    lesson: 'reply-codes',
  },
  SIZE: {
    plain: 'The number is the largest message it takes, in octets; 0 sets no limit.',
    rfc: 'RFC 1870 §4',
    lesson: 'reply-codes',
  },
  ENHANCEDSTATUSCODES: {
    plain: 'Replies carry a second code, such as 2.1.5, that says more.',
    rfc: 'RFC 2034',
    lesson: 'reply-codes',
  },
  '8BITMIME': { plain: 'The letter may contain octets above 127.', rfc: 'RFC 6152', lesson: 'inside-data' },
  DSN: {
    plain: 'The sender may say which delivery notices he wants.',
    rfc: 'RFC 3461',
    lesson: 'bounces-and-dsn',
  },
  SMTPUTF8: {
    plain: 'Addresses and header lines may be written in any script.',
    rfc: 'RFC 6531',
    lesson: 'inside-data',
  },
  STARTTLS: { plain: 'The connection can be encrypted from here on.', rfc: 'RFC 3207', lesson: 'tls' },
  AUTH: { plain: 'The client may log in, by one of these methods.', rfc: 'RFC 4954', lesson: 'auth' },
  CHUNKING: {
    plain: 'Letters may be sent in counted pieces with BDAT.',
    rfc: 'RFC 3030',
    lesson: 'inside-data',
  },
  VRFY: { plain: 'The command VRFY may be used.', rfc: 'RFC 5321 §4.1.1.6', lesson: 'reply-codes' },
  ETRN: { plain: 'A client may ask for its waiting mail.', rfc: 'RFC 1985', lesson: 'retries-and-greylisting' },
  REQUIRETLS: { plain: 'A letter may demand TLS all the way, or else come back.', rfc: 'RFC 8689', lesson: 'tls' },
  HELP: { plain: 'The command HELP may be used.', rfc: 'RFC 5321 §4.1.1.8', lesson: 'reply-codes' },
  BINARYMIME: {
    plain: 'The letter may be any octets, without lines at all. It needs CHUNKING, for a dot cannot end it.',
    rfc: 'RFC 3030 §3',
    lesson: 'inside-data',
  },
  DELIVERBY: {
    plain: 'The sender may say by when a letter must arrive, or else come back.',
    rfc: 'RFC 2852',
    lesson: 'retries-and-greylisting',
  },
  LIMITS: {
    plain: 'The server tells its limits beforehand, such as RCPTMAX: recipients in one envelope.',
    rfc: 'RFC 9422',
    lesson: 'reply-codes',
  },
};

/** Words that may follow the address in MAIL FROM and RCPT TO. */
export const esmtpParameters: Record<string, ExtensionWords> = {
  SIZE: {
    plain: 'About how many octets the letter will have: too big a one is refused before it travels.',
    rfc: 'RFC 1870 §5',
  },
  BODY: { plain: 'Whether the letter has octets above 127.', rfc: 'RFC 6152 §3' },
  SMTPUTF8: { plain: 'An address or a header line is not ASCII.', rfc: 'RFC 6531 §3.4' },
  REQUIRETLS: { plain: 'Only over TLS with a good certificate, on every stretch of the way.', rfc: 'RFC 8689 §2' },
  RET: { plain: 'In a notice of failure: the whole letter (FULL), or its head only (HDRS).', rfc: 'RFC 3461 §4.3' },
  ENVID: { plain: 'A mark of the sender’s own, repeated in every notice.', rfc: 'RFC 3461 §4.4' },
  NOTIFY: { plain: 'When to write a notice: SUCCESS, FAILURE, DELAY, or NEVER.', rfc: 'RFC 3461 §4.1' },
  ORCPT: { plain: 'The address that the sender wrote at first, repeated in notices.', rfc: 'RFC 3461 §4.2' },
  AUTH: {
    plain: 'Who handed the letter in, as the previous server knows it; <> where it does not say.',
    rfc: 'RFC 4954 §5',
  },
};

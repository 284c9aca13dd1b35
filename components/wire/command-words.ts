interface Words {
  plain: string;
  rfc: string;
}

/** What a client asks for with each command, in plain words. Replies bring their reason along; commands do not. */
export const commandWords: Record<string, Words> = {
  EHLO: {
    plain: 'The client says its name and asks what the server can do. The name is only a claim.',
    rfc: 'RFC 5321 §4.1.1.1',
  },
  HELO: {
    plain: 'The greeting of 1982: the client says its name and asks for nothing more.',
    rfc: 'RFC 5321 §4.1.1.1',
  },
  MAIL: {
    plain: 'A new envelope begins with its return address. Failure notices go there; <> means: send none.',
    rfc: 'RFC 5321 §4.1.1.2',
  },
  RCPT: {
    plain: 'One recipient for the envelope. The server decides about each one by itself: keep, pass on, or refuse.',
    rfc: 'RFC 5321 §4.1.1.3',
  },
  DATA: { plain: 'The envelope is complete; the client asks to hand over the letter.', rfc: 'RFC 5321 §4.1.1.4' },
  'DATA-END': {
    plain: 'A line with only a dot: the letter ends here. The reply to it says who is responsible from now on.',
    rfc: 'RFC 5321 §4.1.1.4',
  },
  BDAT: {
    plain: 'A piece of the letter with its size in octets: no dots are doubled. LAST marks the final piece.',
    rfc: 'RFC 3030 §2',
  },
  STARTTLS: {
    plain: 'The client asks to encrypt the connection from here on. Until then all of it could be read and changed.',
    rfc: 'RFC 3207 §4',
  },
  AUTH: {
    plain: 'The client logs in. Base64 is only a way of writing: whoever reads the line has the password.',
    rfc: 'RFC 4954 §4',
  },
  RSET: { plain: 'Forget the envelope so far; the connection stays.', rfc: 'RFC 5321 §4.1.1.5' },
  VRFY: { plain: 'Is there such a mailbox? Few servers tell.', rfc: 'RFC 5321 §4.1.1.6' },
  EXPN: { plain: 'Who is on this mailing list? Hardly any server tells.', rfc: 'RFC 5321 §4.1.1.7' },
  ETRN: { plain: 'The client asks to be sent what waits here for its domain.', rfc: 'RFC 1985 §5' },
  HELP: { plain: 'The client asks for a text for humans.', rfc: 'RFC 5321 §4.1.1.8' },
  NOOP: { plain: 'Do nothing, but answer: a sign of life.', rfc: 'RFC 5321 §4.1.1.9' },
  QUIT: { plain: 'The client is done and says goodbye. The server answers, then closes.', rfc: 'RFC 5321 §4.1.1.10' },
  SEND: {
    plain: 'From 1982: write on the screen of somebody who is logged in. Nobody offers it.',
    rfc: 'RFC 5321 §F.6',
  },
  SOML: { plain: 'From 1982: to the screen, or else to the mailbox. Nobody offers it.', rfc: 'RFC 5321 §F.6' },
  SAML: { plain: 'From 1982: to the screen and to the mailbox. Nobody offers it.', rfc: 'RFC 5321 §F.6' },
  TURN: {
    plain: 'From 1982: change roles, so that the server sends. Anybody could collect the mail of others with it.',
    rfc: 'RFC 5321 §F.1',
  },
};

export function commandWordsFor(verb: string): { plain: string; rfc?: string } {
  if (Object.hasOwn(commandWords, verb)) return commandWords[verb] as Words; // hasOwn has just said so
  return { plain: 'The server took this line for a command. Its reply says what it made of it.' };
}

/** What a keyword of the EHLO reply promises. */
export const extensionWords: Record<string, Words> = {
  PIPELINING: { plain: 'Several commands may be sent without waiting for each reply.', rfc: 'RFC 2920' },
  SIZE: { plain: 'The number is the largest message it takes, in octets; 0 sets no limit.', rfc: 'RFC 1870 §4' },
  ENHANCEDSTATUSCODES: { plain: 'Replies carry a second code, such as 2.1.5, that says more.', rfc: 'RFC 2034' },
  '8BITMIME': { plain: 'The letter may contain octets above 127.', rfc: 'RFC 6152' },
  DSN: { plain: 'The sender may say which delivery notices he wants.', rfc: 'RFC 3461' },
  SMTPUTF8: { plain: 'Addresses and header lines may be written in any script.', rfc: 'RFC 6531' },
  STARTTLS: { plain: 'The connection can be encrypted from here on.', rfc: 'RFC 3207' },
  AUTH: { plain: 'The client may log in, by one of these methods.', rfc: 'RFC 4954' },
  CHUNKING: { plain: 'Letters may be sent in counted pieces with BDAT.', rfc: 'RFC 3030' },
  VRFY: { plain: 'The command VRFY may be used.', rfc: 'RFC 5321 §4.1.1.6' },
  ETRN: { plain: 'A client may ask for its waiting mail.', rfc: 'RFC 1985' },
  REQUIRETLS: { plain: 'A letter may demand TLS all the way, or else come back.', rfc: 'RFC 8689' },
  HELP: { plain: 'The command HELP may be used.', rfc: 'RFC 5321 §4.1.1.8' },
};

/** Words that may follow the address in MAIL FROM and RCPT TO. */
export const esmtpParameterWords: Record<string, Words> = {
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

export interface Term extends Words {
  /** The word as it stood in the line. */
  keyword: string;
}

/** The keywords of an EHLO reply, each explained; the first line is the server's name. */
export function explainedExtensions(lines: readonly string[]): Term[] {
  return lines.slice(1).flatMap((line) => explainedWord(extensionWords, line, /[ =]/));
}

/** The words after the address of MAIL and RCPT, each explained. */
export function explainedParameters(line: string): Term[] {
  const [, rest = ''] = /^(?:MAIL FROM|RCPT TO):[ \t]*<(?:"(?:[^"\\]|\\.)*"|[^>"])*>(.*)$/is.exec(line) ?? [];
  return rest
    .split(/[ \t]+/)
    .filter(Boolean)
    .flatMap((word) => explainedWord(esmtpParameterWords, word, /=/));
}

function explainedWord(words: Record<string, Words>, text: string, end: RegExp): Term[] {
  const keyword = text.split(end, 1)[0]?.toUpperCase() ?? '';
  return Object.hasOwn(words, keyword) ? [{ keyword: text, ...(words[keyword] as Words) }] : []; // hasOwn has just said so
}

/** Where `RFC 5321 §4.1.1.3` can be read; undefined when the text names no RFC. */
export function rfcAddress(reference: string): string | undefined {
  const [, number, section] = /RFC (\d+)(?: §([A-Z.]*[\d.]+))?/.exec(reference) ?? [];
  if (!number) return undefined;
  const part = /^[A-Z]/.test(section ?? '') ? 'appendix' : 'section';
  return `https://www.rfc-editor.org/rfc/rfc${number}${section ? `#${part}-${section}` : ''}`;
}

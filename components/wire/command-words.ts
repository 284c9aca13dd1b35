/** What a client asks for with each command, in plain words. Replies bring their reason along; commands do not. */
const commandWords: Record<string, { plain: string; rfc: string }> = {
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
  RSET: { plain: 'Forget the envelope so far; the connection stays.', rfc: 'RFC 5321 §4.1.1.5' },
  VRFY: { plain: 'Is there such a mailbox? Few servers tell.', rfc: 'RFC 5321 §4.1.1.6' },
  HELP: { plain: 'The client asks for a text for humans.', rfc: 'RFC 5321 §4.1.1.8' },
  NOOP: { plain: 'Do nothing, but answer: a sign of life.', rfc: 'RFC 5321 §4.1.1.9' },
  QUIT: { plain: 'The client is done and says goodbye. The server answers, then closes.', rfc: 'RFC 5321 §4.1.1.10' },
};

export function commandWordsFor(verb: string): { plain: string; rfc?: string } {
  return commandWords[verb] ?? { plain: 'The server took this line for a command. Its reply says what it made of it.' };
}

/** What a keyword of the EHLO reply promises. */
const extensionWords: Record<string, string> = {
  PIPELINING: 'Several commands may be sent without waiting for each reply. RFC 2920',
  SIZE: 'The number is the largest message it takes, in octets. RFC 1870',
  ENHANCEDSTATUSCODES: 'Replies carry a second code, such as 2.1.5, that says more. RFC 2034',
  '8BITMIME': 'The letter may contain octets above 127. RFC 6152',
  DSN: 'The sender may ask for delivery notices. RFC 3461',
  SMTPUTF8: 'Addresses may be written in any script. RFC 6531',
  STARTTLS: 'The connection can be encrypted from here on. RFC 3207',
  AUTH: 'The client may log in, by one of these methods. RFC 4954',
  CHUNKING: 'Letters may be sent in counted pieces with BDAT. RFC 3030',
  VRFY: 'The command VRFY may be used. RFC 5321 §4.1.1.6',
  ETRN: 'A client may ask for its waiting mail. RFC 1985',
  HELP: 'The command HELP may be used. RFC 5321 §4.1.1.8',
};

/** The keywords of an EHLO reply that are known here; the first line is the server's name. */
export function explainedExtensions(lines: readonly string[]): { keyword: string; plain: string }[] {
  return lines.slice(1).flatMap((line) => {
    const plain = extensionWords[line.split(' ', 1)[0]?.toUpperCase() ?? ''];
    return plain ? [{ keyword: line, plain }] : [];
  });
}

/** Where `RFC 5321 §4.1.1.3` can be read; undefined when the text names no RFC. */
export function rfcAddress(reference: string): string | undefined {
  const [, number, section] = /RFC (\d+)(?: §([\d.]+))?/.exec(reference) ?? [];
  if (!number) return undefined;
  return `https://www.rfc-editor.org/rfc/rfc${number}${section ? `#section-${section}` : ''}`;
}

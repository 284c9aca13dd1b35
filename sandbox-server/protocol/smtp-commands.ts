/** The commands of SMTP: one entry for the wire view, the terminal's Tab, the reference and the search. */
export interface SmtpCommand {
  /** What a client asks for with it, in plain words. */
  plain: string;
  rfc: string;
  /** As it is typed: words in small letters are to be replaced, brackets hold what may be left out. */
  syntax: string;
  /** The replies of a server that agrees. */
  agreed: readonly number[];
  /** The refusals that one may meet. 421, 500 and 501 can follow each command and are named only where they are usual. */
  refused: readonly number[];
  /** Absent for what nobody offers any more. */
  lesson?: string;
}

/** By verb; DATA-END is the line with only a dot, which is answered as if it were a command. */
export const smtpCommands: Record<string, SmtpCommand> = {
  EHLO: {
    plain: 'The client says its name and asks what the server can do. The name is only a claim.',
    rfc: 'RFC 5321 §4.1.1.1',
    syntax: 'EHLO name',
    agreed: [250],
    refused: [501, 502, 504, 550],
    lesson: 'first-conversation',
  },
  HELO: {
    plain: 'The greeting of 1982: the client says its name and asks for nothing more.',
    rfc: 'RFC 5321 §4.1.1.1',
    syntax: 'HELO name',
    agreed: [250],
    refused: [501, 504, 550],
    lesson: 'first-conversation',
  },
  MAIL: {
    plain: 'A new envelope begins with its return address. Failure notices go there; <> means: send none.',
    rfc: 'RFC 5321 §4.1.1.2',
    syntax:
      'MAIL FROM:<address> [SIZE=octets] [BODY=8BITMIME] [SMTPUTF8] [RET=FULL|HDRS] [ENVID=mark] [AUTH=<address>]',
    agreed: [250],
    refused: [451, 452, 455, 501, 503, 530, 550, 552, 553, 555],
    lesson: 'first-conversation',
  },
  RCPT: {
    plain: 'One recipient for the envelope. The server decides about each one by itself: keep, pass on, or refuse.',
    rfc: 'RFC 5321 §4.1.1.3',
    syntax: 'RCPT TO:<address> [NOTIFY=NEVER|SUCCESS,FAILURE,DELAY] [ORCPT=rfc822;address]',
    agreed: [250, 251],
    refused: [450, 451, 452, 455, 501, 503, 550, 551, 552, 553, 554, 555],
    lesson: 'local-or-relay',
  },
  DATA: {
    plain: 'The envelope is complete; the client asks to hand over the letter.',
    rfc: 'RFC 5321 §4.1.1.4',
    syntax: 'DATA',
    agreed: [354],
    refused: [451, 503, 554],
    lesson: 'first-conversation',
  },
  'DATA-END': {
    plain: 'A line with only a dot: the letter ends here. The reply to it says who is responsible from now on.',
    rfc: 'RFC 5321 §4.1.1.4',
    syntax: '.',
    agreed: [250],
    refused: [450, 451, 452, 550, 552, 554],
    lesson: 'inside-data',
  },
  BDAT: {
    plain: 'A piece of the letter with its size in octets: no dots are doubled. LAST marks the final piece.',
    rfc: 'RFC 3030 §2',
    syntax: 'BDAT octets [LAST]',
    agreed: [250],
    refused: [451, 452, 503, 521, 551, 552, 554],
    lesson: 'inside-data',
  },
  STARTTLS: {
    plain: 'The client asks to encrypt the connection from here on. Until then all of it could be read and changed.',
    rfc: 'RFC 3207 §4',
    syntax: 'STARTTLS',
    agreed: [220],
    refused: [454, 501, 502, 554],
    lesson: 'tls',
  },
  AUTH: {
    plain: 'The client logs in. Base64 is only a way of writing: whoever reads the line has the password.',
    rfc: 'RFC 4954 §4',
    syntax: 'AUTH mechanism [base64]',
    agreed: [334, 235],
    refused: [432, 454, 501, 503, 504, 534, 535, 538],
    lesson: 'auth',
  },
  RSET: {
    plain: 'Forget the envelope so far; the connection stays.',
    rfc: 'RFC 5321 §4.1.1.5',
    syntax: 'RSET',
    agreed: [250],
    refused: [501],
    lesson: 'first-conversation',
  },
  VRFY: {
    plain: 'Is there such a mailbox? Few servers tell.',
    rfc: 'RFC 5321 §4.1.1.6',
    syntax: 'VRFY name',
    agreed: [250, 251, 252],
    refused: [502, 504, 550, 551, 553],
    lesson: 'reply-codes',
  },
  EXPN: {
    plain: 'Who is on this mailing list? Hardly any server tells.',
    rfc: 'RFC 5321 §4.1.1.7',
    syntax: 'EXPN list',
    agreed: [250, 252],
    refused: [500, 502, 504, 550],
    lesson: 'reply-codes',
  },
  ETRN: {
    plain: 'The client asks to be sent what waits here for its domain.',
    rfc: 'RFC 1985 §5',
    syntax: 'ETRN domain',
    agreed: [250, 251, 252, 253],
    refused: [458, 459, 500, 501],
    lesson: 'retries-and-greylisting',
  },
  HELP: {
    plain: 'The client asks for a text for humans.',
    rfc: 'RFC 5321 §4.1.1.8',
    syntax: 'HELP [verb]',
    agreed: [211, 214],
    refused: [502, 504],
    lesson: 'reply-codes',
  },
  NOOP: {
    plain: 'Do nothing, but answer: a sign of life.',
    rfc: 'RFC 5321 §4.1.1.9',
    syntax: 'NOOP [text]',
    agreed: [250],
    refused: [],
    lesson: 'first-conversation',
  },
  QUIT: {
    plain: 'The client is done and says goodbye. The server answers, then closes.',
    rfc: 'RFC 5321 §4.1.1.10',
    syntax: 'QUIT',
    agreed: [221],
    refused: [],
    lesson: 'first-conversation',
  },
  SEND: {
    plain: 'From 1982: write on the screen of somebody who is logged in. Nobody offers it.',
    rfc: 'RFC 5321 §F.6',
    syntax: 'SEND FROM:<address>',
    agreed: [],
    refused: [500, 502],
  },
  SOML: {
    plain: 'From 1982: to the screen, or else to the mailbox. Nobody offers it.',
    rfc: 'RFC 5321 §F.6',
    syntax: 'SOML FROM:<address>',
    agreed: [],
    refused: [500, 502],
  },
  SAML: {
    plain: 'From 1982: to the screen and to the mailbox. Nobody offers it.',
    rfc: 'RFC 5321 §F.6',
    syntax: 'SAML FROM:<address>',
    agreed: [],
    refused: [500, 502],
  },
  TURN: {
    plain: 'From 1982: change roles, so that the server sends. Anybody could collect the mail of others with it.',
    rfc: 'RFC 5321 §F.1',
    syntax: 'TURN',
    agreed: [],
    refused: [500, 502],
  },
};

/** What a command begins with, up to the first word that the client has to fill in: `MAIL FROM:<`, `EHLO `, `DATA`. */
export function commandBeginnings(): string[] {
  return Object.entries(smtpCommands)
    .filter(([verb, { lesson }]) => verb !== 'DATA-END' && lesson !== undefined)
    .map(([, { syntax }]) => syntax.split(/ ?\[|[a-z]/, 1)[0] ?? syntax);
}

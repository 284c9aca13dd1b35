/** What a reply code means, and where that is learned. */
export interface CodeWords {
  /** A few words, without a full stop; reads well after a colon. */
  title: string;
  /** What it says, in plain words. */
  plain: string;
  /** What to do now. */
  advice: string;
  /** Where it is defined: `RFC 5321 §4.2.3`, or `IANA registry (RFC 5248)` where no other RFC says it. */
  rfc: string;
  /** The slug of the lesson that teaches it. */
  lesson: string;
}

export interface ReplyCode extends CodeWords {
  code: number;
}

/** What a first digit says. `id` is for styles, `word` stands beside the code. */
export interface ReplyClass {
  id: 'done' | 'go-on' | 'later' | 'no';
  word: string;
  plain: string;
}

const done: ReplyClass = { id: 'done', word: 'done', plain: 'Accepted.' };
const goOn: ReplyClass = {
  id: 'go-on',
  word: 'go on',
  plain: 'Right so far; the server waits for what comes next.',
};
const later: ReplyClass = {
  id: 'later',
  word: 'later',
  plain: 'Not now. The same again may work later, so a mail server keeps the message and tries again.',
};
const no: ReplyClass = {
  id: 'no',
  word: 'no',
  plain: 'No. The same again will be refused again: something has to change first.',
};

/** The first digit decides what a client does next; it is all that a program needs. RFC 5321 §4.2.1. */
export function replyClass(code: number): ReplyClass {
  if (code >= 500) return no;
  if (code >= 400) return later;
  return code >= 300 ? goOn : done;
}

/** Every reply code of RFC 5321 and of the extensions that mail servers speak, in their order. */
export const replyCodes: readonly ReplyCode[] = [
  {
    code: 211,
    title: 'System status',
    plain: 'The server tells how it is doing, or lists its commands.',
    advice: 'Read it. It changes nothing.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'reply-codes',
  },
  {
    code: 214,
    title: 'Help text',
    plain: 'An answer to HELP, written for people.',
    advice: 'Read it. It changes nothing.',
    rfc: 'RFC 5321 §4.1.1.8',
    lesson: 'reply-codes',
  },
  {
    code: 220,
    title: 'The server is ready',
    plain:
      'The greeting with which a server opens the conversation. After STARTTLS it means: begin the TLS handshake now.',
    advice: 'Go on: introduce yourself with EHLO, or start TLS.',
    rfc: 'RFC 5321 §4.3.1',
    lesson: 'first-conversation',
  },
  {
    code: 221,
    title: 'Goodbye',
    plain: 'The server has heard QUIT and closes the connection.',
    advice: 'Nothing. The conversation ended in good order.',
    rfc: 'RFC 5321 §4.1.1.10',
    lesson: 'first-conversation',
  },
  {
    code: 235,
    title: 'Logged in',
    plain: 'User and password, or token, were right. From here on the server knows you as that user.',
    advice: 'Go on with MAIL FROM.',
    rfc: 'RFC 4954 §6',
    lesson: 'auth',
  },
  {
    code: 250,
    title: 'Done',
    plain:
      'This one command was accepted. After the final dot it means more: the server is now responsible for the message.',
    advice: 'Go on with the next command.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'first-conversation',
  },
  {
    code: 251,
    title: 'Not here, but it is passed on',
    plain:
      'The recipient has moved. The server knows where to and forwards the letter. After ETRN: nothing waits for that domain.',
    advice: 'Nothing. You may want to write down the new address.',
    rfc: 'RFC 5321 §3.4',
    lesson: 'reply-codes',
  },
  {
    code: 252,
    title: 'Not telling, but it will try',
    plain: 'The server does not say whether the mailbox exists; it would take a letter for it and see.',
    advice: 'Do not read it as a confirmation of the address.',
    rfc: 'RFC 5321 §7.3',
    lesson: 'reply-codes',
  },
  {
    code: 253,
    title: 'Waiting messages are sent',
    plain: 'The answer to ETRN where the server counts what waits: it is sent now.',
    advice: 'Nothing. The messages come by connections of their own.',
    rfc: 'RFC 1985 §5',
    lesson: 'retries-and-greylisting',
  },
  {
    code: 334,
    title: 'Login: your turn',
    plain: 'The server waits for the next part of the login. What it says is in base64: VXNlcm5hbWU6 is “Username:”.',
    advice: 'Answer in base64, or give up with a line that has only *.',
    rfc: 'RFC 4954 §4',
    lesson: 'auth',
  },
  {
    code: 354,
    title: 'Send the letter',
    plain: 'The envelope is complete. All that follows is the letter, until a line with only a dot.',
    advice: 'Send headers, an empty line and the text, then the dot.',
    rfc: 'RFC 5321 §4.1.1.4',
    lesson: 'first-conversation',
  },
  {
    code: 421,
    title: 'Closing the connection',
    plain: 'The server hangs up: it is too busy, shuts down, has waited too long, or has enough of this client.',
    advice: 'Come back later, with fewer connections at a time. Nothing that was not answered with 250 has been taken.',
    rfc: 'RFC 5321 §3.8',
    lesson: 'retries-and-greylisting',
  },
  {
    code: 432,
    title: 'A password transition is needed',
    plain: 'The password must be changed or set anew before this way to log in can work.',
    advice: 'Ask your provider how to set it, or log in once by another mechanism.',
    rfc: 'RFC 4954 §6',
    lesson: 'auth',
  },
  {
    code: 450,
    title: 'The mailbox cannot be reached now',
    plain: 'Busy, blocked for the moment by a rule, or greylisted. The letter was not taken, and not refused for good.',
    advice: 'Keep it in the queue and try again; a mail server does that by itself.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'retries-and-greylisting',
  },
  {
    code: 451,
    title: 'Trouble at the server, or later by rule',
    plain:
      'An error while the server worked on it, or its polite “not now”: greylisting and rate limits use this code, too.',
    advice: 'Try again later; a mail server does that by itself.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'retries-and-greylisting',
  },
  {
    code: 452,
    title: 'Not enough room',
    plain: 'The disk is full (4.3.1), the mailbox is full (4.2.2), or the envelope has too many recipients (4.5.3).',
    advice: 'Try again later. With too many recipients: send the rest in another envelope at once.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'reply-codes',
  },
  {
    code: 454,
    title: 'TLS, login or relaying: not now',
    plain:
      'Mostly, the server offers TLS or logins and cannot do it at the moment. Beside 4.7.1 Postfix says with it that relaying is denied for now.',
    advice: 'Try again later. Never go on in clear text with a password.',
    rfc: 'RFC 3207 §4',
    lesson: 'tls',
  },
  {
    code: 455,
    title: 'The parameter cannot be honoured now',
    plain: 'A word after the address in MAIL or RCPT asks for something that the server cannot do at the moment.',
    advice: 'Try again later, or send without that parameter.',
    rfc: 'RFC 5321 §4.1.1.11',
    lesson: 'reply-codes',
  },
  {
    code: 458,
    title: 'The queue cannot be run',
    plain: 'The answer to ETRN where the server cannot send what waits for that domain.',
    advice: 'Ask again later.',
    rfc: 'RFC 1985 §5',
    lesson: 'retries-and-greylisting',
  },
  {
    code: 459,
    title: 'No queue for that domain here',
    plain: 'The answer to ETRN where the server keeps no mail for that domain, or not for this client.',
    advice: 'Check the domain’s spelling, and whether this server is one of its backups.',
    rfc: 'RFC 1985 §5',
    lesson: 'retries-and-greylisting',
  },
  {
    code: 500,
    title: 'Not a command',
    plain: 'The server does not know the command, or the line was too long.',
    advice: 'Check the spelling. If it was text of a letter: the letter had not begun, or a lone dot had ended it.',
    rfc: 'RFC 5321 §4.2.4',
    lesson: 'reply-codes',
  },
  {
    code: 501,
    title: 'Bad argument',
    plain: 'The command is right, what follows it is not. Also: a login that was given up or was not base64.',
    advice: 'Check the colon, the angle brackets, the address, the base64.',
    rfc: 'RFC 5321 §4.2.4',
    lesson: 'reply-codes',
  },
  {
    code: 502,
    title: 'Known, but not offered',
    plain: 'The server recognizes the command and does not provide it.',
    advice: 'Do without it. EHLO tells what there is.',
    rfc: 'RFC 5321 §4.2.4',
    lesson: 'reply-codes',
  },
  {
    code: 503,
    title: 'Wrong order',
    plain: 'A good command at the wrong time: DATA before RCPT, MAIL before EHLO, a second MAIL.',
    advice: 'Say what was left out, or begin anew with RSET.',
    rfc: 'RFC 5321 §4.1.4',
    lesson: 'reply-codes',
  },
  {
    code: 504,
    title: 'This kind is not supported',
    plain: 'The command is known, but not with this parameter; with AUTH: not this mechanism.',
    advice: 'Choose one that the EHLO reply lists.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'auth',
  },
  {
    code: 521,
    title: 'This host never takes mail',
    plain: 'The machine speaks SMTP only to say that it accepts none.',
    advice: 'Look up the domain’s MX record and go there.',
    rfc: 'RFC 7504 §3',
    lesson: 'dns-and-mx',
  },
  {
    code: 523,
    title: 'Encryption needed',
    plain: 'The server does not do this in clear text. Rare: most say 530 or 538.',
    advice: 'Switch on TLS and try again.',
    rfc: 'IANA registry (RFC 5248)',
    lesson: 'tls',
  },
  {
    code: 524,
    title: 'This login needs TLS first',
    plain: 'The mechanism shows the password, so the server takes it only inside TLS. Rare: most say 538.',
    advice: 'STARTTLS first, then log in; or log in in a way that does not show the password.',
    rfc: 'IANA registry (RFC 5248)',
    lesson: 'auth',
  },
  {
    code: 525,
    title: 'Account disabled',
    plain: 'The login may be right, but the account has been switched off.',
    advice: 'Ask whoever runs the server.',
    rfc: 'IANA registry (RFC 5248)',
    lesson: 'auth',
  },
  {
    code: 530,
    title: 'Something must come first: TLS or a login',
    plain: 'The server does not do this for somebody it does not know, or not in clear text.',
    advice: 'STARTTLS, then AUTH, then again. In a program: switch on TLS and the login for its outgoing server.',
    rfc: 'RFC 4954 §6',
    lesson: 'auth',
  },
  {
    code: 534,
    title: 'This way to log in is too weak',
    plain: 'The server wants a stronger mechanism for this user, or first a login on its web site.',
    advice: 'Use another mechanism or an app password; read the address in the text.',
    rfc: 'RFC 4954 §6',
    lesson: 'auth',
  },
  {
    code: 535,
    title: 'Wrong user or password',
    plain: 'The login failed. A server does not tell which of the two is wrong, so that nobody can try users out.',
    advice: 'Check the form of the user name (often the whole address), an app password, and the base64.',
    rfc: 'RFC 4954 §6',
    lesson: 'auth',
  },
  {
    code: 538,
    title: 'Not without TLS',
    plain: 'This mechanism shows the password, so the server takes it only inside TLS.',
    advice: 'STARTTLS first, then log in; or log in in a way that does not show the password.',
    rfc: 'RFC 4954 §6',
    lesson: 'auth',
  },
  {
    code: 550,
    title: 'No',
    plain: 'The general refusal: no such mailbox, a rule against it, relaying denied. The enhanced code says which.',
    advice: 'Read the second code (x.y.z) and the text. Mend the cause; do not just repeat it.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'reply-codes',
  },
  {
    code: 551,
    title: 'Not here, try that address',
    plain: 'The recipient has moved, and the server does not forward but names the new address.',
    advice: 'A person decides whether to believe it and to write there.',
    rfc: 'RFC 5321 §3.4',
    lesson: 'reply-codes',
  },
  {
    code: 552,
    title: 'Too much',
    plain: 'The message is too big (5.3.4), or the mailbox is over its quota (5.2.2).',
    advice:
      'Make it smaller or send a link; with a full mailbox: wait. As an answer to many recipients treat it as 452.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'reply-codes',
  },
  {
    code: 553,
    title: 'This address is not allowed',
    plain: 'The address is written wrongly, or it is a sender that you may not use here.',
    advice: 'Correct the address, or send as the user you logged in as.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'reply-codes',
  },
  {
    code: 554,
    title: 'It failed',
    plain:
      'The broadest no. As a greeting: no service for you. Postfix says it for “relay access denied” and for listed clients.',
    advice: 'Read the second code (x.y.z) and the text: they carry the reason.',
    rfc: 'RFC 5321 §4.2.3',
    lesson: 'local-or-relay',
  },
  {
    code: 555,
    title: 'Unknown parameter',
    plain: 'A word after the address in MAIL or RCPT belongs to an extension that the server did not offer.',
    advice: 'Leave it out; the EHLO reply lists what may be used.',
    rfc: 'RFC 5321 §4.1.1.11',
    lesson: 'reply-codes',
  },
  {
    code: 556,
    title: 'The domain takes no mail',
    plain: 'The recipient’s domain says in the DNS that it never accepts mail (null MX).',
    advice: 'Stop. Look for another address of that person.',
    rfc: 'RFC 7504 §4',
    lesson: 'dns-and-mx',
  },
];

const byCode = new Map(replyCodes.map((entry) => [entry.code, entry]));

/** Undefined for a number that no RFC knows: then its first digit counts, see `replyClass`. */
export function replyCode(code: number): ReplyCode | undefined {
  return byCode.get(code);
}

import type { Because } from '#protocol/events.ts';
import type { ReasonId } from '#protocol/reasons.ts';

/**
 * Every reply text that our servers write: Postfix's wording, code, enhanced code (RFC 3463) and the reason. Where the two
 * differ the course teaches the RFC: too many hops are 5.4.6, a routing loop, and not Postfix's `5.4.0 Error: too many hops`.
 */
export interface Reply {
  code: number;
  /** Absent where RFC 2034 wants none: greeting, EHLO, 3xx. */
  enhanced?: string;
  lines: string[];
  because: Because;
  /** The server hangs up after it. */
  closes?: boolean;
  /** What comes next is no command: the letter up to its dot, or the TLS handshake. */
  opens?: 'letter' | 'tls';
}

export function isReply(value: object): value is Reply {
  return 'code' in value;
}

/** The line of the configuration that decided. */
export type ConfigurationLine = NonNullable<Because['parameter']>;

function reply(code: number, enhanced: string | undefined, text: string, reason: ReasonId, detail?: string): Reply {
  return { code, enhanced, lines: [text], because: detail ? { reason, detail } : { reason } };
}

/** The reply, with the line of the configuration that decided. */
function by(parameter: ConfigurationLine | undefined, given: Reply): Reply {
  return parameter ? { ...given, because: { ...given.because, parameter } } : given;
}

export const replies = {
  greeting: (host: string) => reply(220, undefined, `${host} ESMTP`, 'greeting'),
  hello: (host: string) => reply(250, undefined, host, 'hello-accepted'),
  extensions: (host: string, keywords: string[]): Reply => ({
    code: 250,
    lines: [host, ...keywords],
    because: { reason: 'extensions-listed' },
  }),
  senderOk: () => reply(250, '2.1.0', 'Ok', 'sender-accepted'),
  recipientOk: (because: Because): Reply => ({ code: 250, enhanced: '2.1.5', lines: ['Ok'], because }),
  refused: (code: number, enhanced: string, text: string, because: Because): Reply => ({
    code,
    enhanced,
    lines: [text],
    because,
  }),
  sendLetter: (): Reply => ({
    ...reply(354, undefined, 'End data with <CR><LF>.<CR><LF>', 'send-the-letter'),
    opens: 'letter',
  }),
  chunkTaken: (octets: number) => reply(250, '2.0.0', `Ok: ${octets} bytes`, 'chunk-taken'),
  emptyChunk: () => reply(551, '5.7.1', 'Null BDAT request', 'bad-arguments'),
  chunkDiscarded: (octets: number) =>
    reply(551, '5.0.0', `Discarded ${octets} bytes after earlier error`, 'chunk-discarded'),
  chunkTooBig: (line: ConfigurationLine) =>
    by(line, reply(552, '5.3.4', 'Chunk exceeds message size limit', 'message-too-big')),
  chunkSyntax: (): Reply => ({
    ...reply(521, '5.5.4', 'Syntax: BDAT count [LAST]', 'bad-arguments'),
    closes: true,
  }),
  chunksNotOffered: (line: ConfigurationLine): Reply => ({
    ...by(line, reply(521, '5.5.1', 'Error: command not implemented', 'command-not-offered')),
    closes: true,
  }),
  readyForTls: (): Reply => ({ ...reply(220, '2.0.0', 'Ready to start TLS', 'ready-for-tls'), opens: 'tls' }),
  tlsActive: () => reply(554, '5.5.1', 'Error: TLS already active', 'tls-active'),
  tlsFirst: (line: ConfigurationLine) =>
    by(line, reply(530, '5.7.0', 'Must issue a STARTTLS command first', 'tls-first')),
  challenge: (text: string) =>
    reply(334, undefined, Buffer.from(text, 'utf8').toString('base64'), 'authentication-goes-on'),
  authenticated: (detail: string) =>
    reply(235, '2.7.0', 'Authentication successful', 'authentication-successful', detail),
  authenticationFailed: (detail: string) =>
    reply(535, '5.7.8', 'Error: authentication failed', 'authentication-failed', detail),
  authenticationCancelled: () => reply(501, '5.7.0', 'Authentication aborted', 'authentication-cancelled'),
  undecodable: () => reply(501, '5.5.2', 'Error: cannot decode this as base64', 'authentication-undecodable'),
  authenticationLineTooLong: () => reply(500, '5.5.6', 'SASL response limit exceeded', 'line-too-long'),
  unknownMechanism: (line: ConfigurationLine) =>
    by(line, reply(504, '5.5.4', 'Error: unrecognized authentication type', 'unknown-mechanism')),
  encryptionFirst: (line: ConfigurationLine) =>
    by(line, reply(538, '5.7.11', 'Encryption required for requested authentication mechanism', 'encryption-first')),
  authenticatedAlready: () => reply(503, '5.5.1', 'Error: already authenticated', 'authenticated-already'),
  authenticationFirst: (line: ConfigurationLine, port: number) =>
    by(line, reply(530, '5.7.0', 'Authentication required', 'authentication-first', `port ${port} is for submission`)),
  transactionOpen: () => reply(503, '5.5.1', 'Error: MAIL transaction in progress', 'transaction-open'),
  afterChunks: (verb: string) => reply(503, '5.5.1', `Error: ${verb} after BDAT`, 'chunks-open'),
  unicodeUndeclared: () => reply(553, '5.6.7', 'Must declare SMTPUTF8 to send unicode address', 'unicode-undeclared'),
  bareNewline: (host: string, line: ConfigurationLine) =>
    by(line, reply(550, '5.5.2', `${host} Error: bare <LF> received`, 'bare-newline')),
  listMembers: (members: string[], parameter: ConfigurationLine): Reply => ({
    code: 250,
    enhanced: '2.1.5',
    lines: members,
    because: { reason: 'list-expanded', parameter },
  }),
  notExpanded: (name: string) => reply(550, '5.1.1', `<${name}>: User unknown`, 'list-unknown'),
  queueRunStarted: (domain: string, line: ConfigurationLine) =>
    by(line, reply(250, undefined, 'Queuing started', 'queue-run-started', domain)),
  queueRunRefused: (domain: string, line: ConfigurationLine) =>
    by(line, reply(459, undefined, `<${domain}>: service unavailable`, 'queue-run-refused')),
  queueRunSyntax: () => reply(500, undefined, 'Syntax: ETRN domain', 'bad-arguments'),
  queueRunDomain: () => reply(501, undefined, 'Error: invalid parameter syntax', 'bad-arguments'),
  /** The same words without the enhanced code. */
  plainly: ({ enhanced: _, ...given }: Reply): Reply => given,
  tooManyConnections: (host: string, client: string, parameter: Because['parameter']): Reply => ({
    code: 421,
    enhanced: '4.7.0',
    lines: [`${host} Error: too many connections from ${client}`],
    because: { reason: 'too-many-connections', parameter },
    closes: true,
  }),
  tooMuch: (what: string, client: string, parameter: Because['parameter']): Reply => ({
    code: 450,
    enhanced: '4.7.1',
    lines: [`Error: too ${what} from ${client}`],
    because: { reason: 'rate-limited', parameter },
  }),
  notAvailable: (host: string): Reply => ({
    ...reply(421, '4.3.2', `${host} Service not available, closing transmission channel`, 'not-available'),
    closes: true,
  }),
  takesNoMail: (host: string, line: ConfigurationLine): Reply => ({
    ...by(line, reply(521, undefined, `${host} does not accept mail`, 'takes-no-mail')),
    closes: true,
  }),
  noRoom: () => reply(452, '4.3.1', 'Insufficient system storage', 'no-room'),
  /** @param octets of a letter that came with BDAT */
  queued: (queueId: string, octets?: number) =>
    reply(
      250,
      '2.0.0',
      `Ok: ${octets === undefined ? '' : `${octets} bytes `}queued as ${queueId}`,
      'responsibility-taken',
    ),
  ok: (reason: ReasonId) => reply(250, '2.0.0', 'Ok', reason),
  bye: () => reply(221, '2.0.0', 'Bye', 'goodbye'),
  help: (verbs: string) => reply(214, '2.0.0', `Commands: ${verbs}`, 'help'),
  mayExist: (argument: string) => reply(252, '2.0.0', argument, 'will-not-say'),
  unknownCommand: () => reply(500, '5.5.2', 'Error: command not recognized', 'unknown-command'),
  noCommand: () => reply(500, '5.5.2', 'Error: bad syntax', 'unknown-command'),
  malformedUnicode: () => reply(500, '5.5.2', 'Error: bad UTF-8 syntax', 'bad-arguments'),
  lineTooLong: () => reply(500, '5.5.2', 'Error: line too long', 'line-too-long'),
  notAuthorized: () => reply(550, '5.7.0', 'Error: insufficient authorization', 'command-not-offered'),
  notImplemented: (line: ConfigurationLine) =>
    by(line, reply(502, '5.5.1', 'Error: command not implemented', 'command-not-offered')),
  authenticationOff: (line: ConfigurationLine) =>
    by(line, reply(503, '5.5.1', 'Error: authentication not enabled', 'command-not-offered')),
  helloSyntax: (verb: string) => reply(501, undefined, `Syntax: ${verb} hostname`, 'bad-arguments'),
  syntax: (syntax: string) => reply(501, '5.5.4', `Syntax: ${syntax}`, 'bad-arguments'),
  badParameter: (text: string) => reply(501, '5.5.4', text, 'bad-arguments'),
  noReports: () => reply(501, '5.7.1', 'DSN support is disabled', 'command-not-offered'),
  unknownParameter: (name: string) => reply(555, '5.5.4', `Unsupported option: ${name}`, 'unknown-parameter'),
  badSender: () => reply(501, '5.1.7', 'Bad sender address syntax', 'bad-sender-address'),
  badRecipient: () => reply(501, '5.1.3', 'Bad recipient address syntax', 'bad-recipient-address'),
  helloFirst: () => reply(503, '5.5.1', 'Error: send HELO/EHLO first', 'hello-first'),
  senderFirst: () => reply(503, '5.5.1', 'Error: need MAIL command', 'sender-first'),
  senderTwice: () => reply(503, '5.5.1', 'Error: nested MAIL command', 'sender-twice'),
  recipientFirst: () => reply(503, '5.5.1', 'Error: need RCPT command', 'recipient-first'),
  noValidRecipients: () => reply(554, '5.5.1', 'Error: no valid recipients', 'no-valid-recipients'),
  tooManyRecipients: (line: ConfigurationLine) =>
    by(line, reply(452, '4.5.3', 'Error: too many recipients', 'too-many-recipients')),
  declaredTooBig: (line: ConfigurationLine) =>
    by(line, reply(552, '5.3.4', 'Message size exceeds fixed limit', 'message-too-big')),
  tooBig: (line: ConfigurationLine) => by(line, reply(552, '5.3.4', 'Error: message file too big', 'message-too-big')),
  tooManyHops: (hops: number, line: ConfigurationLine) =>
    by(line, reply(554, '5.4.6', 'Too many hops', 'too-many-hops', `${hops} Received lines`)),
  storageProblem: () => reply(451, '4.3.0', 'Error: queue file write error', 'storage-problem'),
  tooManyErrors: (host: string, line: ConfigurationLine): Reply => ({
    ...by(line, reply(421, '4.7.0', `${host} Error: too many errors`, 'too-many-errors')),
    closes: true,
  }),
  idleTooLong: (host: string, line: ConfigurationLine): Reply => ({
    ...by(line, reply(421, '4.4.2', `${host} Error: timeout exceeded`, 'idle-too-long')),
    closes: true,
  }),
  talkedTooSoon: (): Reply => ({
    ...reply(554, '5.5.0', 'Error: SMTP protocol synchronization', 'talked-too-soon'),
    closes: true,
  }),
  tlsInTheClear: () => reply(500, '5.5.2', 'Error: command not recognized', 'tls-in-the-clear'),
  tlsTooSoon: (): Reply => ({
    ...reply(554, '5.5.0', 'Error: SMTP protocol synchronization', 'tls-in-the-clear'),
    closes: true,
  }),
  notHttp: (): Reply => ({
    ...reply(221, '2.7.0', 'Error: I can break rules, too. Goodbye.', 'web-client'),
    closes: true,
  }),
  shuttingDown: (host: string): Reply => ({
    ...reply(421, '4.3.2', `${host} Service shutting down`, 'shutting-down'),
    closes: true,
  }),
} as const;

/** The octets of a reply on the wire, without the last CR LF: as mailq and bounces quote it. */
export function replyText({ code, enhanced, lines }: Pick<Reply, 'code' | 'enhanced' | 'lines'>): string {
  return lines
    .map((line, index) => {
      const separator = index < lines.length - 1 ? '-' : ' ';
      return `${code}${separator}${enhanced ? `${enhanced} ` : ''}${line}`;
    })
    .join('\n');
}

/** Whether trying again makes sense. */
export type Standing = 'permanent' | 'temporary' | 'done' | 'unknown';

/** What a bounce, a log line or a reply says about one recipient. All strings are somebody else's text: show, never obey. */
export interface Finding {
  recipient?: string;
  /** The server whose decision it was: its words are quoted. */
  saidBy?: string;
  /** The server that was called and did not answer. */
  notReached?: string;
  /** The server that tells us: it wrote the notice or the log. */
  reportedBy?: string;
  /** Reply code, as 550. */
  code?: number;
  /** Enhanced status code, as 5.1.1. */
  status?: string;
  standing: Standing;
  /** The reply, or the server's own sentence, on one line. */
  words: string;
  /** The command that was answered, as `RCPT TO`. */
  inReplyTo?: string;
}

/** What readers say of a finding; code, status and standing are read from the words where they do not say them. */
export type Told = Omit<Finding, 'standing'> & { standing?: Standing };

/** Longer than any reply: what comes behind it is not read. Patterns take their time on text without an end. */
const wordsMaxLength = 2_000;

/** A reply code after a beginning, a space or a mark, with its enhanced code; also as Python's smtplib has it:
 *  `(554, b'5.7.1 …')`. IP addresses and years do not fit. */
const replyPattern =
  /(?:^|[\s:;,{#'"“(=<>])([245]\d\d)(?:(?:[-\s:]+#?|, ?b?['"])([245]\.\d{1,3}\.\d{1,3})(?![\d.])|(?=[-\s:'"”)]|, ?b?['"]|$))/g;
const statusPattern = /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])/;

/** The codes in a server's words: of several replies the first refusal counts. */
export function codesIn(words: string): { code?: number; status?: string } {
  const replies = [...words.matchAll(replyPattern)];
  const chosen = replies.find(([, code = '']) => /^[45]/.test(code)) ?? replies[0];
  const status = chosen?.[2] ?? statusPattern.exec(words)?.[1];
  return { ...(chosen?.[1] ? { code: Number(chosen[1]) } : {}), ...(status ? { status } : {}) };
}

/** What was told, with what its words say themselves: codes, a recipient, whether it is final. Codes in the words win over
 *  those that were told beside them. */
export function finding(told: Told): Finding {
  const words = tidied(told.words.slice(0, wordsMaxLength));
  const { code = told.code, status = told.status } = codesIn(words);
  const recipient = told.recipient ?? recipientIn(words);
  return {
    ...told,
    ...(recipient ? { recipient } : {}),
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
    standing: told.standing ?? standingOf(code, status),
    words,
  };
}

function standingOf(code: number | undefined, status: string | undefined): Standing {
  const digit = code === undefined ? status?.[0] : String(code)[0];
  if (digit === '5') return 'permanent';
  if (digit === '4') return 'temporary';
  return digit === '2' ? 'done' : 'unknown';
}

/** On one line; the codes that a server repeats on each line of a long reply stand there once. */
function tidied(words: string): string {
  const lines = words.split(/\r?\n/).map((line) => line.trim());
  const [, repeated] = /^([245]\d\d)-/.exec(lines[0] ?? '') ?? [];
  if (!repeated) return lines.join(' ').trim();
  const prefix = new RegExp(`^${repeated}[- ](?:[245]\\.\\d{1,3}\\.\\d{1,3} )?`);
  const [first = '', ...rest] = lines;
  return [first.replace('-', ' '), ...rest.map((line) => line.replace(prefix, ''))].join(' ').trim();
}

/** Replies about a recipient quote it. */
function recipientIn(words: string): string | undefined {
  return recipientQuotes.flatMap((pattern) => pattern.exec(words)?.[1] ?? [])[0];
}

/** A mail address as it stands in logs and notices; nothing is validated. */
export const addressPattern = String.raw`[^\s<>()[\]",;:@']{1,128}@[\w.-]{1,255}\w`;

const recipientQuotes = [
  new RegExp(`<(${addressPattern})>(?!: Sender)`),
  new RegExp(String.raw`(?:recipient|mailbox|user|account) \(?(${addressPattern})`, 'i'),
  new RegExp(String.raw`\[(${addressPattern}) \d{4}-`),
];

/** Of a notice: its own text is shorter. */
const speakersMaxLength = 5_000;

/** The server that spoke, where the words name it in one of the ways of the usual programs. */
export function speakerIn(text: string): Pick<Finding, 'saidBy' | 'notReached' | 'inReplyTo'> {
  const beginning = text.slice(0, speakersMaxLength);
  const saidBy = first(beginning, speakers);
  const notReached = saidBy ? undefined : first(beginning, unreached);
  const inReplyTo = /(?:in reply to|after|>>>)\s+(?:end of )?(MAIL FROM|RCPT TO|DATA|EHLO|HELO|STARTTLS|AUTH)/i.exec(
    text,
  );
  return {
    ...(saidBy ? { saidBy } : {}),
    ...(notReached ? { notReached } : {}),
    ...(inReplyTo?.[1] ? { inReplyTo: inReplyTo[1].toUpperCase() } : {}),
  };
}

function first(text: string, patterns: readonly RegExp[]): string | undefined {
  for (const pattern of patterns) {
    const name = pattern.exec(text)?.[1]?.replace(/\.$/, '');
    if (name) return name;
  }
  return undefined;
}

const host = String.raw`([\w-]+(?:\.[\w-]+)+|\[?[\d.]+\]?)`;

const speakers = [
  new RegExp(String.raw`\bhost ${host}\.?(?: ?\[[^\]]*\])?(?::\d+)?,? (?:said|refused to talk)`, 'i'),
  new RegExp(String.raw`\bH(?:ost)?[= ]${host} \[[^\]]*\][\s\S]{0,80}?SMTP error from remote`, 'i'),
  new RegExp(String.raw`SMTP error from remote (?:mail )?server[\s\S]{0,200}?\bhost ${host}`, 'i'),
  new RegExp(String.raw`\bhost ${host} \[[^\]]*\]\s+SMTP error`, 'i'),
  new RegExp(`while talking to ${host}`, 'i'),
  new RegExp(String.raw`rejected by the server for the recipient domain \S+ by ${host}`, 'i'),
  new RegExp(String.raw`\bby ${host}\. \[[^\]]*\]`, 'i'),
  new RegExp(`Remote Server at ${host}`, 'i'),
  new RegExp(`Message rejected by: ${host}`, 'i'),
  new RegExp(`<${host} #[245]`, 'i'),
  new RegExp(`^${host} rejected your message`, 'im'),
  new RegExp(String.raw`\{FQDN=${host}\}`, 'i'),
  new RegExp(`(?:Remote server|Remote MTA):? (?:dns; ?)?${host}`, 'i'),
  new RegExp(`^${host} does not like recipient`, 'im'),
  new RegExp(`Connected to ${host} but`, 'i'),
];

const unreached = [
  new RegExp(`connect(?:ion)? to ${host}`, 'i'),
  new RegExp(String.raw`\bH=${host} \[[^\]]*\][^:]*: (?:Connection|Remote host closed|SMTP timeout)`, 'i'),
  new RegExp(String.raw`\bhost ${host} \[[^\]]*\]:? (?:Connection|Remote host closed|SMTP timeout)`, 'i'),
  new RegExp(`lost connection with ${host}`, 'i'),
  new RegExp(`(?:timed out with|refused by|reset by) ${host}`, 'i'),
];

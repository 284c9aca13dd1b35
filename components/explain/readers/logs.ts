import { addressPattern, type Finding, finding, type Standing, speakerIn } from '../finding.ts';

/** Postfix and syslog cut their lines far earlier. */
const lineMaxLength = 4_000;

/** One line of a mail server's log; undefined when it says nothing about a recipient. */
export function logFinding(line: string): Finding | undefined {
  if (line.length > lineMaxLength) return undefined;
  return (
    postfixDelivery(line) ??
    postfixRefusal(line) ??
    eximDelivery(line) ??
    eximRefusal(line) ??
    sendmail(line) ??
    qmail(line) ??
    exchange(line)
  );
}

const postfixStanding: Record<string, Standing> = {
  sent: 'done',
  delivered: 'done',
  deferred: 'temporary',
  bounced: 'permanent',
  expired: 'permanent',
  undeliverable: 'permanent',
  SOFTBOUNCE: 'temporary',
};

/** `Nov 25 09:12:01 mail postfix/smtp[7]: 4Zc1: to=<ann@globex.example>, relay=…, dsn=5.1.1, status=bounced (…)` */
function postfixDelivery(line: string): Finding | undefined {
  const [, recipient, relay, dsn, status, words] =
    /\bto=<([^>]*)>,.*?\brelay=([^,\s]+),.*?\bdsn=([245]\.\d+\.\d+), status=(\w+) \((.*)\)\s*$/.exec(line) ?? [];
  if (!recipient || words === undefined || status === undefined) return undefined;
  const speaker = speakerIn(words);
  const accepted = status === 'sent' && relay && relay !== 'none' ? { saidBy: relay.replace(/\[.*/, '') } : {};
  return finding({
    recipient,
    ...accepted,
    ...speaker,
    ...logHost(line),
    ...(dsn ? { status: dsn } : {}),
    standing: postfixStanding[status] ?? 'unknown',
    words: replyOnly(words),
  });
}

/** What stands around a quoted reply has been read already: `host mx[…] said: 550 … (in reply to RCPT TO command)`. */
export function replyOnly(words: string): string {
  return words.replace(/^host \S+ (?:said|refused to talk to me): /, '').replace(/ \(in reply to [^)]*\)$/, '');
}

/** `NOQUEUE: reject: RCPT from unknown[203.0.113.9]: 554 5.7.1 <x>: Relay access denied; from=<a> to=<b> proto=ESMTP` */
function postfixRefusal(line: string): Finding | undefined {
  const [, command, words, rest] =
    /\breject: (\w+)(?:-COMMAND)? from \S+: ([45]\d\d .*?)(?:; (from=<.*))?$/.exec(line) ?? [];
  if (!words) return undefined;
  const recipient = /\bto=<([^>]*)>/.exec(rest ?? '')?.[1];
  const own = logHost(line).reportedBy;
  return finding({
    ...(recipient ? { recipient } : {}),
    ...(own ? { saidBy: own, reportedBy: own } : {}),
    ...(command ? { inReplyTo: commandName(command) } : {}),
    words,
  });
}

function commandName(verb: string): string {
  return { RCPT: 'RCPT TO', MAIL: 'MAIL FROM', 'END-OF-MESSAGE': 'DATA' }[verb] ?? verb;
}

/** The host of a syslog line, after a date of either form. */
function logHost(line: string): { reportedBy?: string } {
  const [, name] =
    /^(?:\w{3} +\d+ [\d:]+|\d{4}-\d\d-\d\dT\S+) ([\w.-]+) (?:postfix|sendmail|sm-mta|exim|opensmtpd|qmail)\b/.exec(
      line,
    ) ?? [];
  return name ? { reportedBy: name } : {};
}

const eximStanding: Record<string, Standing> = { '**': 'permanent', '==': 'temporary', '=>': 'done', '->': 'done' };

/** `2026-11-25 09:12:01 1tF2aB-0001 ** ann@globex.example R=dnslookup T=remote_smtp H=mx.globex.example [203.0.113.5]: …` */
function eximDelivery(line: string): Finding | undefined {
  const [, mark = '', recipient, rest = ''] =
    new RegExp(
      String.raw`^(?:[\d-]+ [\d:.]+ (?:[+-]\d{4} )?)?(?:\[\d+\] )?[\w-]{10,30} (\*\*|==|=>|->) (?:[^<\s]+ <)?(${addressPattern})>?(.*)$`,
    ).exec(line) ?? [];
  if (!recipient) return undefined;
  const accepted = /\bH=([\w.-]+)/.exec(rest)?.[1];
  const isDone = eximStanding[mark] === 'done';
  const words = isDone ? (/\bC="([^"]*)"/.exec(rest)?.[1] ?? 'delivered') : eximWords(rest);
  return finding({
    recipient,
    ...(isDone && accepted ? { saidBy: accepted } : {}),
    ...(isDone ? {} : speakerIn(rest)),
    standing: eximStanding[mark] ?? 'unknown',
    words,
  });
}

/** After routers, transports and hosts (`R=… T=… H=… X=…`) come the words. */
function eximWords(rest: string): string {
  const reply = /(?:after [^:]*(?::<[^>]*>)?(?: SIZE=\d+)?|end of data): (\d{3}[ -].*)$/.exec(rest)?.[1];
  if (reply) return reply;
  return rest
    .replace(/^[: ]+/, '')
    .replace(/\b[RTHXFPA]=\S+(?: \[[^\]]*\](?::\d+)?)?(?: CV=\w+)?(?: DN="[^"]*")?/g, '')
    .replace(/\bdefer \(-?\d+\)/, '')
    .replace(/^[: ]+/, '');
}

/** `H=(bot.example) [203.0.113.9] F=<kim@acme.example> rejected RCPT <x@elsewhere.example>: relay not permitted` */
function eximRefusal(line: string): Finding | undefined {
  const [, lasting, command, recipient, words] =
    /\bH=.*\b(temporarily )?rejected (\w+)(?: after DATA)?(?: <([^>]*)>)?(?: \([^)]*\))?: (.*)$/.exec(line) ?? [];
  if (!words) return undefined;
  return finding({
    ...(recipient ? { recipient } : {}),
    ...(command ? { inReplyTo: commandName(command) } : {}),
    ...logHost(line),
    standing: lasting ? 'temporary' : 'permanent',
    words,
  });
}

/** `sendmail[7]: 5AP9: to=<ann@globex.example>, delay=00:00:02, mailer=esmtp, relay=mx…, dsn=5.1.1, stat=User unknown` */
function sendmail(line: string): Finding | undefined {
  const [, recipient, relay, dsn = '', words] =
    /\bto=<?([^>,\s]+@[^>,\s]+)>?,.*?(?:\brelay=([\w.-]+)[^,]*, )?\bdsn=([245]\.\d+\.\d+), (?:reply=.*?, )?stat=(.*)$/.exec(
      line,
    ) ?? [];
  if (!recipient || !words) return undefined;
  const name = relay?.replace(/\.$/, '');
  const isUnreached = /connection (refused|timed out|reset)|no route/i.test(words);
  return finding({
    recipient,
    ...(name ? { [isUnreached ? 'notReached' : 'saidBy']: name } : {}),
    ...logHost(line),
    status: dsn,
    standing: dsn.startsWith('2') ? 'done' : dsn.startsWith('4') ? 'temporary' : 'permanent',
    words,
  });
}

/** `delivery 5: failure: 203.0.113.5_does_not_like_recipient./Remote_host_said:_550_…/` */
function qmail(line: string): Finding | undefined {
  const [, outcome, underscored] = /\bdelivery \d+: (failure|deferral|success): (\S+)/.exec(line) ?? [];
  if (!outcome || !underscored) return undefined;
  const words = underscored.replaceAll('_', ' ').replaceAll('/', ' ').trim();
  const standings = { failure: 'permanent', deferral: 'temporary', success: 'done' } as const;
  return finding({
    ...speakerIn(words),
    standing: standings[outcome as keyof typeof standings], // the pattern has no other words
    words: words.replace(/^.*Remote host said: /, '').replace(/ Giving up on \S+$/, ''),
  });
}

const exchangeStanding: Record<string, Standing> = {
  FAIL: 'permanent',
  DEFER: 'temporary',
  SEND: 'done',
  DELIVER: 'done',
};

/** A line of Exchange's message tracking: `time,client,host,address,host,…,SMTP,FAIL,…,recipient,words,…` */
function exchange(line: string): Finding | undefined {
  const fields = [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, bare = '']) =>
    (quoted ?? bare).replaceAll('""', '"'),
  );
  const [at = '', , own, , other, , , , event = ''] = fields;
  const [recipient, words] = fields.slice(12);
  const standing = exchangeStanding[event];
  if (!/^\d{4}-\d\d-\d\dT/.test(at) || !standing || !recipient || words === undefined) return undefined;
  return finding({
    recipient,
    ...(other ? { saidBy: other } : {}),
    ...(own ? { reportedBy: own } : {}),
    standing,
    words,
  });
}

import MimeNode from 'nodemailer/lib/mime-node';
import type { FactOf } from '#protocol/events.ts';
import { headerSection } from '#protocol/header-section.ts';
import { lineMaxOctets, mailDate } from './cleanup.ts';

/** What a recipient's line in a notice says. */
export interface ReportedRecipient {
  recipient: string;
  /** RFC 3463. */
  status: string;
  diagnostic: string;
  nextHop?: string | undefined;
  /** As the sender named it (ORCPT). */
  orcpt?: string | undefined;
}

export type Action = NonNullable<FactOf<'message.accepted'>['notice']>['action'];

export interface Notice {
  /** The server that writes it. */
  host: string;
  /** Queue id of the notice itself, and of the message that it speaks of. */
  queueId: string;
  about: string;
  action: Action;
  /** Where it goes: the reverse-path of the message. Never empty. */
  to: string;
  recipients: ReportedRecipient[];
  /** The message, octets in latin1; all of it comes back with RET=FULL, otherwise its header. */
  raw: string;
  ret: 'FULL' | 'HDRS';
  envid?: string | undefined;
  /** Sandbox ms of its acceptance, of now, and for a delay of the moment at which it is given up. */
  arrivedAt: number;
  at: number;
  retryUntil?: number;
}

const subjects: Record<Action, string> = {
  failed: 'Undelivered Mail Returned to Sender',
  delayed: 'Delayed Mail (still being retried)',
  delivered: 'Successful Mail Delivery Report',
  relayed: 'Successful Mail Delivery Report',
  expanded: 'Successful Mail Delivery Report',
};

const openings: Record<Action, string> = {
  failed: `Your message could not be delivered to one or more recipients.
What the other server said, or why it could not be reached, is below.`,
  delayed: `Your message could not be delivered yet. It is still being tried:
YOU DO NOT NEED TO SEND IT AGAIN. What stands in the way is below.`,
  delivered: 'Your message was successfully delivered to the destination(s) below, as you asked to be told.',
  relayed: `Your message was passed on to the server(s) below, as you asked to be told.
They do not send such reports: you will hear no more from there.`,
  expanded: 'Your message was passed on to the members of the list below, as you asked to be told.',
};

/**
 * A delivery status notification (RFC 3464 in the multipart/report of RFC 6522): for a person, for a machine, and the
 * message itself or its header. Its own envelope sender is empty, so that nobody answers it (RFC 5321 §4.5.5).
 *
 * @returns the octets in latin1, CR LF line ends
 */
export async function statusNotice(notice: Notice): Promise<string> {
  const { host, queueId, to, at, action } = notice;
  // The boundary must be the same in every run of the same log.
  const root = new MimeNode('multipart/report; report-type=delivery-status', {
    hostname: host,
    baseBoundary: `${queueId}.${at}/${host}`,
    newline: 'win',
  });
  root.setHeader({
    Date: mailDate(at),
    From: `Mail Delivery System <MAILER-DAEMON@${host}>`,
    Subject: subjects[action],
    To: to,
    'Auto-Submitted': 'auto-replied',
    'Message-Id': `<${queueId}.${at}@${host}>`,
  });
  // Addresses beyond ASCII need the types of RFC 6533.
  const global = [to, ...notice.recipients.map(({ recipient }) => recipient)].some((text) => /[^\x20-\x7e]/.test(text));
  const describe = { 'Content-Description': 'Notification' };
  root
    .createChild(`text/plain; charset=${global ? 'utf-8' : 'us-ascii'}`)
    .setHeader(describe)
    .setContent(forPeople(notice));
  root
    .createChild(global ? 'message/global-delivery-status' : 'message/delivery-status')
    .setHeader({ 'Content-Description': 'Delivery report' })
    .setContent(forMachines(notice));
  addOriginal(root, notice);
  return (await root.build()).toString('latin1');
}

function addOriginal(root: MimeNode, { raw, ret, action }: Notice): void {
  const whole = ret === 'FULL' && action === 'failed';
  const description = action === 'failed' ? 'Undelivered Message' : 'Message';
  const type = whole ? 'message/rfc822' : 'text/rfc822-headers';
  const returned = whole ? raw : headerSection(raw);
  const about = { 'Content-Description': whole ? description : `${description} Headers` };
  const part = root.createChild(type).setHeader(about);
  if (whole || !isPlain(returned)) part.setContent(Buffer.from(returned, 'latin1'));
  else {
    // The library encodes text with lines of more than 76 characters; here the reader wants the stamps as they were.
    const fields = { 'Content-Type': type, ...about, 'Content-Transfer-Encoding': '7bit' };
    const head = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
    part.setRaw(`${head.join('')}\r\n${returned}`);
  }
}

/** Seven bits, in lines that SMTP carries. */
function isPlain(text: string): boolean {
  return !/[^\t\r\n\x20-\x7e]/.test(text) && text.split('\r\n').every(({ length }) => length <= lineMaxOctets);
}

function forPeople({ host, recipients, action }: Notice): string {
  const reasons = recipients.map(({ recipient, diagnostic }) => folded(`<${recipient}>: ${diagnostic}`)).join('\n\n');
  return `This is the mail system at host ${host}.

${openings[action]}

${reasons}
`;
}

/** At most 74 characters a line, so that the text needs no encoding and stays readable in the raw source. */
function folded(text: string): string {
  return text.replace(/(.{1,70})(?: |$)/g, '$1\n    ').trimEnd();
}

/** One group of fields for the message, one for each recipient (RFC 3464 §2). */
function forMachines({ host, about, envid, recipients, arrivedAt, action, retryUntil }: Notice): string {
  const message = [
    ...(envid === undefined ? [] : [`Original-Envelope-Id: ${envid}`]),
    `Reporting-MTA: dns; ${host}`,
    `X-Queue-ID: ${about}`,
    `Arrival-Date: ${mailDate(arrivedAt)}`,
  ];
  const groups = recipients.map(({ recipient, status, diagnostic, nextHop, orcpt }) => [
    ...(orcpt === undefined ? [] : [`Original-Recipient: ${orcpt.replace(';', '; ')}`]),
    `Final-Recipient: ${/[^\x20-\x7e]/.test(recipient) ? 'utf-8' : 'rfc822'}; ${recipient}`,
    `Action: ${action}`,
    `Status: ${status}`,
    ...(nextHop ? [`Remote-MTA: dns; ${nextHop}`] : []),
    `Diagnostic-Code: ${diagnosticCode(diagnostic)}`,
    ...(retryUntil === undefined ? [] : [`Will-Retry-Until: ${mailDate(retryUntil)}`]),
  ]);
  return `${[message, ...groups].map((fields) => fields.join('\n')).join('\n\n')}\n`;
}

/** What another server said belongs to SMTP; what we found out ourselves does not. */
function diagnosticCode(diagnostic: string): string {
  const isReply = / said: /.test(diagnostic);
  return `${isReply ? 'smtp' : 'X-Relay-Lab'}; ${diagnostic.replace(/^.* said: | \(in reply to .*\)$/g, '')}`;
}

import MimeNode from 'nodemailer/lib/mime-node';
import { mailDate } from './cleanup.ts';

export interface FailedRecipient {
  recipient: string;
  /** RFC 3463. */
  status: string;
  diagnostic: string;
  nextHop?: string;
}

export interface BounceNotice {
  /** The server that gives up, and writes the notice. */
  host: string;
  /** Queue id of the notice itself, and of the message that failed. */
  queueId: string;
  failedQueueId: string;
  /** Where the notice goes: the reverse-path of the message. Never empty. */
  to: string;
  failed: FailedRecipient[];
  /** The message that could not be delivered, octets in latin1. */
  raw: string;
  /** Sandbox ms of its acceptance, and of now. */
  arrivedAt: number;
  at: number;
}

/**
 * A delivery status notification (RFC 3464 in the multipart/report of RFC 6522): for a person, for a machine, and the
 * header of the message itself. Its own envelope sender is empty, so that nobody answers it (RFC 5321 §4.5.5).
 *
 * @returns the octets in latin1, CR LF line ends
 */
export async function bounceMessage(notice: BounceNotice): Promise<string> {
  const { host, queueId, to, at } = notice;
  // The boundary must be the same in every run of the same log.
  const root = new MimeNode('multipart/report; report-type=delivery-status', {
    hostname: host,
    baseBoundary: `${queueId}.${at}/${host}`,
    newline: 'win',
  });
  root.setHeader({
    Date: mailDate(at),
    From: `Mail Delivery System <MAILER-DAEMON@${host}>`,
    Subject: 'Undelivered Mail Returned to Sender',
    To: to,
    'Auto-Submitted': 'auto-replied',
    'Message-Id': `<${queueId}.${at}@${host}>`,
  });
  const describe = { 'Content-Description': 'Notification' };
  root.createChild('text/plain; charset=us-ascii').setHeader(describe).setContent(forPeople(notice));
  root
    .createChild('message/delivery-status')
    .setHeader({ 'Content-Description': 'Delivery report' })
    .setContent(forMachines(notice));
  root
    .createChild('text/rfc822-headers')
    .setHeader({ 'Content-Description': 'Undelivered Message Headers' })
    .setContent(headerOf(notice.raw));
  return (await root.build()).toString('latin1');
}

function forPeople({ host, failed }: BounceNotice): string {
  const reasons = failed.map(({ recipient, diagnostic }) => folded(`<${recipient}>: ${diagnostic}`)).join('\n\n');
  return `This is the mail system at host ${host}.

Your message could not be delivered to one or more recipients.
What the other server said, or why it could not be reached, is below.

${reasons}
`;
}

/** At most 74 characters a line, so that the text needs no encoding and stays readable in the raw source. */
function folded(text: string): string {
  return text.replace(/(.{1,70})(?: |$)/g, '$1\n    ').trimEnd();
}

/** One group of fields for the message, one for each recipient (RFC 3464 §2). */
function forMachines({ host, failedQueueId, failed, arrivedAt }: BounceNotice): string {
  const message = [
    `Reporting-MTA: dns; ${host}`,
    `X-Queue-ID: ${failedQueueId}`,
    `Arrival-Date: ${mailDate(arrivedAt)}`,
  ];
  const recipients = failed.map(({ recipient, status, diagnostic, nextHop }) => [
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    `Status: ${status}`,
    ...(nextHop ? [`Remote-MTA: dns; ${nextHop}`] : []),
    `Diagnostic-Code: ${/ said: /.test(diagnostic) ? 'smtp' : 'X-Relay-Lab'}; ${diagnostic.replace(/^.* said: | \(in reply to .*\)$/g, '')}`,
  ]);
  return `${[message, ...recipients].map((fields) => fields.join('\n')).join('\n\n')}\n`;
}

function headerOf(raw: string): string {
  return `${raw.split(/\r?\n\r?\n/, 1)[0] ?? ''}\r\n`;
}

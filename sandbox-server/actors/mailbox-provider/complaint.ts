import MimeNode from 'nodemailer/lib/mime-node';
import { mailDate } from '../../mta/cleanup.ts';

/** Somebody pressed "spam". */
export interface Complaint {
  /** The provider's mail server, and its domain. */
  host: string;
  domain: string;
  queueId: string;
  /** Where the sender wants to hear of it. */
  to: string;
  recipient: string;
  reversePath: string;
  /** IPv4 address that handed the letter in. */
  client: string;
  /** Domain of a valid signature, when there is one. */
  signedBy?: string | undefined;
  /** The letter, octets in latin1. */
  raw: string;
  /** Sandbox ms of its arrival, and of now. */
  arrivedAt: number;
  at: number;
}

/**
 * The report to a feedback loop (RFC 5965): a text, what a machine needs, and the letter itself.
 *
 * @returns the octets in latin1, CR LF line ends
 */
export async function abuseReport(complaint: Complaint): Promise<string> {
  const { host, domain, queueId, to, at, raw } = complaint;
  // The boundary must be the same in every run of the same log.
  const root = new MimeNode('multipart/report; report-type=feedback-report', {
    hostname: host,
    baseBoundary: `${queueId}.${at}/${host}`,
    newline: 'win',
  });
  root.setHeader({
    Date: mailDate(at),
    From: `Feedback loop of ${domain} <feedback@${domain}>`,
    Subject: `Complaint about a message of ${mailDate(complaint.arrivedAt)}`,
    To: to,
    'Auto-Submitted': 'auto-generated',
    'Message-Id': `<${queueId}.${at}@${host}>`,
  });
  root.createChild('text/plain; charset=us-ascii').setContent(forPeople(complaint));
  root.createChild('message/feedback-report').setContent(forMachines(complaint));
  root.createChild('message/rfc822').setContent(Buffer.from(raw, 'latin1'));
  return (await root.build()).toString('latin1');
}

function forPeople({ domain, client, arrivedAt }: Complaint): string {
  return `This is a report about a message that came from ${client} on
${mailDate(arrivedAt)}.
Its recipient at ${domain} pressed "spam". Do not write to that person again.
`;
}

/** RFC 5965 §3. Many providers leave the recipient out; then only a mark in the letter itself tells who it was. */
function forMachines({ host, domain, reversePath, recipient, client, signedBy, arrivedAt }: Complaint): string {
  const fields = [
    'Feedback-Type: abuse',
    `User-Agent: FeedbackLoop/1.0 (${domain})`,
    'Version: 1',
    `Original-Mail-From: <${reversePath}>`,
    `Original-Rcpt-To: <${recipient}>`,
    `Arrival-Date: ${mailDate(arrivedAt)}`,
    `Reporting-MTA: dns; ${host}`,
    `Source-IP: ${client}`,
    ...(signedBy === undefined ? [] : [`Reported-Domain: ${signedBy}`]),
  ];
  return `${fields.join('\n')}\n`;
}

import type { LessonSlug } from '../tracks.ts';

/** What providers, standards and programs have today and may have otherwise tomorrow. Here and nowhere else: the prose shows one
 *  with its date by `<AsOf id="…" />`. Who checks one again changes its `checked`. */

interface DatedFact {
  /** The anchor, and the name by which lessons show it. */
  id: string;
  subject: Subject;
  /** What the value is of. */
  name: string;
  /** A few words that fit into a sentence. */
  value: string;
  /** What to know about it. */
  plain: string;
  /** Where it was read. */
  source: string;
  /** The month, as 2026-11. */
  checked: `${number}-${number}`;
  lesson: LessonSlug;
  /** What else people type who look for it. */
  also?: readonly string[];
}

export const subjects = {
  bulk: 'Who sends to many',
  limits: 'How much an account may send',
  logins: 'Logging in',
  network: 'Networks',
  reading: 'Who opens a letter',
  standards: 'Standards',
  postfix: 'Postfix, out of the box',
} as const;

type Subject = keyof typeof subjects;

export const datedFacts: readonly DatedFact[] = [
  {
    id: 'gmail-bulk-threshold',
    subject: 'bulk',
    name: 'Gmail: who sends in bulk',
    value: 'about 5,000 letters a day to personal accounts',
    plain:
      'All letters from one organisational domain within 24 hours are added up. Who has reached it once is a bulk sender for ever. Letters to accounts of companies (Workspace) do not count.',
    source: 'Google, Email sender guidelines FAQ',
    checked: '2026-11',
    lesson: 'relay-service',
    also: ['gmail 5000', 'bulk sender'],
  },
  {
    id: 'gmail-every-sender',
    subject: 'bulk',
    name: 'Gmail: what every sender needs',
    value: 'SPF or DKIM, an address whose name leads back to it, and TLS',
    plain: 'Also of somebody who writes one letter a week. Since November 2025 what lacks them is refused more often.',
    source: 'Google, Email sender guidelines',
    checked: '2026-11',
    lesson: 'spf',
  },
  {
    id: 'gmail-bulk-rules',
    subject: 'bulk',
    name: 'Gmail: what bulk senders need',
    value: 'SPF, DKIM and DMARC, a From that is aligned with one of them, and one-click unsubscribe',
    plain:
      'A DMARC policy of none is enough. One-click unsubscribe (RFC 8058) is asked of advertising, not of receipts. In force since February 2024, unsubscribing since June 2024.',
    source: 'Google, Email sender guidelines',
    checked: '2026-11',
    lesson: 'dmarc',
    also: ['gmail requirements', 'bulk sender rules'],
  },
  {
    id: 'gmail-spam-rate',
    subject: 'bulk',
    name: 'Gmail: complaints',
    value: 'fewer than 3 complaints in 1,000 letters, better fewer than 1',
    plain:
      'Counted are readers who press “spam”, of letters that were put into the inbox; Postmaster Tools shows the rate.',
    source: 'Google, Email sender guidelines',
    checked: '2026-11',
    lesson: 'tracking-and-metrics',
    also: ['spam rate 0.3 %'],
  },
  {
    id: 'unsubscribe-deadline',
    subject: 'bulk',
    name: 'How soon an unsubscribe must count',
    value: 'within 48 hours',
    plain: 'Gmail says 48 hours, Yahoo 2 days.',
    source: 'Google, Email sender guidelines; Yahoo Sender Hub',
    checked: '2026-11',
    lesson: 'relay-service',
  },
  {
    id: 'yahoo-bulk-rules',
    subject: 'bulk',
    name: 'Yahoo and AOL: bulk senders',
    value: 'the same as Gmail, without a published number from which it counts',
    plain: 'In force since February 2024. 3 complaints in 1,000 letters is the figure that is commonly quoted.',
    source: 'Yahoo Sender Hub, best practices',
    checked: '2026-11',
    lesson: 'relay-service',
  },
  {
    id: 'outlook-bulk-rules',
    subject: 'bulk',
    name: 'Outlook.com, Hotmail, Live: bulk senders',
    value: 'SPF and DKIM both pass, and DMARC is aligned, from 5,000 letters a day',
    plain:
      'This asks for more than DMARC does, where one of the two is enough. Since 5 May 2025 the others get 550 5.7.515.',
    source: 'Microsoft, requirements for high-volume senders',
    checked: '2026-11',
    lesson: 'dmarc',
  },
  {
    id: 'webmail-daily-limit',
    subject: 'limits',
    name: 'A free webmail account',
    value: 'about 500 recipients a day',
    plain:
      'Each address in To, Cc and Bcc counts, and the day is the last 24 hours. The numbers are upper bounds, no safe amounts: a new account is stopped earlier.',
    source: 'help pages of Gmail, Yahoo and Outlook.com',
    checked: '2026-11',
    lesson: 'relay-service',
    also: ['sending limit webmail', 'gmail 500 a day'],
  },
  {
    id: 'business-daily-limit',
    subject: 'limits',
    name: 'A mailbox of a company',
    value: '2,000 to 10,000 recipients a day',
    plain: 'The lower number is of Google Workspace, the higher of Exchange Online. For newsletters neither is meant.',
    source: 'help pages of Google Workspace and Exchange Online',
    checked: '2026-11',
    lesson: 'relay-service',
    also: ['sending limit workspace', '10000 recipients'],
  },
  {
    id: 'google-smtp-login',
    subject: 'logins',
    name: 'Google: programs that log in',
    value: 'an app password or OAuth',
    plain: 'The password that you type into the browser is refused. App passwords need two-step verification.',
    source: 'Google, help pages on less secure apps and app passwords',
    checked: '2026-11',
    lesson: 'auth',
    also: ['gmail app password', 'less secure apps'],
  },
  {
    id: 'exchange-smtp-login',
    subject: 'logins',
    name: 'Exchange Online: logins with a password',
    value: 'off by default from the end of December 2026',
    plain:
      'So it is for tenants that exist; an administrator may switch them on again, and when they end for good is to be said in the second half of 2027. Pages that say September 2025 or April 2026 are outdated.',
    source: 'Microsoft, Exchange team, notice of 27 January 2026',
    checked: '2026-11',
    lesson: 'auth',
    also: ['basic auth office 365', 'smtp auth retirement'],
  },
  {
    id: 'outbound-25',
    subject: 'network',
    name: 'Clouds that block port 25 outwards',
    value: 'Google Cloud and most Azure subscriptions block it, AWS throttles it until you ask',
    plain:
      'So do many other hosters and most private lines. The way out is a relay service, or your provider’s server, on 465, 587 or 2525.',
    source: 'documentation of Google Cloud, Azure and AWS',
    checked: '2026-11',
    lesson: 'ports-and-roles',
    also: ['port 25 aws', 'port 25 azure', 'port 25 google cloud'],
  },
  {
    id: 'opens-by-machines',
    subject: 'reading',
    name: 'Opens that no human made',
    value: 'Apple Mail loads all pictures beforehand, Gmail and Yahoo load them by a proxy',
    plain:
      'Apple’s Mail Privacy Protection does so since September 2021, for those who switched it on. Scanners of companies also follow the links.',
    source: 'Apple, Use Mail Privacy Protection; documentation of sending services',
    checked: '2026-11',
    lesson: 'tracking-and-metrics',
    also: ['apple mail privacy protection'],
  },
  {
    id: 'dmarc-standard',
    subject: 'standards',
    name: 'DMARC',
    value: 'RFC 9989, 9990 and 9991, of May 2026',
    plain: 'They took the place of RFC 7489: policy, aggregate reports, failure reports.',
    source: 'RFC Editor',
    checked: '2026-11',
    lesson: 'dmarc',
  },
  {
    id: 'smtp-standard',
    subject: 'standards',
    name: 'SMTP',
    value: 'RFC 5321, of 2008',
    plain: 'Its successor is written and waits at the RFC Editor; it is no RFC yet.',
    source: 'RFC Editor',
    checked: '2026-11',
    lesson: 'first-conversation',
  },
  {
    id: 'arc-standing',
    subject: 'standards',
    name: 'ARC',
    value: 'RFC 8617, an experiment',
    plain: 'A draft would end the experiment, in favour of DKIM2. Some large receivers read ARC; nobody must.',
    source: 'RFC Editor; IETF drafts',
    checked: '2026-11',
    lesson: 'dmarc',
  },
  {
    id: 'postfix-retries',
    subject: 'postfix',
    name: 'When it tries again',
    value: 'after 5 minutes, then in growing pauses of up to 67 minutes',
    plain: 'minimal_backoff_time is 300 s, maximal_backoff_time 4000 s.',
    source: 'Postfix, postconf(5)',
    checked: '2026-11',
    lesson: 'retries-and-greylisting',
  },
  {
    id: 'postfix-queue-lifetime',
    subject: 'postfix',
    name: 'When it gives up',
    value: 'after 5 days',
    plain: 'maximal_queue_lifetime and bounce_queue_lifetime are 5d.',
    source: 'Postfix, postconf(5)',
    checked: '2026-11',
    lesson: 'bounces-and-dsn',
  },
  {
    id: 'postfix-hop-limit',
    subject: 'postfix',
    name: 'When it calls it a loop',
    value: 'at 50 Received lines',
    plain: 'hopcount_limit is 50. RFC 5321 wants a limit of at least 100 where Received lines are counted.',
    source: 'Postfix, postconf(5); RFC 5321 §6.3',
    checked: '2026-11',
    lesson: 'backscatter-and-loops',
  },
  {
    id: 'postfix-message-size',
    subject: 'postfix',
    name: 'How large a letter may be',
    value: '10,240,000 octets',
    plain: 'message_size_limit. An attachment grows by a third in base64, so files of some 7 MB are the end.',
    source: 'Postfix, postconf(5)',
    checked: '2026-11',
    lesson: 'reply-codes',
  },
  {
    id: 'postfix-bare-newline',
    subject: 'postfix',
    name: 'A lone LF at the end of a line',
    value: '`normalize`, since 3.9',
    plain: 'smtpd_forbid_bare_newline. Older releases have it as an option, and let LF . LF end a letter without it.',
    source: 'Postfix, postconf(5)',
    checked: '2026-11',
    lesson: 'inside-data',
  },
];

/** The fact with this id; undefined when there is none. */
export function datedFact(id: string): DatedFact | undefined {
  return datedFacts.find((fact) => fact.id === id);
}

/** “November 2026”. */
export function monthOf({ checked }: Pick<DatedFact, 'checked'>): string {
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(checked));
}

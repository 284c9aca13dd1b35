import type { ReasonId } from '#protocol/reasons.ts';
import type { Reply } from './replies.ts';

/**
 * The same facts in the words of other houses. Invented, in the manner of real mailbox providers: a sender that wants to
 * know what happened must look at code, enhanced code and text, and sometimes still cannot tell. The reason is never
 * touched, and neither is the first digit.
 */
interface Wording {
  /** Another code of the same class. */
  code?: number;
  /** `absent`: this house writes none. */
  enhanced?: 'absent';
  /** `{host}`, `{domain}` and `{client}` are filled in. */
  lines: readonly string[];
}

type Style = Partial<Record<ReasonId, Wording>>;

/** What is not in a style is said in Postfix's words. */
export const replyStyles = {
  postfix: {},
  /** Short, with the right codes. */
  plain: {
    'user-unknown': { lines: ['no such account'] },
    'mailbox-full': { lines: ['out of storage'] },
    'mailbox-disabled': { lines: ['account is disabled'] },
    greylisted: { lines: ['greylisted'] },
    'rate-limited': { lines: ['slow down'] },
    'sender-rate-limited': { lines: ['slow down'] },
    'complaints-too-many': { lines: ['too many of our users complain about your mail'] },
    'content-refused': { lines: ['message looks like unsolicited mail'] },
    'client-listed': { lines: ['your address has a bad reputation'] },
    'spf-refused': { lines: ['unauthenticated, SPF'] },
    'dmarc-refused': { lines: ['unauthenticated, DMARC policy'] },
    'bulk-unauthenticated': { lines: ['unauthenticated bulk mail'] },
    'unsubscribe-missing': { lines: ['bulk mail, one-click unsubscribe missing'] },
  },
  /** With tags that only a help page explains, and few enhanced codes. */
  tagged: {
    'user-unknown': {
      code: 554,
      enhanced: 'absent',
      lines: ["delivery error: dd this user doesn't have an account here"],
    },
    'mailbox-full': { lines: ['[MB02] mailbox over quota'] },
    'mailbox-disabled': { code: 554, enhanced: 'absent', lines: ['delivery error: dd this account is disabled [-19]'] },
    greylisted: { lines: ['[GL01] not yet known, try again later'] },
    'rate-limited': { lines: ['[TS01] mail from {client} temporarily deferred due to unexpected volume'] },
    'sender-rate-limited': { lines: ['[TS02] temporarily deferred due to unexpected volume'] },
    'complaints-too-many': { lines: ['[TS04] temporarily deferred due to user complaints'] },
    'content-refused': { code: 554, enhanced: 'absent', lines: ['message not allowed - [PH01] policy reasons'] },
    'client-listed': { code: 553, lines: ['[BL21] connections not accepted from {client}'] },
    'spf-refused': { code: 554, enhanced: 'absent', lines: ['message not allowed - [AU01] sender not verified'] },
    'dmarc-refused': { code: 554, enhanced: 'absent', lines: ['message not allowed - [AU02] sender not verified'] },
    'bulk-unauthenticated': { lines: ['[AU03] bulk mail, sender not verified'] },
    'unsubscribe-missing': { lines: ['[BK01] bulk mail, one-click unsubscribe missing'] },
  },
  /** The sentences of RFC 5321 §4.2.2 and nothing else: who is unknown and who is switched off sounds the same. */
  cryptic: {
    'user-unknown': { enhanced: 'absent', lines: ['Requested action not taken: mailbox unavailable'] },
    'mailbox-full': { enhanced: 'absent', lines: ['Requested action not taken: storage allocation exceeded'] },
    'mailbox-disabled': { enhanced: 'absent', lines: ['Requested action not taken: mailbox unavailable'] },
    greylisted: { enhanced: 'absent', lines: ['Requested action aborted: error in processing'] },
    'rate-limited': { code: 451, enhanced: 'absent', lines: ['Requested action aborted: error in processing'] },
    'sender-rate-limited': { enhanced: 'absent', lines: ['Requested action aborted: error in processing'] },
    'complaints-too-many': { enhanced: 'absent', lines: ['{host} Service not available (RP-001)'] },
    'content-refused': { code: 554, enhanced: 'absent', lines: ['Transaction failed (SC-001)'] },
    'client-listed': { enhanced: 'absent', lines: ['Transaction failed (SC-002)'] },
    'spf-refused': { enhanced: 'absent', lines: ['Requested action not taken: access denied (AS-001)'] },
    'dmarc-refused': { enhanced: 'absent', lines: ['Requested action not taken: access denied (AS-002)'] },
    'bulk-unauthenticated': { enhanced: 'absent', lines: ['Requested action not taken: access denied (AS-003)'] },
    'unsubscribe-missing': { enhanced: 'absent', lines: ['Requested action not taken: access denied (BK-001)'] },
  },
  /** Several lines, right codes, and where to read on. */
  lengthy: {
    'user-unknown': {
      lines: [
        'The account that you tried to reach does not exist. Please look for',
        'typing errors and needless spaces in the address. To learn more, go to',
        'https://help.{domain}/no-such-user',
      ],
    },
    'mailbox-full': {
      lines: [
        "The recipient's inbox is out of storage space. To learn more, go to",
        'https://help.{domain}/over-quota',
      ],
    },
    'mailbox-disabled': {
      lines: [
        'The account that you tried to reach is disabled. To learn more, go to',
        'https://help.{domain}/disabled',
      ],
    },
    greylisted: { lines: ['The recipient gets mail from you for the first time. Please try again later.'] },
    'rate-limited': {
      lines: [
        'We have seen an unusual rate of mail from {client}. To protect',
        'our users, it is temporarily limited.',
      ],
    },
    'sender-rate-limited': {
      lines: [
        'We have seen an unusual rate of mail from your domain. To protect',
        'our users, it is temporarily limited.',
      ],
    },
    'complaints-too-many': {
      lines: [
        'Our users report mail from your domain as spam unusually often.',
        'It is temporarily limited. To learn more, go to',
        'https://help.{domain}/complaints',
      ],
    },
    'content-refused': {
      lines: [
        'We have found that this message is likely unsolicited mail. To reduce',
        'the amount of spam sent to {domain}, it has been blocked. Go to',
        'https://help.{domain}/unsolicited',
      ],
    },
    'client-listed': { lines: ['We take no mail from {client}, its reputation is very low.'] },
    'spf-refused': { lines: ['This message does not pass SPF, which its domain asks us to demand.'] },
    'dmarc-refused': {
      lines: [
        'Unauthenticated mail from this domain is not accepted due to its',
        'DMARC policy. Contact its administrator.',
      ],
    },
    'bulk-unauthenticated': {
      lines: [
        'You send in bulk: each message must pass SPF and DKIM, one of them for',
        'the domain in From, and that domain must have a DMARC record. See',
        'https://help.{domain}/bulk-senders',
      ],
    },
    'unsubscribe-missing': {
      lines: [
        'You send in bulk: each message must offer one-click unsubscribe. See',
        'https://help.{domain}/bulk-senders',
      ],
    },
  },
} as const satisfies Record<string, Style>;

export type ReplyStyle = keyof typeof replyStyles;

export const replyStyleNames = Object.keys(replyStyles) as ReplyStyle[];

/** Who speaks to whom. */
export interface Speaker {
  host: string;
  /** The provider's own domain. */
  domain: string;
  /** IPv4 address of the client. */
  client: string;
}

/** The reply in the words of a style: what it says of the facts changes, why it says it does not. */
export function inStyle(reply: Reply, style: ReplyStyle, { host, domain, client }: Speaker): Reply {
  const wording = (replyStyles[style] as Style)[reply.because.reason];
  if (!wording) return reply;
  const { enhanced, ...rest } = reply;
  const lines = wording.lines.map((line) =>
    line.replaceAll('{host}', host).replaceAll('{domain}', domain).replaceAll('{client}', client),
  );
  const kept = wording.enhanced === 'absent' || enhanced === undefined ? {} : { enhanced };
  return { ...rest, ...kept, code: wording.code ?? reply.code, lines };
}

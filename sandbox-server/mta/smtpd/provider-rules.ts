import { headerFields, headerValue } from '#protocol/header-section.ts';
import type { MailAuthentication } from '#protocol/mail-authentication.ts';
import { letterKey } from '#protocol/projections/readers.ts';
import type { World } from '#protocol/world.ts';
import { numberOf, parameter } from '../config.ts';
import type { MtaParts } from '../parts.ts';
import { type Reply, replies } from '../replies.ts';
import { unsubscribeOf } from '../unsubscribe.ts';
import { configurationLine } from './configuration-line.ts';

/** What a mailbox provider demands of those who write to its people, beyond SMTP. All after the dot, all with a reason. */

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** A complaint among fewer letters says nothing about the sender. */
const lettersForARate = 10;

/** A letter that was checked: who hands it in, and what it says. */
interface Checked {
  host: string;
  /** Octets in latin1. */
  data: string;
  authentication: MailAuthentication;
}

/** True when one of the rules here needs to know who sent a letter. */
export function asksForSender(host: string, { world }: MtaParts): boolean {
  return (['lab_bulk_from', 'lab_sender_rate_limit', 'lab_complaint_limit'] as const).some(
    (name) => numberOf(world, host, name) > 0,
  );
}

/** The first rule that refuses the letter, for now or for good; undefined when all let it pass. */
export function providerRefusal(
  host: string,
  data: string,
  authentication: MailAuthentication | undefined,
  parts: MtaParts,
): Reply | undefined {
  const content = unsolicited(host, data, parts);
  if (content || !authentication) return content;
  const checked = { host, data, authentication };
  return tooFast(checked, parts) ?? complainedAbout(checked, parts) ?? bulkRefusal(checked, parts);
}

function unsolicited(host: string, data: string, { world }: MtaParts): Reply | undefined {
  const subject = headerValue(headerFields(data), 'subject') ?? '';
  const words = parameter(world, host, 'lab_unsolicited_words')
    .split(',')
    .map((word) => word.trim().toLowerCase());
  const found = words.find((word) => word !== '' && subject.toLowerCase().includes(word));
  if (found === undefined) return undefined;
  return replies.refused(550, '5.7.1', 'Message content rejected: looks like unsolicited mail', {
    reason: 'content-refused',
    parameter: configurationLine(world, host, 'lab_unsolicited_words'),
    detail: `“${found}” stands in the subject`,
  });
}

function tooFast({ host, authentication }: Checked, parts: MtaParts): Reply | undefined {
  const limit = numberOf(parts.world, host, 'lab_sender_rate_limit');
  const count = limit > 0 ? letters(host, authentication, minuteMs, parts) : 0;
  if (count <= limit) return undefined;
  const text = `Rate limit exceeded for ${senderOf(authentication)}, retry later`;
  return replies.refused(451, '4.7.0', text, {
    reason: 'sender-rate-limited',
    parameter: configurationLine(parts.world, host, 'lab_sender_rate_limit'),
    detail: `the ${ordinal(count)} letter of ${senderOf(authentication)} within a minute`,
  });
}

/** Only a day counts: a sender that mends its ways is welcome again. */
function complainedAbout({ host, authentication }: Checked, { world, clock }: MtaParts): Reply | undefined {
  const limit = numberOf(world, host, 'lab_complaint_limit');
  if (limit === 0) return undefined;
  const sender = senderOf(authentication);
  const { delivered, reported } = reputation(host, sender, clock.now() - dayMs, world);
  if (delivered < lettersForARate || (reported * 1000) / delivered < limit) return undefined;
  return {
    ...replies.refused(421, '4.7.0', `Mail from ${sender} deferred: too many complaints`, {
      reason: 'complaints-too-many',
      parameter: configurationLine(world, host, 'lab_complaint_limit'),
      detail: `${reported} of ${delivered} letters within a day were reported as spam`,
    }),
    closes: true,
  };
}

function bulkRefusal(checked: Checked, parts: MtaParts): Reply | undefined {
  const { host, data, authentication } = checked;
  const from = numberOf(parts.world, host, 'lab_bulk_from');
  const count = from > 0 ? letters(host, authentication, dayMs, parts) : 0;
  if (from === 0 || count < from) return undefined;
  const because = (problem: string) =>
    `${problem}; it is the ${ordinal(count)} letter of ${senderOf(authentication)} within a day`;
  const parameter = configurationLine(parts.world, host, 'lab_bulk_from');
  const unauthenticated = authenticationProblem(authentication);
  if (unauthenticated !== undefined) {
    const text = `Unauthenticated bulk mail from ${senderOf(authentication)} is not accepted`;
    const detail = because(unauthenticated);
    return replies.refused(550, '5.7.26', text, { reason: 'bulk-unauthenticated', parameter, detail });
  }
  const { problem } = unsubscribeOf(data, authentication.dkim);
  if (problem === undefined) return undefined;
  const text = 'Bulk mail is not accepted: one-click unsubscribe missing';
  return replies.refused(550, '5.7.1', text, { reason: 'unsubscribe-missing', parameter, detail: because(problem) });
}

function authenticationProblem({ spf, dkim, dmarc }: MailAuthentication): string | undefined {
  if (spf.result !== 'pass') return `SPF says ${spf.result} for ${spf.domain}`;
  if (!dkim.some(({ result }) => result === 'pass')) return 'no DKIM signature passes';
  if (dmarc.record === undefined) return `${senderOf({ dmarc })} has no DMARC record`;
  return dmarc.result === 'pass' ? undefined : 'DMARC does not pass: neither domain is the one in From';
}

/** Who is held responsible: the organization of the domain in From, whether it vouches for the letter or not. */
function senderOf({ dmarc }: Pick<MailAuthentication, 'dmarc'>): string {
  return dmarc.organizationalDomain || dmarc.fromDomain;
}

/** Letters of this sender that were handed in here lately, refused ones and this one included. */
function letters(host: string, authentication: MailAuthentication, withinMs: number, parts: MtaParts): number {
  const { world, clock } = parts;
  const since = clock.now() - withinMs;
  const sender = senderOf(authentication);
  return Object.values(world.messages.checks).filter(
    (check) => check.host === host && check.at > since && senderOf(check.result) === sender,
  ).length;
}

/** Letters of a sender that came into mailboxes of this host since a moment, and those that people reported. */
function reputation(host: string, sender: string, since: number, { messages, readers }: World) {
  const delivered = Object.values(messages.byId).flatMap(({ id, hops, outcomes }) =>
    outcomes
      .filter((outcome) => outcome.kind === 'delivered' && outcome.host === host && outcome.at > since)
      .filter(({ queueId }) => {
        const authentication = hops.find((hop) => hop.queueId === queueId)?.authentication;
        return authentication && senderOf(authentication) === sender;
      })
      .map(({ detail: mailbox }) => letterKey(mailbox, id)),
  );
  return { delivered: delivered.length, reported: delivered.filter((key) => readers.byLetter[key]?.reported).length };
}

function ordinal(count: number): string {
  const last = count % 100 > 10 && count % 100 < 14 ? 0 : count % 10;
  return `${count}${['th', 'st', 'nd', 'rd'][last] ?? 'th'}`;
}

import MimeNode from 'nodemailer/lib/mime-node';
import type { Because, FactOf } from '#protocol/events.ts';
import { headerSection } from '#protocol/header-section.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { sameAddress } from '#protocol/questions.ts';
import type { ReasonId } from '#protocol/reasons.ts';
import type { World } from '#protocol/world.ts';
import { localPartOf } from './address.ts';
import { mailDate } from './cleanup.ts';
import { parameter } from './config.ts';
import { newQueueId } from './ids.ts';
import type { MtaParts } from './parts.ts';
import { writtenHere } from './written-here.ts';

/** What must never be answered by a machine (RFC 3834 §2). */
const notAnswered = /^(?:auto-submitted:(?!\s*no\b)|list-id:|precedence:\s*(?:bulk|list|junk)).*/im;

/** Sandbox ms for which a sender has been told: a week, as vacation(1) has it. */
const toldForMs = 7 * 24 * 3_600_000;

/**
 * Answers that one naive robot writes within an hour. Nothing else would end two of them that answer each other: each
 * answer is a new letter, so that no count of hops grows. Real ones have filled disks.
 */
const naiveAnswersPerHourMax = 10;

/** A letter that has come to somebody who is away. */
interface Arrival {
  host: string;
  entry: QueueEntry;
  recipient: string;
  /** The letter as it waits, octets in latin1. */
  raw: string;
}

/** What a robot does about a letter, and why: whom it writes to, or that it keeps silent. */
type Verdict = { kind: 'answer'; to: string; because: Because } | { kind: 'silence'; because: Because };

/**
 * What the robot of somebody who is away does: an answer (RFC 3834), or silence with its reason. Undefined where nobody is
 * away. To be called right before it is recorded.
 */
export async function vacationReply(
  arrival: Arrival,
  parts: MtaParts,
): Promise<FactOf<'message.accepted'> | FactOf<'auto-reply.withheld'> | undefined> {
  const { host, entry, recipient } = arrival;
  const { world } = parts;
  const [, name, text] = /^([\w.-]+):\s*(.+)$/.exec(parameter(world, host, 'lab_vacation')) ?? [];
  if (!text || name !== localPartOf(recipient).toLowerCase()) return undefined;
  const isNaive = parameter(world, host, 'lab_vacation_style') === 'naive';
  const verdict = isNaive ? naiveVerdict(arrival, parts) : safeVerdict(arrival, parts);
  if (verdict.kind === 'answer') return answer(arrival, verdict, text, parts);
  const { queueId, message } = entry;
  return { type: 'auto-reply.withheld', host, queueId, message, mailbox: recipient, because: verdict.because };
}

/** As RFC 3834 §2 wants it: people, each once in a while, at the address that the envelope names. */
function safeVerdict({ host, entry, recipient, raw }: Arrival, { world, clock }: MtaParts): Verdict {
  const { reversePath } = entry;
  const silence = (reason: ReasonId, detail?: string): Verdict => ({
    kind: 'silence',
    because: { ...because(world, host, reason), ...(detail === undefined ? {} : { detail }) },
  });
  if (reversePath === '') return silence('auto-reply-to-nobody');
  const [field] = notAnswered.exec(headerSection(raw)) ?? [];
  if (field !== undefined) return silence('auto-reply-to-machine', field);
  const isTold = answersOf(world, recipient, clock.now() - toldForMs).some(
    ({ envelope }) => envelope.reversePath === '' && envelope.recipients.some((one) => sameAddress(one, reversePath)),
  );
  if (isTold) return silence('auto-reply-told-already', reversePath);
  return { kind: 'answer', to: reversePath, because: because(world, host, 'auto-reply-once') };
}

/** Without a thought: everybody, machines and lists, too, at the address that the letterhead names. */
function naiveVerdict({ host, entry, recipient, raw }: Arrival, { world, clock }: MtaParts): Verdict {
  const [, named] = /^(?:reply-to|from):[^\r]*?([^\s<>@"]+@[^\s<>,;"]+)/im.exec(headerSection(raw)) ?? [];
  const to = named ?? entry.reversePath;
  if (to === '') return { kind: 'silence', because: because(world, host, 'auto-reply-to-nobody') };
  const recent = answersOf(world, recipient, clock.now() - 3_600_000).length;
  if (recent >= naiveAnswersPerHourMax) {
    const detail = `${recent} answers within an hour`;
    return { kind: 'silence', because: { ...because(world, host, 'auto-reply-exhausted'), detail } };
  }
  return { kind: 'answer', to, because: because(world, host, 'auto-reply-to-everything') };
}

/** First stops of what this mailbox's robot has written since then, in sandbox ms. */
function answersOf(world: World, mailbox: string, since: number) {
  return Object.values(world.messages.byId).flatMap(({ autoReply, hops: [first] }) =>
    autoReply && first && first.at >= since && sameAddress(autoReply.mailbox, mailbox) ? [first] : [],
  );
}

async function answer(
  { host, entry, recipient, raw }: Arrival,
  { to, because }: Extract<Verdict, { kind: 'answer' }>,
  text: string,
  { world, clock, random }: MtaParts,
): Promise<FactOf<'message.accepted'>> {
  const isNaive = because.reason === 'auto-reply-to-everything';
  const at = clock.now();
  const queueId = newQueueId(random);
  const subject = /^subject:\s*(.*)$/im.exec(headerSection(raw))?.[1] ?? '';
  const letter = /^message-id:\s*(<[^\s>]+>)/im.exec(headerSection(raw))?.[1];
  const reply = new MimeNode('text/plain; charset=utf-8', { hostname: host, newline: 'win' })
    .setContent(`${text}\r\n`)
    .setHeader({
      Date: mailDate(at),
      From: recipient,
      To: to,
      Subject: isNaive ? subject.replace(/^(re: )?/i, 'Re: ') : `Auto: ${subject}`,
      ...(isNaive ? {} : { 'Auto-Submitted': 'auto-replied (vacation)' }),
      ...(isNaive || letter === undefined ? {} : { 'In-Reply-To': letter, References: letter }),
      'Message-Id': `<${queueId}.${at}@${host}>`,
    });
  const written = (await reply.build()).toString('latin1');
  // The naive one signs with its owner's address: whatever goes wrong comes back to it, and is answered, too.
  const reversePath = isNaive ? recipient : '';
  return {
    ...writtenHere({ host, queueId, reversePath, to, at, raw: written }, world),
    autoReply: { of: entry.queueId, mailbox: recipient, because },
  };
}

function because(world: World, host: string, reason: ReasonId): Because {
  const name = 'lab_vacation_style';
  return { reason, parameter: { name, value: parameter(world, host, name) } };
}

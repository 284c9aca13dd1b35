import MimeNode from 'nodemailer/lib/mime-node';
import type { Because, FactOf } from '#protocol/events.ts';
import { type HeaderField, headerFields, headerValue } from '#protocol/header-section.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { sameAddress } from '#protocol/questions.ts';
import type { ReasonId } from '#protocol/reasons.ts';
import type { World } from '#protocol/world.ts';
import { localPartOf } from './address.ts';
import { mailDate } from './cleanup.ts';
import { parameter } from './config.ts';
import { newQueueId } from './ids.ts';
import { addressesInFields } from './letterhead.ts';
import type { MtaParts } from './parts.ts';
import { writtenHere } from './written-here.ts';

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
  fields: readonly HeaderField[];
}

/** What a robot does about a letter, and why. */
interface Verdict {
  answers: boolean;
  because: Because;
}

type Decision = FactOf<'message.accepted'> | FactOf<'auto-reply.withheld'>;

/**
 * What the robot of somebody who is away does: an answer (RFC 3834), or silence with its reason; undefined where nobody is
 * away. The text takes its time to write, and letters come many at once: what to do with it is decided by the function that
 * is returned. To be called right before its fact is recorded, so that each letter knows of the answers before its own.
 *
 * @param raw the letter as it waits, octets in latin1
 */
export async function vacationReply(
  { host, entry, recipient, raw }: Omit<Arrival, 'fields'> & { raw: string },
  parts: MtaParts,
): Promise<(() => Decision) | undefined> {
  const { world } = parts;
  const [, name, text] = /^([\w.-]+):\s*(.+)$/.exec(parameter(world, host, 'lab_vacation')) ?? [];
  if (!text || name !== localPartOf(recipient).toLowerCase()) return undefined;
  const arrival = { host, entry, recipient, fields: headerFields(raw) };
  const isNaive = parameter(world, host, 'lab_vacation_style') === 'naive';
  const to = isNaive ? letterheadOf(arrival) : entry.reversePath;
  const verdict = () => (isNaive ? naiveVerdict(arrival, to, parts) : safeVerdict(arrival, parts));
  const { queueId, message } = entry;
  const silence = (because: Because): Decision => ({
    type: 'auto-reply.withheld',
    host,
    queueId,
    message,
    mailbox: recipient,
    because,
  });
  const first = verdict();
  // What is silent now stays so: the answers of others only add to the reasons.
  if (!first.answers) return () => silence(first.because);
  const written = await answer(arrival, { to, text, isNaive }, parts);
  return () => {
    const { answers, because } = verdict();
    if (!answers) return silence(because);
    return { ...writtenHere(written, world), autoReply: { of: queueId, mailbox: recipient, because } };
  };
}

/** As RFC 3834 §2 wants it: people who write to its owner, each once in a while, at the address that the envelope names. */
function safeVerdict({ host, entry, recipient, fields }: Arrival, { world, clock }: MtaParts): Verdict {
  const { reversePath } = entry;
  const silence = (reason: ReasonId, detail?: string): Verdict => ({
    answers: false,
    because: { ...because(world, host, reason), ...(detail === undefined ? {} : { detail }) },
  });
  if (reversePath === '') return silence('auto-reply-to-nobody');
  const field = fields.find(isOfMachine);
  if (field) return silence('auto-reply-to-machine', `${field.spelling}: ${field.value}`);
  const isNamed = addressesInFields(fields, ...recipientFields).some((one) => sameAddress(one, recipient));
  if (!isNamed) return silence('auto-reply-not-addressed', recipient);
  const isTold = answersOf(world, recipient, clock.now() - toldForMs).some(
    ({ envelope }) => envelope.reversePath === '' && envelope.recipients.some((one) => sameAddress(one, reversePath)),
  );
  if (isTold) return silence('auto-reply-told-already', reversePath);
  return { answers: true, because: because(world, host, 'auto-reply-once') };
}

/** Where those stand whom a letter is meant for (RFC 5230 §4.5): everybody else got it by way of a list, or blind. */
const recipientFields = ['to', 'cc', 'bcc', 'resent-to', 'resent-cc', 'resent-bcc'];

/** What must never be answered by a machine (RFC 3834 §2). */
function isOfMachine({ name, value }: HeaderField): boolean {
  switch (name) {
    case 'auto-submitted':
      return !/^no\b/i.test(value);
    case 'list-id':
      return true;
    case 'precedence':
      return /^(?:bulk|list|junk)/i.test(value);
    default:
      return false;
  }
}

/** Whom a robot answers that looks at the letter and not at its envelope; empty when neither names anybody. */
function letterheadOf({ entry, fields }: Arrival): string {
  const [named] = [...addressesInFields(fields, 'reply-to'), ...addressesInFields(fields, 'from')];
  return named ?? entry.reversePath;
}

/** Without a thought: everybody, machines and lists, too. */
function naiveVerdict({ host, recipient }: Arrival, to: string, { world, clock }: MtaParts): Verdict {
  if (to === '') return { answers: false, because: because(world, host, 'auto-reply-to-nobody') };
  const recent = answersOf(world, recipient, clock.now() - 3_600_000).length;
  if (recent >= naiveAnswersPerHourMax) {
    const detail = `${recent} answers within an hour`;
    return { answers: false, because: { ...because(world, host, 'auto-reply-exhausted'), detail } };
  }
  return { answers: true, because: because(world, host, 'auto-reply-to-everything') };
}

/** First stops of what this mailbox's robot has written since then, in sandbox ms. */
function answersOf(world: World, mailbox: string, since: number) {
  return Object.values(world.messages.byId).flatMap(({ autoReply, hops: [first] }) =>
    autoReply && first && first.at >= since && sameAddress(autoReply.mailbox, mailbox) ? [first] : [],
  );
}

async function answer(
  { host, recipient, fields }: Arrival,
  { to, text, isNaive }: { to: string; text: string; isNaive: boolean },
  { clock, random }: MtaParts,
) {
  const at = clock.now();
  const queueId = newQueueId(random);
  const subject = headerValue(fields, 'subject') ?? '';
  const letter = /^<[^\s>]+>/.exec(headerValue(fields, 'message-id') ?? '')?.[0];
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
  const raw = (await reply.build()).toString('latin1');
  // The naive one signs with its owner's address: whatever goes wrong comes back to it, and is answered, too.
  return { host, queueId, reversePath: isNaive ? recipient : '', to, at, raw };
}

function because(world: World, host: string, reason: ReasonId): Because {
  const name = 'lab_vacation_style';
  return { reason, parameter: { name, value: parameter(world, host, name) } };
}

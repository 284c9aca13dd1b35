import MimeNode from 'nodemailer/lib/mime-node';
import type { FactOf } from '#protocol/events.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { localPartOf } from './address.ts';
import { mailDate } from './cleanup.ts';
import { parameter } from './config.ts';
import { newQueueId } from './ids.ts';
import type { MtaParts } from './parts.ts';
import { writtenHere } from './written-here.ts';

/** What must never be answered by a machine (RFC 3834 §2). */
const notAnswered = /^(auto-submitted:(?!\s*no\b)|list-id:|precedence:\s*(bulk|list|junk))/im;

/** The answer of somebody who is away, to a sender who has none yet (RFC 3834); undefined when there is nothing to say. */
export async function vacationReply(
  host: string,
  entry: QueueEntry,
  recipient: string,
  raw: string,
  { world, clock, random }: MtaParts,
): Promise<FactOf<'message.accepted'> | undefined> {
  const [, name, text] = /^([\w.-]+):\s*(.+)$/.exec(parameter(world, host, 'lab_vacation')) ?? [];
  const { reversePath } = entry;
  const [header = ''] = raw.split('\r\n\r\n', 1);
  if (!text || name !== localPartOf(recipient).toLowerCase() || reversePath === '' || notAnswered.test(header))
    return undefined;
  const wasTold = Object.values(world.messages.byId).some(({ hops }) =>
    hops.some((hop) => isReply(hop.raw, recipient, reversePath)),
  );
  if (wasTold) return undefined;
  const at = clock.now();
  const queueId = newQueueId(random);
  const subject = /^subject:\s*(.*)$/im.exec(header)?.[1] ?? '';
  const reply = new MimeNode('text/plain; charset=utf-8', { hostname: host, newline: 'win' })
    .setContent(`${text}\r\n`)
    .setHeader({
      Date: mailDate(at),
      From: recipient,
      To: reversePath,
      Subject: `Auto: ${subject}`,
      'Auto-Submitted': 'auto-replied (vacation)',
      'Message-Id': `<${queueId}.${at}@${host}>`,
    });
  const written = (await reply.build()).toString('latin1');
  return writtenHere({ host, queueId, to: reversePath, at, raw: written }, world);
}

function isReply(raw: string, from: string, to: string): boolean {
  const [header = ''] = raw.split('\r\n\r\n', 1);
  return (
    /^auto-submitted: auto-replied \(vacation\)/im.test(header) &&
    header.includes(`From: ${from}`) &&
    header.includes(`To: ${to}`)
  );
}

import { sandboxEpochMs } from '#protocol/epoch.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import type { World } from '#protocol/world.ts';
import { listOf } from '../../../mta/config.ts';
import { mailHost } from '../../mail-host.ts';
import { type Tool, type ToolContext, UsageError } from '../../tool.ts';

export const mailq: Tool = {
  summary: 'show what waits in the queue of this mail server',
  usage: 'mailq',
  manual: `Lists every message that this server has accepted and not yet passed on: its queue id (with * while it
is being tried, ! while it is on hold), size, arrival, sender, the reason of the last failure, and who
still waits for it.

    ssh mx.globex.example
    mailq`,
  run: printQueue,
};

export const postqueue: Tool = {
  summary: 'show the queue (-p), or try again now (-f, -i, -s)',
  usage: 'postqueue -p | postqueue -f | postqueue -i QUEUE_ID | postqueue -s DOMAIN',
  manual: `    -p   the same as mailq
    -f   flush: try every deferred message now; without it each is tried when its time has come
    -i   try this message now
    -s   try what waits for a domain of relay_domains, as ETRN asks for it`,
  run(context) {
    const [option, queueId] = context.args;
    if (option === '-p') return printQueue(context);
    if (option === '-i') return tryNow(context, queueId);
    if (option === '-s') return tryDomain(context, queueId);
    if (option !== '-f') throw new UsageError('postqueue: -p, -f, -i or -s?');
    const host = mailHost(context, 'postqueue');
    if (host) context.record({ type: 'queue.flushed', host });
  },
};

function tryNow(context: ToolContext, queueId: string | undefined): void {
  if (!queueId) throw new UsageError('postqueue: -i needs a queue id');
  const host = mailHost(context, 'postqueue');
  if (!host) return;
  const entry = context.world.queues.byHost[host]?.[queueId];
  if (!entry) return context.print('error', `postqueue: there is no message ${queueId} in the queue\n`);
  if (entry.held) return context.print('error', `postqueue: ${queueId} is on hold: postsuper -H ${queueId}\n`);
  context.record({ type: 'message.requeued', host, queueId, message: entry.message });
}

/** Postfix keeps lists for this only of the domains that it relays for (`fast_flush_domains`). */
function tryDomain(context: ToolContext, site: string | undefined): void {
  if (!site) throw new UsageError('postqueue: -s needs a domain');
  const host = mailHost(context, 'postqueue');
  if (!host) return;
  const domain = site.toLowerCase();
  if (listOf(context.world, host, 'relay_domains').includes(domain)) {
    context.record({ type: 'queue.flushed', host, domain });
  } else {
    const problem = `Flush service is not configured for destination "${site}"`;
    context.print('error', `postqueue: fatal: ${problem}: it is not in relay_domains; -f tries all\n`);
  }
}

function printQueue(context: ToolContext): void {
  const host = mailHost(context, 'mailq');
  if (!host) return;
  const { world, record, print } = context;
  record({ type: 'view.opened', view: 'queue', host });
  const entries = Object.values(world.queues.byHost[host] ?? {});
  if (entries.length === 0) return print('shell', 'Mail queue is empty\n');
  const size = Math.floor(entries.reduce((sum, entry) => sum + entry.size, 0) / 1024);
  print(
    'shell',
    `-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------\n${entries.map((entry) => described(entry, isUnderWay(world, host, entry.queueId))).join('\n')}\n` +
      `-- ${size} Kbytes in ${entries.length} Request${entries.length === 1 ? '' : 's'}.\n`,
  );
}

/** A later attempt is going on: nobody has written yet what came of it. */
function isUnderWay({ connections: { byId } }: World, host: string, queueId: string): boolean {
  return Object.values(byId).some(
    ({ carries, state }) =>
      carries?.host === host && carries.queueId === queueId && (state === 'calling' || state === 'open'),
  );
}

/**
 * Columns as Postfix's postqueue(1) prints them: a reason ends where the line does, and stands once above all who share it.
 * While it is being tried Postfix tells no reason: what the last attempt heard may not hold any more.
 */
function described(entry: QueueEntry, underWay: boolean): string {
  const { queueId, size, acceptedAt, reversePath, recipients, held } = entry;
  const waiting = Object.entries(recipients);
  const isActive = underWay || waiting.some(([, { state }]) => state === 'active');
  const mark = held ? '!' : isActive ? '*' : '';
  const arrival = arrivalTime.exec(new Date(sandboxEpochMs + acceptedAt).toUTCString())?.groups ?? {};
  const when = `${arrival.weekday} ${arrival.month} ${arrival.day?.padStart(2)} ${arrival.time} `;
  const head = `${`${queueId}${mark}`.padEnd(11)} ${String(size).padStart(7)} ${when} ${reversePath || 'MAILER-DAEMON'}\n`;
  const lines = waiting.map(([recipient, { diagnostic }], index) => {
    const isSaid = waiting[index - 1]?.[1].diagnostic === diagnostic;
    const reason =
      diagnostic && !isSaid && !underWay ? `${' '.repeat(Math.max(0, 76 - diagnostic.length))}(${diagnostic})\n` : '';
    return `${reason}${' '.repeat(41)}${recipient}\n`;
  });
  return head + lines.join('');
}

/** As `toUTCString` says it: Mon, 05 Jan 2026 09:00:00 GMT. */
const arrivalTime = /^(?<weekday>\w+), 0?(?<day>\d+) (?<month>\w+) \d+ (?<time>\S+)/;

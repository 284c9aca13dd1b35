import { sandboxEpochMs } from '#protocol/epoch.ts';
import type { Hop } from '#protocol/projections/messages.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import type { World } from '#protocol/world.ts';
import { mailHost } from '../../mail-host.ts';
import { readable } from '../../mailbox.ts';
import { readOptions } from '../../options.ts';
import { type Tool, UsageError } from '../../tool.ts';

export const postcat: Tool = {
  summary: 'look into a message that waits in the queue of this mail server',
  usage: 'postcat [-e] [-h] [-b] -q QUEUE_ID',
  manual: `Prints a queue file: first the envelope, with sender and recipients as the server took them over in SMTP,
then the message. mailq shows the queue ids.

    -e   only the envelope
    -h   only the header of the message
    -b   only its body

    postcat -q 4F2K9Q1M`,
  run(context) {
    const host = mailHost(context, 'postcat');
    if (!host) return;
    const { values, words } = readOptions('postcat', context.args, {
      queue: { type: 'boolean', short: 'q' },
      envelope: { type: 'boolean', short: 'e' },
      header: { type: 'boolean', short: 'h' },
      body: { type: 'boolean', short: 'b' },
    });
    const [queueId] = words;
    if (!values.queue || !queueId) throw new UsageError('postcat: needs -q and a queue id; there are no files here');
    const entry = context.world.queues.byHost[host]?.[queueId];
    const hop = entry && hopOf(context.world, host, entry);
    if (!hop) return context.print('error', `postcat: fatal: open queue file ${queueId}: No such file or directory\n`);
    context.record({ type: 'view.opened', view: 'source', host, message: entry.message });
    const isWhole = !values.envelope && !values.header && !values.body;
    const [header = '', ...body] = readable(hop.raw).split('\n\n');
    const path = `${queueName(entry)}/${queueId}`;
    const parts = [
      isWhole ? `*** ENVELOPE RECORDS ${path} ***\n` : '',
      isWhole || values.envelope ? envelopeRecords(entry, hop) : '',
      isWhole ? `*** MESSAGE CONTENTS ${path} ***\n` : '',
      isWhole || values.header ? `${header}\n` : '',
      isWhole || (values.header && values.body) ? '\n' : '',
      isWhole || values.body ? `${body.join('\n\n').trimEnd()}\n` : '',
      isWhole ? `*** HEADER EXTRACTED ${path} ***\n*** MESSAGE FILE END ${path} ***\n` : '',
    ];
    context.print('shell', parts.join(''));
  },
};

function hopOf(world: World, host: string, { message, queueId }: QueueEntry): Hop | undefined {
  return world.messages.byId[message]?.hops.find((hop) => hop.host === host && hop.queueId === queueId);
}

function queueName({ held, recipients }: QueueEntry): string {
  if (held) return 'hold';
  return Object.values(recipients).some(({ state }) => state === 'active') ? 'active' : 'deferred';
}

function envelopeRecords({ queueId, size, reversePath, recipients }: QueueEntry, { at, envelope, user }: Hop): string {
  const time = new Date(sandboxEpochMs + at)
    .toUTCString()
    .replace(/^(\w+), (\d+) (\w+) (\d+) (.*) GMT$/, '$1 $3 $2 $5 $4');
  const records = [
    `message_size: ${String(size).padStart(15)}${String(envelope.recipients.length).padStart(16)}`,
    `message_arrival_time: ${time}`,
    `named_attribute: log_ident=${queueId}`,
    ...(user === undefined ? [] : [`named_attribute: sasl_username=${user}`]),
    `sender: ${reversePath}`,
    ...envelope.recipients.map((one) => `${one in recipients ? 'recipient' : 'done_recipient'}: ${one}`),
  ];
  return `${records.join('\n')}\n`;
}

import type { Fact } from '#protocol/events.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { mailHost } from '../../mail-host.ts';
import { linesOf } from '../../standard-input.ts';
import { type Tool, type ToolContext, UsageError } from '../../tool.ts';

/** One option: what becomes of a message, and the words for it. */
interface Action {
  type: Extract<Fact['type'], 'message.removed' | 'message.held' | 'message.released' | 'message.requeued'>;
  /** Messages to which it can be done; the others are passed over. */
  concerns(entry: QueueEntry): boolean;
  done: string;
  sum: string;
}

const actions: Record<string, Action> = {
  '-d': { type: 'message.removed', concerns: () => true, done: 'removed', sum: 'Deleted' },
  '-h': { type: 'message.held', concerns: ({ held }) => !held, done: 'placed on hold', sum: 'Placed on hold' },
  '-H': {
    type: 'message.released',
    concerns: ({ held }) => held,
    done: 'released from hold',
    sum: 'Released from hold',
  },
  '-r': { type: 'message.requeued', concerns: () => true, done: 'requeued', sum: 'Requeued' },
};

/** Queue ids that a pipe may bring. */
const pipedIdsMax = 1000;

export const postsuper: Tool = {
  summary: 'delete, hold, release or requeue messages of this mail server',
  usage: 'postsuper -d|-h|-H|-r QUEUE_ID|ALL|-',
  manual: `    -d   delete: nobody is told, neither sender nor recipient
    -h   put on hold: not tried until it is released
    -H   release from hold
    -r   requeue: as if it had just come

ALL means every message; - reads queue ids from a pipe. mailq shows the queue ids.

    postsuper -d 4F2K9Q1M
    postsuper -d ALL`,
  run(context) {
    const host = mailHost(context, 'postsuper');
    if (!host) return;
    const orders = ordersOf(context);
    for (const [action, queueIds] of orders) perform(context, host, action, queueIds);
  },
};

/** Options may come more than once, each with its id. */
function ordersOf({ args, stdin }: ToolContext): Map<Action, string[]> {
  const orders = new Map<Action, string[]>();
  for (let at = 0; at < args.length; at += 2) {
    const [option = '', queueId] = args.slice(at, at + 2);
    const action = Object.hasOwn(actions, option) ? actions[option] : undefined;
    if (!action) throw new UsageError(`postsuper: option ${option} is not available here`);
    if (queueId === undefined) throw new UsageError(`postsuper: ${option} needs a queue id, or ALL`);
    const given = queueId === '-' ? linesOf(stdin ?? Buffer.alloc(0)).map((line) => line.trim()) : [queueId];
    if (given.length > pipedIdsMax) throw new UsageError(`postsuper: more than ${pipedIdsMax} queue ids in one pipe`);
    orders.set(action, [...(orders.get(action) ?? []), ...given]);
  }
  if (orders.size === 0) throw new UsageError('postsuper: what shall be done?');
  return orders;
}

function perform({ world, print, record }: ToolContext, host: string, action: Action, queueIds: string[]): void {
  const queue = world.queues.byHost[host] ?? {};
  const asked = queueIds.includes('ALL') ? Object.keys(queue) : queueIds;
  const entries = Object.values(queue).filter((entry) => asked.includes(entry.queueId) && action.concerns(entry));
  const unknown = asked.filter((queueId) => !Object.hasOwn(queue, queueId));
  if (unknown.length > 0) {
    print('error', unknown.map((queueId) => `postsuper: there is no message ${queueId} in the queue\n`).join(''));
  }
  if (entries.length === 0) return;
  record(...entries.map(({ queueId, message }) => ({ type: action.type, host, queueId, message })));
  const lines = entries.map(({ queueId }) => `postsuper: ${queueId}: ${action.done}\n`);
  print(
    'shell',
    `${lines.join('')}postsuper: ${action.sum}: ${entries.length} message${entries.length > 1 ? 's' : ''}\n`,
  );
}

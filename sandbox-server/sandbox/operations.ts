import { pastedAddresses } from '#protocol/address-list.ts';
import type { Command } from '#protocol/commands.ts';
import type { Fact } from '#protocol/events.ts';
import { whyNotEditable, whyNotOperated } from '#protocol/permissions.ts';
import type { QueueEntry } from '#protocol/projections/queues.ts';
import { suppressionOf } from '#protocol/projections/relay-services.ts';
import type { DnsRecord } from '#protocol/scenario.ts';
import type { Refusal } from '#protocol/socket.ts';
import type { World } from '#protocol/world.ts';
import { isSameRecord } from '#protocol/zone-file.ts';
import { zoneProblems } from '#protocol/zone-problems.ts';
import { parameterProblem } from '../mta/config.ts';

/** What a postmaster does in the views: each is decided by reading the world, and done by facts or refused with the reason. */

type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** As `postconf -e` for several parameters at once: when one of them makes no sense, none is set. */
export function factsOfConfiguring(world: World, { host, set }: CommandOf<'configure'>): Fact[] | Refusal {
  const closed = whyNotOperated(world, host);
  if (closed) return { error: closed, field: 'command.host' };
  const current = world.config.current[host] ?? {};
  for (const [parameter, value] of Object.entries(set)) {
    const problem = parameterProblem(parameter, value ?? '');
    // A line that is taken out cannot be wrong, unless nobody knows its name.
    const counts = value !== null || !Object.hasOwn(current, parameter);
    if (problem && counts) return { error: `${parameter}: ${problem}`, field: `command.set.${parameter}` };
  }
  return Object.entries(set)
    .filter(([parameter, value]) => (value ?? undefined) !== current[parameter])
    .map(([parameter, value]) => ({
      type: 'config.changed',
      host,
      parameter,
      ...(value === null ? {} : { value }),
      by: 'learner',
    }));
}

/** Takes out what is there and puts in what is right; a zone that could not be loaded is refused whole. */
export function factsOfZoneEdit(world: World, { remove, add }: CommandOf<'edit-zones'>): Fact[] | Refusal {
  const added = add.map(canonical);
  for (const { name } of [...remove, ...added]) {
    const closed = whyNotEditable(world, name);
    if (closed) return { error: closed, field: 'command.add' };
  }
  const { records } = world.names;
  const gone = records.filter((record) => remove.some((one) => isSameRecord(one, record)));
  const kept = records.filter((record) => !gone.includes(record));
  const fresh = added.filter((record) => !kept.some((one) => isSameRecord(one, record)));
  const wrong = zoneProblems(fresh, [...kept, ...fresh]).find(({ level }) => level === 'error');
  if (wrong) return { error: wrong.text, field: 'command.add' };
  if (gone.length === 0 && fresh.length === 0) return [];
  return [{ type: 'zone.changed', remove: gone, add: fresh, by: 'learner' }];
}

/** Names are compared in lower case, without the final dot (RFC 4343); so they are kept. */
function canonical(record: DnsRecord): DnsRecord {
  const name = plain(record.name);
  if (record.type === 'MX') return { ...record, name, exchange: plain(record.exchange) };
  return 'target' in record ? { ...record, name, target: plain(record.target) } : { ...record, name };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/(?<=.)\.$/, '');
}

type Handling = CommandOf<'handle-queued'>['action'];

const handled: Record<Handling, Extract<Fact['type'], `message.${'requeued' | 'held' | 'released' | 'removed'}`>> = {
  'try-now': 'message.requeued',
  hold: 'message.held',
  release: 'message.released',
  delete: 'message.removed',
};

/** As postsuper and `postqueue -i` for one message. */
export function factsOfHandling(world: World, { host, queueId, action }: CommandOf<'handle-queued'>): Fact[] | Refusal {
  const closed = whyNotOperated(world, host);
  if (closed) return { error: closed, field: 'command.host' };
  const entry = entryOf(world, host, queueId);
  if (!entry) return { error: notInQueue(host, queueId), field: 'command.queueId' };
  if (action === 'try-now' && entry.held) {
    return { error: `${queueId} is on hold: release it first`, field: 'command.action' };
  }
  if (entry.held === (action === 'hold') && (action === 'hold' || action === 'release')) return [];
  return [{ type: handled[action], host, queueId, message: entry.message }];
}

export function factsOfFlush(world: World, host: string): Fact[] | Refusal {
  const closed = whyNotOperated(world, host);
  return closed ? { error: closed, field: 'command.host' } : [{ type: 'queue.flushed', host }];
}

/** Nothing changes for who is on the list already, or was never on it. */
export function factsOfSuppressing(
  { services }: World,
  { service, account, address, on }: CommandOf<'suppress'>,
): Fact[] | Refusal {
  const customer = customerOf(services, service, account);
  if (!customer) return { error: `${account} is no customer of ${service}`, field: 'command.account' };
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)) {
    return { error: `${address} is no address such as ann@globex.example`, field: 'command.address' };
  }
  if ((suppressionOf(customer, address) !== undefined) === on) return [];
  return [{ type: 'suppression.edited', service, account, address, on, by: 'learner' }];
}

/** Why no time makes the message leave its queue; undefined when waiting helps. */
export function whyNeverGone(world: World, host: string, queueId: string): Refusal | undefined {
  const entry = entryOf(world, host, queueId);
  if (!entry) return { error: notInQueue(host, queueId), field: 'command.queueId' };
  if (entry.held) return { error: `${queueId} is on hold: it waits until it is released`, field: 'command.queueId' };
  if (!world.hosts.byName[host]?.up)
    return { error: `${host} is switched off: its queue stands still`, field: 'command.host' };
  return undefined;
}

function entryOf(world: World, host: string, queueId: string): QueueEntry | undefined {
  const queue = Object.hasOwn(world.queues.byHost, host) ? world.queues.byHost[host] : undefined;
  return queue && Object.hasOwn(queue, queueId) ? queue[queueId] : undefined;
}

function notInQueue(host: string, queueId: string): string {
  return `there is no message ${queueId} in the queue of ${host}`;
}

/** The list is compared with the truth by whoever reads the log; here it only has to be one. */
export function factsOfHandingIn(
  { services }: World,
  { service, account, addresses }: CommandOf<'hand-in-list'>,
): Fact[] | Refusal {
  if (!customerOf(services, service, account)) {
    return { error: `${account} is no customer of ${service}`, field: 'command.account' };
  }
  const list = pastedAddresses(addresses.join('\n'));
  if (list.length === 0) return { error: 'there is no address on the list', field: 'command.addresses' };
  return [{ type: 'suppression-list.handed-in', service, account, addresses: list }];
}

function customerOf({ byName }: World['services'], service: string, account: string) {
  const found = Object.hasOwn(byName, service) ? byName[service] : undefined;
  return found && Object.hasOwn(found.accounts, account) ? found.accounts[account] : undefined;
}

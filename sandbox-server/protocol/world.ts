import type { SandboxEvent } from './events.ts';
import { applyToBlocklists, type BlocklistsState, emptyBlocklists } from './projections/blocklists.ts';
import { applyToClock, type ClockState, emptyClock } from './projections/clock.ts';
import { applyToConfig, type ConfigState, emptyConfig } from './projections/config.ts';
import { applyToConnections, type ConnectionsState, emptyConnections } from './projections/connections.ts';
import { applyToFaults, emptyFaults, type FaultsState } from './projections/faults.ts';
import { applyToGreylist, emptyGreylist, type GreylistState } from './projections/greylist.ts';
import { applyToHosts, emptyHosts, type HostsState } from './projections/hosts.ts';
import { applyToMailboxes, emptyMailboxes, type MailboxesState } from './projections/mailboxes.ts';
import { applyToMessages, emptyMessages, type MessagesState } from './projections/messages.ts';
import { applyToNames, emptyNames, type NamesState } from './projections/names.ts';
import { applyToProgress, emptyProgress, type ProgressState } from './projections/progress.ts';
import { applyToQueues, emptyQueues, type QueuesState } from './projections/queues.ts';
import { applyToReaders, emptyReaders, type ReadersState } from './projections/readers.ts';
import { applyToRelayServices, emptyRelayServices, type RelayServicesState } from './projections/relay-services.ts';
import { applyToSelftest, emptySelftest, type SelftestState } from './projections/selftest.ts';
import { applyToSubmissions, emptySubmissions, type SubmissionsState } from './projections/submissions.ts';
import { applyToTerminals, emptyTerminals, type TerminalsState } from './projections/terminals.ts';

/**
 * Everything that is true in a sandbox, folded from its log. The engine decides by reading it, the views draw it, the
 * steps and the coach ask it; nobody keeps a second copy. Each part is written by one projection.
 */
export interface World {
  /** `seq` of the last applied event; 0 in an empty world. */
  seq: number;
  clock: ClockState;
  hosts: HostsState;
  config: ConfigState;
  names: NamesState;
  faults: FaultsState;
  greylist: GreylistState;
  blocklists: BlocklistsState;
  submissions: SubmissionsState;
  services: RelayServicesState;
  connections: ConnectionsState;
  messages: MessagesState;
  queues: QueuesState;
  mailboxes: MailboxesState;
  readers: ReadersState;
  selftest: SelftestState;
  terminals: TerminalsState;
  progress: ProgressState;
}

export function emptyWorld(): World {
  return {
    seq: 0,
    clock: emptyClock(),
    hosts: emptyHosts(),
    config: emptyConfig(),
    names: emptyNames(),
    faults: emptyFaults(),
    greylist: emptyGreylist(),
    blocklists: emptyBlocklists(),
    submissions: emptySubmissions(),
    services: emptyRelayServices(),
    connections: emptyConnections(),
    messages: emptyMessages(),
    queues: emptyQueues(),
    mailboxes: emptyMailboxes(),
    readers: emptyReaders(),
    selftest: emptySelftest(),
    terminals: emptyTerminals(),
    progress: emptyProgress(),
  };
}

/**
 * Applies one event to a world that the caller owns; from outside a pure fold: the same events give the same world.
 * Mutation on purpose: spreading per event is quadratic in the number of connections. Browsers wrap a batch of it in
 * one Immer `produce`.
 */
export function apply(world: World, event: SandboxEvent): void {
  if (event.type === 'sandbox.reset') startAnew(world);
  applyToClock(world.clock, event);
  applyToHosts(world.hosts, event);
  applyToConfig(world.config, event);
  applyToNames(world.names, event);
  applyToFaults(world.faults, event);
  applyToGreylist(world.greylist, event);
  applyToBlocklists(world.blocklists, event);
  applyToSubmissions(world.submissions, event);
  applyToRelayServices(world.services, event);
  applyToConnections(world.connections, event);
  applyToMessages(world.messages, event);
  applyToQueues(world.queues, event);
  applyToMailboxes(world.mailboxes, event, world.messages);
  applyToReaders(world.readers, event);
  applyToSelftest(world.selftest, event);
  applyToTerminals(world.terminals, event);
  applyToProgress(world.progress, event);
  world.seq = event.seq;
}

/** A reset forgets all but the names that must never be used twice, which commands were done, and where a fork came from. */
function startAnew(world: World): void {
  const { connections, messages, progress } = world;
  Object.assign(world, emptyWorld());
  world.connections.count = connections.count;
  world.messages.count = messages.count;
  world.progress.commands = progress.commands;
  world.progress.lesson = progress.lesson;
  world.progress.seed = progress.seed;
  if (progress.forked) world.progress.forked = progress.forked;
}

/** The world after `events`, or after those up to `seq`. */
export function worldAt(events: readonly SandboxEvent[], seq = Number.POSITIVE_INFINITY): World {
  const world = emptyWorld();
  for (const event of events) {
    if (event.seq > seq) break;
    apply(world, event);
  }
  return world;
}

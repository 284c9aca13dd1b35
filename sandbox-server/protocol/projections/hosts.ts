import type { Actor } from '../actors.ts';
import { crowdMailboxes } from '../crowd.ts';
import type { SandboxEvent } from '../events.ts';
import type { Fault, Scenario, ScenarioHost, ScenarioNetwork } from '../scenario.ts';

export interface HostState extends ScenarioHost {
  /** False: without power, nothing answers. */
  up: boolean;
  /** Ports on which a program in the learner's terminal listens now. */
  listening: number[];
}

type BorderFault = Extract<Fault, { kind: 'block-port' }>;

export interface HostsState {
  byName: Record<string, HostState>;
  /** Where the learner sits. */
  terminal: { host: string; user: string };
  latencyMs: number;
  /** With what their borders block now: what is always blocked, and the faults that are on. */
  networks: ScenarioNetwork[];
  /** Faults that block a port, on or off. */
  borderFaults: BorderFault[];
  /** Others who act by themselves. */
  actors: Actor[];
}

export function emptyHosts(): HostsState {
  return { byName: {}, terminal: { host: '', user: '' }, latencyMs: 0, networks: [], borderFaults: [], actors: [] };
}

export function applyToHosts(hosts: HostsState, event: SandboxEvent): void {
  switch (event.type) {
    case 'sandbox.started':
    case 'sandbox.reset':
      return build(hosts, event.scenario);
    case 'host.stopped':
    case 'host.started': {
      const host = hosts.byName[event.host];
      if (host) host.up = event.type === 'host.started';
      return;
    }
    case 'fault.switched': {
      const fault = hosts.borderFaults.find(({ id }) => id === event.fault);
      if (fault && fault.on !== event.on) switchBlock(hosts, fault, event.on);
      return;
    }
    case 'port.opened':
      return void hosts.byName[event.host]?.listening.push(event.port);
    case 'port.closed': {
      const host = hosts.byName[event.host];
      if (host) host.listening = host.listening.filter((port) => port !== event.port);
    }
  }
}

function build(hosts: HostsState, scenario: Scenario): void {
  hosts.terminal = { ...scenario.terminal };
  hosts.latencyMs = scenario.latencyMs;
  hosts.networks = scenario.networks.map((network) => ({ ...network, blocks: [...network.blocks] }));
  hosts.borderFaults = scenario.faults.flatMap((fault) => (fault.kind === 'block-port' ? { ...fault, on: false } : []));
  hosts.actors = scenario.actors;
  for (const host of scenario.hosts) {
    const mailboxes = [...host.mailboxes, ...crowdAt(scenario, host.name)];
    hosts.byName[host.name] = { ...host, mailboxes, up: true, listening: [] };
  }
  for (const fault of scenario.faults) {
    const block = fault.on && hosts.borderFaults.find(({ id }) => id === fault.id);
    if (block) switchBlock(hosts, block, true);
  }
}

function switchBlock(hosts: HostsState, fault: BorderFault, on: boolean): void {
  const network = hosts.networks.find(({ name }) => name === fault.network);
  fault.on = on;
  if (!network) return;
  const { port, how } = fault;
  const others = network.blocks.filter((block) => block.port !== port || block.how !== how);
  network.blocks = on ? [...network.blocks, { port, how }] : others;
}

/** Mailboxes that the scenario does not write down one by one. */
function crowdAt({ actors }: Scenario, host: string): string[] {
  return actors.flatMap((actor) =>
    actor.kind === 'mailbox-provider' && actor.host === host ? crowdMailboxes(actor) : [],
  );
}

import type { Actor } from '../actors.ts';
import { crowdMailboxes } from '../crowd.ts';
import type { SandboxEvent } from '../events.ts';
import type { Newsletter } from '../newsletter.ts';
import type { Scenario, ScenarioHost, ScenarioNetwork } from '../scenario.ts';

export interface HostState extends ScenarioHost {
  /** False: without power, nothing answers. */
  up: boolean;
  /** Ports on which a program in the learner's terminal listens now. */
  listening: number[];
}

export interface HostsState {
  byName: Record<string, HostState>;
  /** Where the learner sits. */
  terminal: { host: string; user: string };
  latencyMs: number;
  /** With what their borders always block. */
  networks: ScenarioNetwork[];
  /** Others who act by themselves. */
  actors: Actor[];
  /** What the newsletter program of the workstation sends. */
  newsletter?: Newsletter;
}

export function emptyHosts(): HostsState {
  return { byName: {}, terminal: { host: '', user: '' }, latencyMs: 0, networks: [], actors: [] };
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
    case 'password.changed': {
      const host = hosts.byName[event.host];
      // A token was given out for the old password, and goes with it.
      const changed = { user: event.user, password: event.password };
      if (host) host.accounts = host.accounts.map((account) => (account.user === event.user ? changed : account));
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
  hosts.networks = scenario.networks;
  hosts.actors = scenario.actors;
  if (scenario.newsletter) hosts.newsletter = scenario.newsletter;
  for (const host of scenario.hosts) {
    const mailboxes = [...host.mailboxes, ...crowdAt(scenario, host.name)];
    hosts.byName[host.name] = { ...host, mailboxes, up: true, listening: [] };
  }
}

/** Mailboxes that the scenario does not write down one by one. */
function crowdAt({ actors }: Scenario, host: string): string[] {
  return actors.flatMap((actor) =>
    actor.kind === 'mailbox-provider' && actor.host === host ? crowdMailboxes(actor) : [],
  );
}

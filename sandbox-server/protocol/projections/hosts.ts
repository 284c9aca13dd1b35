import type { Actor } from '../actors.ts';
import type { SandboxEvent } from '../events.ts';
import type { Scenario, ScenarioHost, ScenarioNetwork } from '../scenario.ts';

export interface HostState extends ScenarioHost {
  /** False: without power, nothing answers. */
  up: boolean;
}

export interface HostsState {
  byName: Record<string, HostState>;
  /** Where the learner sits. */
  terminal: { host: string; user: string };
  latencyMs: number;
  networks: ScenarioNetwork[];
  /** Others who act by themselves. */
  actors: Actor[];
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
    }
  }
}

function build(hosts: HostsState, scenario: Scenario): void {
  hosts.terminal = { ...scenario.terminal };
  hosts.latencyMs = scenario.latencyMs;
  hosts.networks = scenario.networks;
  hosts.actors = scenario.actors;
  for (const host of scenario.hosts) hosts.byName[host.name] = { ...host, up: true };
}

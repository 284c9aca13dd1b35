import type { SandboxEvent } from '#protocol/events.ts';
import type { HostState } from '#protocol/projections/hosts.ts';
import type { World } from '#protocol/world.ts';
import { clockTime } from '../wire/sandbox-time.ts';

/** What a host's card says beside its name, always in words. */
export interface HostNotes {
  /** Messages that this host is responsible for. */
  held: number;
  /** Mailboxes with letters that arrived in this sandbox: "ann: 1 new". */
  arrived: { address: string; text: string }[];
  /** What happens here just now. */
  now?: { text: string; tone: 'ok' | 'wait' | 'no' };
  /** The learner's workstation: where its terminal is. */
  doing?: string;
}

export function notesOf(world: World, host: HostState, showing: SandboxEvent | undefined): HostNotes {
  const held = Object.keys(world.queues.byHost[host.name] ?? {}).length;
  const now = nowAt(host.name, world, showing);
  const doing = host.name === world.hosts.terminal.host ? whereTheTerminalIs(world) : undefined;
  return { held, arrived: arrivedAt(world, host.name), ...(now ? { now } : {}), ...(doing ? { doing } : {}) };
}

function arrivedAt({ mailboxes }: World, host: string): HostNotes['arrived'] {
  return Object.entries(mailboxes.byAddress).flatMap(([address, stored]) => {
    const count = stored.filter((letter) => letter.host === host && letter.message).length;
    return count > 0 ? [{ address, text: `${address.split('@')[0]}: ${count} new` }] : [];
  });
}

function nowAt(host: string, world: World, showing: SandboxEvent | undefined): HostNotes['now'] {
  switch (showing?.type) {
    case 'dns.answered':
      if (showing.client !== host || hasNameServer(world)) return undefined;
      return { text: `asked DNS: ${showing.question.type} ${showing.question.name}`, tone: 'wait' };
    case 'message.delivered':
      return showing.host === host ? { text: `into ${showing.mailbox}’s mailbox`, tone: 'ok' } : undefined;
    case 'message.deferred':
      return showing.host === host
        ? { text: `waiting, next try ${clockTime(showing.retryAt).slice(0, 5)}`, tone: 'wait' }
        : undefined;
    case 'message.bounced':
      return showing.host === host ? { text: `${showing.recipient}: given up, returned`, tone: 'no' } : undefined;
    case 'policy.decided':
      return showing.host === host ? decided(showing.recipient, showing.verdict) : undefined;
    default:
      return undefined;
  }
}

function decided(recipient: string, verdict: 'local' | 'relay' | 'reject' | 'defer'): HostNotes['now'] {
  switch (verdict) {
    case 'local':
      return { text: `${recipient}: mine, keep it`, tone: 'ok' };
    case 'relay':
      return { text: `${recipient}: not mine, pass on`, tone: 'ok' };
    case 'reject':
      return { text: `${recipient}: no`, tone: 'no' };
    case 'defer':
      return { text: `${recipient}: not now`, tone: 'wait' };
  }
}

function hasNameServer({ hosts }: World): boolean {
  return Object.values(hosts.byName).some(({ role }) => role === 'dns');
}

function whereTheTerminalIs({ terminals, connections, hosts }: World): string | undefined {
  const terminal = terminals.byName.main;
  if (!terminal) return undefined;
  const connection = connections.byId[terminal.connection ?? ''];
  if (connection?.state === 'open')
    return `${terminal.program} → ${shortName(connection.to.host)}:${connection.to.port}`;
  return terminal.host === hosts.terminal.host ? undefined : `ssh → ${shortName(terminal.host)}`;
}

/** `mx.globex` for mx.globex.example: the rest is the same for all. */
export function shortName(host: string): string {
  return host.split('.').slice(0, -1).join('.') || host;
}

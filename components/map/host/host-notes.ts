import { overheardBy } from '#protocol/eavesdropper.ts';
import type { SandboxEvent } from '#protocol/events.ts';
import type { HostState } from '#protocol/projections/hosts.ts';
import type { World } from '#protocol/world.ts';
import { clockTime } from '../../wire/sandbox-time.ts';

/** What a host's card says beside its name, always in words. */
export interface HostNotes {
  up: boolean;
  /** Messages that this host is responsible for. */
  held: number;
  /** Mailboxes with letters that arrived in this sandbox: "ann: 1 new". */
  arrived: { address: string; count: number; text: string }[];
  /** Who this is, or what is wrong with it, beside its role. */
  tags: { kind: 'bot' | 'listed' | 'ear' | 'trouble'; text: string }[];
  /** What happens here just now. */
  now?: { text: string; tone: 'ok' | 'wait' | 'no' };
  /** The learner's workstation: where its terminal is. */
  doing?: string;
}

export function notesOf(world: World, host: HostState, showing: SandboxEvent | undefined): HostNotes {
  const held = Object.keys(world.queues.byHost[host.name] ?? {}).length;
  const now = nowAt(host, world, showing);
  const doing = host.name === world.hosts.terminal.host ? whereTheTerminalIs(world) : undefined;
  return {
    up: world.hosts.byName[host.name]?.up ?? true,
    held,
    arrived: arrivedAt(world, host.name),
    tags: tagsOf(world, host),
    ...(now ? { now } : {}),
    ...(doing ? { doing } : {}),
  };
}

function tagsOf(world: World, host: HostState): HostNotes['tags'] {
  const { hosts, blocklists, faults } = world;
  const tags: HostNotes['tags'] = [];
  for (const actor of hosts.actors) {
    if (actor.kind === 'spam-bot' && actor.host === host.name) tags.push({ kind: 'bot', text: 'spam bot' });
    // Whom he names is told when he has come for the first time: until then it would spoil the riddle.
    if (actor.kind === 'forger' && actor.host === host.name && hasCalled(world, host.name)) {
      tags.push({ kind: 'bot', text: `writes as ${actor.reversePath.split('@')[0]}` });
    }
  }
  for (const [zone, suspects] of Object.entries(blocklists.byZone)) {
    if (suspects[host.address]?.listed) tags.push({ kind: 'listed', text: `listed by ${zone}` });
  }
  const ear = whatItHears(world, host.name);
  if (ear) tags.push({ kind: 'ear', text: ear });
  for (const fault of Object.values(faults.byId)) {
    if (!fault.on) continue;
    if (fault.kind === 'disk-full' && fault.host === host.name) tags.push({ kind: 'trouble', text: 'disk full' });
    if (fault.kind === 'not-available' && fault.host === host.name) tags.push({ kind: 'trouble', text: 'says 421' });
  }
  return tags;
}

function hasCalled({ connections }: World, host: string): boolean {
  return Object.values(connections.byId).some(({ from }) => from.host === host);
}

/** What somebody on the way can make of what passes through him. */
function whatItHears(world: World, host: string): string | undefined {
  const intercept = world.config.current[host]?.lab_intercept ?? 'off';
  if (intercept === 'off') return undefined;
  const verb = intercept === 'strip' ? 'strips TLS' : 'listens';
  const heard = overheardBy(world, host);
  const readable = heard.filter(({ clear, connection }) => isTold(world, connection, clear.length)).length;
  if (heard.length === 0) return verb;
  return readable === 0 ? `${verb}: all sealed` : `${verb}: can read ${readable} of ${heard.length}`;
}

/** More than greeting and hello went in the clear. */
function isTold({ connections }: World, id: string, clear: number): boolean {
  const connection = connections.byId[id];
  if (!connection || clear === 0 || connection.tls?.mode === 'implicit') return false;
  return !connection.tls && connection.exchanges.some(({ kind, verb }) => kind === 'command' && verb !== 'EHLO');
}

function arrivedAt({ mailboxes }: World, host: string): HostNotes['arrived'] {
  return Object.entries(mailboxes.byAddress).flatMap(([address, stored]) => {
    const count = stored.filter((letter) => letter.host === host && letter.message).length;
    return count > 0 ? [{ address, count, text: `${address.split('@')[0]}: ${count} new` }] : [];
  });
}

function nowAt(host: HostState, world: World, showing: SandboxEvent | undefined): HostNotes['now'] {
  if (!showing || whereItHappens(world, showing) !== host.name) return undefined;
  switch (showing.type) {
    case 'dns.answered':
      if (hasNameServer(world)) return undefined;
      return { text: `asked DNS: ${showing.question.type} ${showing.question.name}`, tone: 'wait' };
    case 'login.attempted':
      return showing.ok
        ? { text: `${showing.user} has logged in`, tone: 'ok' }
        : { text: `${showing.user}: wrong login`, tone: 'no' };
    case 'message.delivered':
      return { text: `into ${showing.mailbox}’s ${showing.folder === 'junk' ? 'junk' : 'mailbox'}`, tone: 'ok' };
    case 'message.deferred':
      return { text: `waiting, next try ${clockTime(showing.retryAt).slice(0, 5)}`, tone: 'wait' };
    case 'message.bounced':
      return { text: `${showing.recipient}: given up${showing.notice ? ', returned' : ''}`, tone: 'no' };
    case 'auto-reply.withheld':
      return { text: `${showing.mailbox.split('@')[0]}’s robot keeps silent`, tone: 'ok' };
    case 'message.redirected':
      if (showing.how === 'service') {
        return showing.as
          ? { text: `a copy for ${showing.recipient}`, tone: 'ok' }
          : { text: `kept back: ${showing.recipient}`, tone: 'wait' };
      }
      return {
        text: `${showing.recipient} stands for ${showing.to.length === 1 ? showing.to[0] : `${showing.to.length} others`}`,
        tone: 'ok',
      };
    case 'policy.decided':
      return decided(showing.recipient, showing.verdict);
    case 'bytes.altered':
      return { text: 'overwrote STARTTLS', tone: 'no' };
    case 'relay.found':
      return { text: `found an open relay: ${shortName(showing.relay)}`, tone: 'no' };
    case 'blocklist.trapped':
      return { text: 'its letter came into a trap', tone: 'wait' };
    case 'blocklist.listed':
      return { text: `now listed by ${showing.zone}`, tone: 'no' };
    case 'blocklist.refused':
      return { text: `stays listed by ${showing.zone}`, tone: 'no' };
    case 'blocklist.delisted':
      return { text: `no longer listed by ${showing.zone}`, tone: 'ok' };
    case 'fault.happened':
      return { text: world.faults.byId[showing.fault]?.label ?? showing.fault, tone: 'no' };
    default:
      return undefined;
  }
}

/** The host at which a fact is told. */
function whereItHappens({ hosts, faults }: World, event: SandboxEvent): string | undefined {
  switch (event.type) {
    case 'dns.answered':
      return event.client;
    case 'relay.found':
      return event.by;
    case 'blocklist.trapped':
    case 'blocklist.listed':
    case 'blocklist.refused':
    case 'blocklist.delisted':
      return Object.values(hosts.byName).find(({ address }) => address === event.address)?.name;
    case 'fault.happened': {
      const fault = faults.byId[event.fault];
      return fault && 'host' in fault ? fault.host : undefined;
    }
    default:
      return 'host' in event ? event.host : undefined;
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
  if (connection?.state === 'open' && connection.driver !== 'learner')
    return `answers ${shortName(connection.from.host)}`;
  const [port] = hosts.byName[terminal.host]?.listening ?? [];
  if (port !== undefined) return `listens on ${port}`;
  if (connection?.state === 'open')
    return `${terminal.program} → ${shortName(connection.to.host)}:${connection.to.port}`;
  return terminal.host === hosts.terminal.host ? undefined : `ssh → ${shortName(terminal.host)}`;
}

/** `mx.globex` for mx.globex.example: the rest is the same for all. */
export function shortName(host: string): string {
  return host.split('.').slice(0, -1).join('.') || host;
}

import type { SandboxEvent } from '#protocol/events.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { World } from '#protocol/world.ts';

/** What a cable between two hosts shows: the newest connection between them, in whichever direction. */
export interface CableState {
  id: string;
  from: string;
  to: string;
  state: Connection['state'] | 'asking';
  /** Said in words on the cable. */
  label?: string;
  tone: 'ok' | 'wait' | 'no' | 'quiet';
  /** Connection to open in the wire view. */
  connection?: string;
}

/** All cables of the world; while a name server is asked, the cable to it, too. */
export function cablesOf(world: World, showing: SandboxEvent | undefined): CableState[] {
  const newest = new Map<string, Connection>();
  for (const id of world.connections.order) {
    const connection = world.connections.byId[id];
    if (connection && connection.from.host !== connection.to.host) {
      newest.set([connection.from.host, connection.to.host].sort().join(' '), connection);
    }
  }
  const cables = [...newest.values()]
    .filter(({ from, to }) => world.hosts.byName[from.host] && world.hosts.byName[to.host])
    .map(cableFor);
  const asking = askingCable(world, showing);
  return asking ? [...cables, asking] : cables;
}

function cableFor(connection: Connection): CableState {
  const { id, from, to, state } = connection;
  const head = { id: `${from.host} ${to.host}`, from: from.host, to: to.host, state, connection: id };
  switch (state) {
    case 'refused':
      return { ...head, tone: 'no', label: 'connection refused' };
    case 'timed-out':
      return { ...head, tone: 'wait', label: 'no answer' };
    case 'open':
    case 'closed':
      return { ...head, ...said(connection) };
  }
}

/** A slip of the fingers is no refusal: only what is said about the envelope and the letter. */
const transactionVerbs = ['MAIL', 'RCPT', 'DATA', 'DATA-END'];

/** A refusal that is the last word of the conversation so far; otherwise open or quiet. */
function said({ exchanges, state }: Connection): Pick<CableState, 'tone' | 'label'> {
  if (state !== 'open') return { tone: 'quiet' };
  const reply = exchanges.findLast(({ kind, verb }) => kind === 'reply' && transactionVerbs.includes(verb));
  if (reply?.kind !== 'reply' || reply.code < 400) return { tone: 'ok' };
  const code = [reply.code, reply.enhanced].filter(Boolean).join(' ');
  return reply.code < 500 ? { tone: 'wait', label: `${code} later` } : { tone: 'no', label: `${code} refused` };
}

function askingCable({ hosts }: World, showing: SandboxEvent | undefined): CableState | undefined {
  if (showing?.type !== 'dns.answered') return undefined;
  const server = Object.values(hosts.byName).find(({ role }) => role === 'dns');
  if (!server) return undefined;
  const { type, name } = showing.question;
  const label = `${type} ${name}?`;
  return { id: `dns ${showing.client}`, from: showing.client, to: server.name, state: 'asking', tone: 'wait', label };
}

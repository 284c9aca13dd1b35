import { callPatienceMs } from '#protocol/limits.ts';
import type { Connection, Reply } from '#protocol/projections/connections.ts';
import type { World } from '#protocol/world.ts';

/** Whether a terminal can read a line now: the shell at its prompt, or a program whose server has answered. */
export function isReady({ terminals, connections }: World, name: string, at: 'shell' | 'program'): boolean {
  const terminal = terminals.byName[name];
  if (!terminal) return false;
  if (at === 'shell') return terminal.program === 'sh' && terminal.prompt !== '';
  if (terminal.program === 'sh') return false;
  const last = connections.byId[terminal.connection ?? '']?.exchanges.at(-1);
  return terminal.connection === undefined || last?.kind === 'reply';
}

/** The reply that is explained where nobody asks for another one: the last; but where a tool itself says good-bye, as swaks
 *  does, the one before it, which is why it leaves. */
export function replyInQuestion(world: World, terminal: string): Reply | undefined {
  const last = repliesHeard(world).at(-1);
  if (last?.because.reason !== 'goodbye') return last;
  const typed = world.terminals.byName[terminal]?.entries.findLast(({ kind }) => kind === 'entered');
  if (typed?.kind === 'entered' && /^\s*quit\s*$/i.test(typed.text)) return last;
  const connection = Object.values(world.connections.byId).find(({ exchanges }) => exchanges.includes(last));
  const replies = connection?.exchanges.filter((exchange) => exchange.kind === 'reply') ?? [];
  return replies.at(-2) ?? last;
}

/** The call of a terminal's program that nobody has answered yet. */
export function callInVain({ terminals, connections, hosts }: World, name: string): Connection | undefined {
  const terminal = terminals.byName[name];
  // Whoever sits at the prompt waits for nothing.
  if (terminal?.prompt !== '') return undefined;
  const last =
    connections.byId[connections.order.findLast((id) => isCallOf(connections.byId[id], terminal.host)) ?? ''];
  return last?.state === 'calling' && hosts.byName[last.to.host] ? last : undefined;
}

/** How long its program still waits, in whole sandbox ms, as the clock is put forward by; at least 1. */
export function waitLeftMs({ openedAt }: Pick<Connection, 'openedAt'>, now: number): number {
  return Math.max(1, Math.ceil(openedAt + callPatienceMs - now));
}

function isCallOf(connection: Connection | undefined, host: string): boolean {
  return connection?.driver === 'learner' && connection.from.host === host;
}

/** All replies that the learner's terminal has heard, oldest first. */
export function repliesHeard({ connections }: World): Reply[] {
  return connections.order
    .flatMap((id) => connections.byId[id] ?? [])
    .filter(({ driver }) => driver === 'learner')
    .flatMap(({ exchanges }) => exchanges.filter((exchange) => exchange.kind === 'reply'))
    .sort((one, other) => one.seq - other.seq);
}

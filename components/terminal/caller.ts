import type { Connection } from '#protocol/projections/connections.ts';
import type { World } from '#protocol/world.ts';
import { asUnderstood } from '../wire/answered-by-hand.ts';

/** What somebody who calls the learner's own server waits for. */
export type CallersTurn =
  | { kind: 'nobody-yet'; port: number }
  /** He waits to be greeted. */
  | { kind: 'greeting' }
  /** A command, or the end of the letter, is to be answered. */
  | { kind: 'command'; verb: string }
  /** All is answered; it is for him to go on. */
  | { kind: 'his-turn' }
  | { kind: 'gone' };

/** Where the call stands in which this terminal answers as a server (`nc -l`); undefined when it is none. */
export function callersTurn({ terminals, connections, hosts }: World, name: string): CallersTurn | undefined {
  const terminal = terminals.byName[name];
  if (!terminal) return undefined;
  const [port] = hosts.byName[terminal.host]?.listening ?? [];
  if (terminal.program === 'nc' && terminal.connection === undefined && port !== undefined) {
    return { kind: 'nobody-yet', port };
  }
  const connection = connections.byId[terminal.connection ?? terminal.lastConnection ?? ''];
  if (!connection || connection.driver === 'learner') return undefined;
  return connection.state === 'open' ? turnIn(connection) : { kind: 'gone' };
}

function turnIn(connection: Connection): CallersTurn {
  const { exchanges } = asUnderstood(connection);
  if (exchanges.length === 0) return { kind: 'greeting' };
  const answers = exchanges.filter(({ kind }) => kind === 'reply').length;
  // The first answer is the greeting: to nobody's command.
  const verb = exchanges.filter(({ kind }) => kind === 'command')[answers - 1]?.verb;
  return verb === undefined ? { kind: 'his-turn' } : { kind: 'command', verb };
}

/** What is usually answered to a command: a code, and what the caller makes of it. RFC 5321 §4.3.2. */
export const usualAnswers: Record<string, readonly (readonly [code: string, means: string])[]> = {
  greeting: [
    ['220', 'and your name: welcome'],
    ['421', 'come again later'],
    ['554', 'no mail here'],
  ],
  EHLO: [
    ['250', 'and your name, a line for each extension'],
    ['502', 'then he says HELO'],
  ],
  HELO: [['250', 'and your name']],
  MAIL: [
    ['250', 'go on'],
    ['451', 'later'],
    ['550', 'not from you'],
  ],
  RCPT: [
    ['250', 'lives here'],
    ['450', 'try again later'],
    ['550', 'nobody of that name'],
  ],
  DATA: [
    ['354', 'send it'],
    ['554', 'no'],
  ],
  'DATA-END': [
    ['250', 'taken: you answer for it now'],
    ['451', 'it comes again later'],
    ['554', 'it goes back to its sender'],
  ],
  RSET: [['250', 'forgotten']],
  NOOP: [['250', 'still here']],
  QUIT: [['221', 'good-bye; then he hangs up']],
};

/** To what is not there. */
export const otherAnswers = [['502', 'no such command here']] as const;

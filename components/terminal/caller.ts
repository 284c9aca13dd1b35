import type { Connection } from '#protocol/projections/connections.ts';
import type { World } from '#protocol/world.ts';

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
  const { greeted, unanswered } = dialogueOf(connection);
  if (!greeted) return { kind: 'greeting' };
  const [verb] = unanswered;
  return verb === undefined ? { kind: 'his-turn' } : { kind: 'command', verb };
}

/** The conversation as its two ends understand it: no mail server of ours reads these octets. RFC 5321 §3.3, §4.2.1. */
function dialogueOf({ bytes }: Pick<Connection, 'bytes'>): { greeted: boolean; unanswered: string[] } {
  let [greeted, isLetter, letter] = [false, false, ''];
  let unanswered: string[] = [];
  for (const { by, data } of bytes) {
    if (by === 'server') {
      for (const [code] of data.matchAll(/^\d{3}(?= |\r?\n)/gm)) {
        isLetter = greeted && code === '354' && unanswered[0] === 'DATA';
        if (greeted) unanswered = unanswered.slice(1);
        greeted = true;
      }
    } else if (isLetter) {
      letter += data;
      if (!/(^|\r\n)\.\r\n$/.test(letter)) continue;
      [isLetter, letter] = [false, ''];
      unanswered.push('DATA-END');
    } else {
      unanswered.push(...data.split('\r\n').flatMap((line) => /^[a-z]+/i.exec(line)?.[0].toUpperCase() ?? []));
    }
  }
  return { greeted, unanswered };
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

import type { Connection } from '#protocol/projections/connections.ts';
import { driverWord, endWords, whyNothingWasSaid } from './attempts.ts';
import { ladder, type Rung, replyLines } from './ladder.ts';
import { shownOctets } from './octets.ts';
import { clockTime } from './sandbox-time.ts';

/** A conversation in the notation of the lessons' transcripts (`#protocol/transcript.ts`), ready to be played again. */
export function transcriptOf(connection: Connection): string {
  const { from, to, driver, openedAt } = connection;
  const head = [
    `# ${from.host} [${from.address}] → ${to.host} [${to.address}]:${to.port}`,
    `# opened at ${clockTime(openedAt)} by ${driver === 'learner' ? 'you' : `a ${driverWord(connection)}`}`,
    // Only what a person typed can be typed again.
    ...(driver === 'learner' ? [`$ telnet ${to.host} ${to.port}`] : []),
  ];
  const why = whyNothingWasSaid(connection);
  const end = endWords(connection);
  return [
    ...head,
    ...(why ? [`# ${connection.state}: ${why.plain}`] : []),
    ...ladder(connection).flatMap(linesOf),
    ...(end ? [`# ${end}`] : []),
    '',
  ].join('\n');
}

function linesOf(rung: Rung): string[] {
  switch (rung.kind) {
    case 'command':
      return [spoken('C', rung.line)];
    case 'reply':
      return replyLines(rung.reply).flatMap(replyLine);
    case 'letter':
      return linesOfOctets(rung.octets).map((line) => spoken('C', line));
    case 'unread':
      return [
        '# sent, but never read as a command:',
        ...linesOfOctets(rung.octets).map((line) => `#   ${shownOctets(line)}`),
      ];
  }
}

/** A queue id is another one each time: the line would not match when it is played again. */
function replyLine(line: string): string[] {
  const [, same, queueId] = /^(.*\bqueued as) (\S+)$/.exec(line) ?? [];
  return same ? [`# queue id ${shownOctets(queueId ?? '')}`, spoken('S', same)] : [spoken('S', line)];
}

function spoken(who: 'C' | 'S', octets: string): string {
  return octets === '' ? `${who}:` : `${who}: ${shownOctets(octets, '\t')}`;
}

function linesOfOctets(octets: string): string[] {
  return octets.replace(/\r?\n$/, '').split(/\r?\n/);
}

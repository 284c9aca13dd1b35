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
    `# opened at ${clockTime(openedAt)} by ${driver === 'mta' ? 'a ' : ''}${driverWord(connection)}`,
    // Only what a person typed can be typed again.
    ...(driver === 'learner' ? [`$ ${callOf(connection)}`] : []),
  ];
  const why = whyNothingWasSaid(connection);
  const end = endWords(connection);
  return [
    ...head,
    ...(why ? [`# ${connection.state}: ${why.plain}`] : []),
    ...ladder(connection).flatMap((rung, index, rungs) => [...waitBefore(rung, rungs[index - 1]), ...linesOf(rung)]),
    ...(end ? [`# ${end}`] : []),
    '',
  ].join('\n');
}

/** The program that says the lines as they were said: inside TLS it does the handshake. */
function callOf({ to, tls }: Connection): string {
  if (!tls) return `telnet ${to.host} ${to.port}`;
  const start = tls.mode === 'starttls' ? ' -starttls smtp' : '';
  return `openssl s_client -connect ${to.host}:${to.port}${start} -crlf -quiet`;
}

/** What a server says unasked, it says because time has passed. */
function waitBefore(rung: Rung, before: Rung | undefined): string[] {
  if (rung.kind !== 'reply' || rung.reply.verb !== '' || !before) return [];
  const seconds = Math.ceil((rung.at - before.at) / 1000);
  return seconds > 0 ? [`@ +${seconds}s`] : [];
}

function linesOf(rung: Rung): string[] {
  switch (rung.kind) {
    case 'command':
      return [spoken('C', rung.line)];
    case 'reply':
      return replyAsRead(replyLines(rung.reply));
    case 'letter':
      return linesOfOctets(rung.octets).map((line) => spoken('C', line));
    case 'unread':
      return [
        '# sent, but never read as a command:',
        ...linesOfOctets(rung.octets).map((line) => `#   ${shownOctets(line)}`),
      ];
  }
}

/** One expectation a reply: the further lines of a long one are told in comments. */
function replyAsRead([first = '', ...more]: string[]): string[] {
  // A queue id is another one each time: the line would not match when it is played again.
  const [, same, queueId] = /^(.*\bqueued as) (\S+)$/.exec(first) ?? [];
  return [
    ...(queueId ? [`# queue id ${shownOctets(queueId)}`] : []),
    spoken('S', same ?? first),
    ...more.map((line) => `#  ${shownOctets(line)}`),
  ];
}

function spoken(who: 'C' | 'S', octets: string): string {
  return octets === '' ? `${who}:` : `${who}: ${shownOctets(octets, '\t')}`;
}

function linesOfOctets(octets: string): string[] {
  return octets.replace(/\r?\n$/, '').split(/\r?\n/);
}

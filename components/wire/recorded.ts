import type { Driver, Fact } from '#protocol/events.ts';
import type { Connection } from '#protocol/projections/connections.ts';
import type { ReasonId } from '#protocol/reasons.ts';
import { type World, worldAt } from '#protocol/world.ts';

/** For tests: logs written down by hand, and folded by the fold that everybody uses. */

const laptop = { host: 'laptop.acme.example', address: '192.0.2.10', port: 49_152 };
const globex = { host: 'mx.globex.example', address: '198.51.100.25', port: 25 };

/** One fact after the other, `stepMs` apart. */
export function worldOf(facts: Fact[], stepMs = 1): World {
  return worldAt(facts.map((fact, index) => ({ ...fact, seq: index + 1, at: index * stepMs })));
}

export function attempt(kind: 'opened' | 'refused' | 'timed-out', connection = 'c1', driver: Driver = 'learner'): Fact {
  return { type: `connection.${kind}`, connection, from: laptop, to: globex, driver };
}

export function clientSends(data: string, connection = 'c1'): Fact {
  return { type: 'bytes.sent', connection, by: 'client', data };
}

/** A command that the client sends and the server understands. */
export function command(line: string, connection = 'c1'): Fact[] {
  return [clientSends(`${line}\r\n`, connection), understood(line, connection)];
}

export function understood(line: string, connection = 'c1'): Fact {
  const verb = line === '.' ? 'DATA-END' : (line.split(' ', 1)[0]?.toUpperCase() ?? '');
  return { type: 'smtp.command', host: globex.host, connection, verb, line };
}

interface Said {
  verb: string;
  code: number;
  enhanced?: string;
  reason: ReasonId;
  parameter?: { name: string; value: string };
  connection?: string;
}

export function reply({ reason, parameter, connection = 'c1', ...said }: Said, ...lines: string[]): Fact {
  return { type: 'smtp.reply', host: globex.host, connection, ...said, lines, because: { reason, parameter } };
}

export const greeting = reply({ verb: 'CONNECT', code: 220, reason: 'greeting' }, 'mx.globex.example ESMTP');
export const goAhead = reply({ verb: 'DATA', code: 354, reason: 'send-the-letter' }, 'End data with <CR><LF>.<CR><LF>');
export const taken = reply(
  { verb: 'DATA-END', code: 250, enhanced: '2.0.0', reason: 'responsibility-taken' },
  'Ok: queued as 4F2A1',
);

/** A whole conversation in which this letter is handed over, its dots doubled as a client must. */
export function handOver(letter: string): Fact[] {
  return [
    attempt('opened'),
    greeting,
    ...command('EHLO laptop.acme.example'),
    reply({ verb: 'EHLO', code: 250, reason: 'extensions-listed' }, 'mx.globex.example', 'PIPELINING', 'SIZE 10240000'),
    ...command('MAIL FROM:<kim@acme.example>'),
    reply({ verb: 'MAIL', code: 250, enhanced: '2.1.0', reason: 'sender-accepted' }, 'Ok'),
    ...command('RCPT TO:<ann@globex.example>'),
    reply({ verb: 'RCPT', code: 250, enhanced: '2.1.5', reason: 'recipient-local' }, 'Ok'),
    ...command('DATA'),
    goAhead,
    clientSends(letter),
    clientSends('.\r\n'),
    understood('.'),
    taken,
    ...command('QUIT'),
    reply({ verb: 'QUIT', code: 221, enhanced: '2.0.0', reason: 'goodbye' }, 'Bye'),
    { type: 'connection.closed', connection: 'c1', by: 'server', how: 'fin' },
  ];
}

export function connectionOf(facts: Fact[], id = 'c1'): Connection {
  const connection = worldOf(facts).connections.byId[id];
  if (!connection) throw new Error(`the log has no connection ${id}`);
  return connection;
}

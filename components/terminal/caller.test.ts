import { expect, test } from 'vitest';
import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { worldAt } from '#protocol/world.ts';
import { callersTurn, usualAnswers } from './caller.ts';

const laptop = { name: 'laptop.acme.example', address: '192.0.2.10', role: 'workstation', label: '' } as const;
const scenario = defineScenario({
  hosts: [{ ...laptop, position: { column: 0, row: 0 } }],
  terminal: { host: laptop.name, user: 'kim' },
});
const start: Fact = { type: 'sandbox.started', version: 1, lesson: 'x', seed: 's', scenario };
const listening: Fact = { type: 'port.opened', host: laptop.name, port: 25, terminal: 'main' };
const reads: Fact = { type: 'terminal.prompted', terminal: 'main', prompt: '', host: laptop.name, program: 'nc' };
const called: Fact = {
  type: 'connection.opened',
  connection: 'c1',
  from: { host: 'mail.acme.example', address: '192.0.2.25', port: 49152 },
  to: { host: laptop.name, address: laptop.address, port: 25 },
  driver: 'mta',
};
const left: Fact = { type: 'connection.closed', connection: 'c1', by: 'client', how: 'fin' };

/** Each line of a server begins with a digit. */
function said(data: string): Fact {
  return { type: 'bytes.sent', connection: 'c1', by: /^\d/.test(data) ? 'server' : 'client', data };
}

function turnAfter(...facts: Fact[]) {
  const all = [start, listening, reads, ...facts];
  return callersTurn(worldAt(all.map((fact, index): SandboxEvent => ({ seq: index + 1, at: 0, ...fact }))), 'main');
}

const inCall = (...lines: string[]) =>
  turnAfter(
    { type: 'port.closed', host: laptop.name, port: 25 },
    called,
    { ...reads, connection: 'c1' },
    ...lines.map(said),
  );

test('who listens waits for a caller, and a caller waits to be greeted', () => {
  expect(turnAfter()).toEqual({ kind: 'nobody-yet', port: 25 });
  expect(inCall()).toEqual({ kind: 'greeting' });
});

test('each command waits for its answer, the last line of which has no minus', () => {
  const hello = ['220 here\r\n', 'EHLO mail.acme.example\r\n'];
  expect(inCall(...hello)).toEqual({ kind: 'command', verb: 'EHLO' });
  expect(inCall(...hello, '250-here\r\n')).toEqual({ kind: 'command', verb: 'EHLO' });
  expect(inCall(...hello, '250-here\r\n', '250 SIZE\r\n')).toEqual({ kind: 'his-turn' });
  expect(inCall(...hello, '250 here\n', 'QUIT\r\n')).toEqual({ kind: 'command', verb: 'QUIT' });
  // Several in one piece are answered one by one.
  expect(inCall(...hello, '250 here\r\n', 'MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\n', '250 Ok\r\n')).toEqual({
    kind: 'command',
    verb: 'RCPT',
  });
});

test('no line of a letter is a command; its end wants an answer', () => {
  const data = ['220 here\r\n', 'DATA\r\n', '354 go on\r\n', 'Subject: QUIT\r\n\r\nQUIT\r\n'];
  expect(inCall(...data)).toEqual({ kind: 'his-turn' });
  expect(inCall(...data, '.\r\n')).toEqual({ kind: 'command', verb: 'DATA-END' });
});

test('a call that is over is told as such, and so is that the terminal never served', () => {
  expect(turnAfter(called, { ...reads, connection: 'c1' }, left)).toEqual({ kind: 'gone' });
  expect(turnAfter({ ...called, driver: 'learner' }, { ...reads, connection: 'c1' })).toBeUndefined();
});

test('every command of a delivery has its usual answers', () => {
  for (const verb of ['EHLO', 'MAIL', 'RCPT', 'DATA', 'DATA-END', 'QUIT']) expect(usualAnswers).toHaveProperty(verb);
});

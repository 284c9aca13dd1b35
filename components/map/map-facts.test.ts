import { expect, test } from 'vitest';
import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { worldAt } from '#protocol/world.ts';
import { cablesOf } from './cables.ts';
import { notesOf } from './host-notes.ts';
import { sentenceFor } from './sentences.ts';

const scenario = defineScenario({
  hosts: [
    {
      name: 'laptop.acme.example',
      address: '192.0.2.10',
      role: 'workstation',
      label: '',
      position: { column: 0, row: 0 },
    },
    {
      name: 'mx.globex.example',
      address: '198.51.100.25',
      role: 'mail',
      label: '',
      position: { column: 1, row: 0 },
      mailboxes: ['ann'],
      config: { mydestination: 'globex.example' },
    },
    { name: 'ns.lab.test', address: '198.51.100.53', role: 'dns', label: '', position: { column: 1, row: 1 } },
  ],
  terminal: { host: 'laptop.acme.example', user: 'kim' },
});

const ends = {
  from: { host: 'laptop.acme.example', address: '192.0.2.10', port: 49152 },
  to: { host: 'mx.globex.example', address: '198.51.100.25', port: 25 },
  driver: 'learner',
} as const;

function after(...facts: Fact[]) {
  const all: Fact[] = [{ type: 'sandbox.started', version: 1, lesson: 'x', seed: 's', scenario }, ...facts];
  const events: SandboxEvent[] = all.map((fact, index) => ({ seq: index + 1, at: 0, ...fact }));
  return { world: worldAt(events), last: events.at(-1) };
}

const opened: Fact = { type: 'connection.opened', connection: 'c1', ...ends };

test('hosts that never met have no cable', () => {
  expect(cablesOf(after().world, undefined)).toEqual([]);
});

test('a cable is open, then quiet', () => {
  expect(cablesOf(after(opened).world, undefined)).toMatchObject([{ state: 'open', tone: 'ok' }]);
  const closed: Fact = { type: 'connection.closed', connection: 'c1', by: 'server', how: 'fin' };
  expect(cablesOf(after(opened, closed).world, undefined)).toMatchObject([{ state: 'closed', tone: 'quiet' }]);
});

test('a refusal is a word on the cable, not only a colour', () => {
  const refused: Fact = {
    type: 'smtp.reply',
    host: 'mx.globex.example',
    connection: 'c1',
    verb: 'RCPT',
    code: 554,
    enhanced: '5.7.1',
    lines: ['no'],
    because: { reason: 'relay-denied' },
  };
  expect(cablesOf(after(opened, refused).world, undefined)).toMatchObject([{ tone: 'no', label: '554 5.7.1 refused' }]);
  const unanswered: Fact = { type: 'connection.timed-out', connection: 'c1', ...ends };
  expect(cablesOf(after(unanswered).world, undefined)).toMatchObject([{ tone: 'wait', label: 'no answer' }]);
});

test('a question to the name server is a cable while it is shown', () => {
  const { world, last } = after({
    type: 'dns.answered',
    client: 'laptop.acme.example',
    driver: 'learner',
    question: { name: 'globex.example', type: 'MX' },
    rcode: 'NOERROR',
    answers: [],
  });
  expect(cablesOf(world, last)).toMatchObject([{ to: 'ns.lab.test', label: 'MX globex.example?' }]);
});

test('a host says what it holds and whose letters arrived', () => {
  const accepted: Fact = {
    type: 'message.accepted',
    host: 'mx.globex.example',
    queueId: 'Q1',
    message: 'm1',
    origin: 'learner',
    envelope: { reversePath: '', recipients: ['ann@globex.example'] },
    raw: '',
  };
  const delivered: Fact = {
    type: 'message.delivered',
    host: 'mx.globex.example',
    queueId: 'Q1',
    message: 'm1',
    recipient: 'ann@globex.example',
    mailbox: 'ann@globex.example',
    trace: '',
  };
  const notes = (...facts: Fact[]) => {
    const { world, last } = after(...facts);
    const host = world.hosts.byName['mx.globex.example'];
    return host && notesOf(world, host, last);
  };
  expect(notes(accepted)).toMatchObject({ held: 1, arrived: [] });
  expect(notes(accepted, delivered)).toMatchObject({ held: 0, arrived: [{ text: 'ann: 1 new' }], now: { tone: 'ok' } });
  const { last } = after(accepted, delivered);
  expect(last && sentenceFor(last)).toBe('mx.globex.example put the message into the mailbox of ann@globex.example.');
});

import { expect, test } from 'vitest';
import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { worldAt } from '#protocol/world.ts';
import { coachLine } from './coach-line.ts';

const laptop = { name: 'laptop.acme.example', address: '192.0.2.10', role: 'workstation', label: '' } as const;
const scenario = defineScenario({
  hosts: [{ ...laptop, position: { column: 0, row: 0 } }],
  terminal: { host: laptop.name, user: 'kim' },
});
const ends = {
  from: { host: 'laptop.acme.example', address: '192.0.2.10', port: 49152 },
  to: { host: 'mx.globex.example', address: '198.51.100.25', port: 25 },
} as const;

const start: Fact = { type: 'sandbox.started', version: 1, lesson: 'x', seed: 's', scenario };
const opened: Fact = { type: 'connection.opened', connection: 'c1', driver: 'learner', ...ends };
const spoke: Fact = { type: 'coach.spoke', rule: 'hello-first', say: 'Introduce yourself.' };
const forked: Fact = { type: 'sandbox.forked', from: 'another' };
const typed: Fact = { type: 'terminal.entered', terminal: 'main', text: 'EHLO laptop.acme.example' };
const answered = (correct: boolean): Fact => ({ type: 'answer.given', question: 'q', choices: ['a'], correct });

function reply(verb: string, code: number): Fact {
  const because = { reason: 'hello-first' } as const;
  return { type: 'smtp.reply', host: 'mx.globex.example', connection: 'c1', verb, code, lines: [''], because };
}

function after(...facts: Fact[]) {
  const events: SandboxEvent[] = [start, opened, ...facts].map((fact, index) => ({ seq: index + 1, at: 0, ...fact }));
  return { events, world: worldAt(events) };
}

/** What is read when the map has come to the end of these facts. */
function readAfter(...facts: Fact[]): string | undefined {
  const now = after(...facts);
  return coachLine({ now, shown: now.world, isLive: true })?.say;
}

test('the coach speaks when the map has come to what it speaks of', () => {
  const now = after(reply('MAIL', 503), spoke);
  expect(coachLine({ now, shown: after().world, isLive: true })).toBeUndefined();
  expect(coachLine({ now, shown: now.world, isLive: true })?.say).toBe('Introduce yourself.');
});

test('it is silent while one looks back, and a fork does not inherit what it said', () => {
  const now = after(reply('MAIL', 503), spoke);
  expect(coachLine({ now, shown: now.world, isLive: false })).toBeUndefined();
  expect(readAfter(spoke, forked)).toBeUndefined();
  expect(readAfter(spoke, forked, spoke)).toBe('Introduce yourself.');
});

test('it is silent when the learner has got on: by a reply that is no refusal, or by a right answer', () => {
  expect(readAfter(spoke, typed, reply('EHLO', 250))).toBeUndefined();
  expect(readAfter(spoke, answered(true))).toBeUndefined();
  expect(readAfter(spoke, answered(false))).toBe('Introduce yourself.');
  // A tool says QUIT after a refusal, too.
  expect(readAfter(spoke, typed, reply('QUIT', 221))).toBe('Introduce yourself.');
});

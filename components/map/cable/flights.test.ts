import { expect, test, vi } from 'vitest';
import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { worldAt } from '#protocol/world.ts';
import { type Paced, Pacer } from '../../sandbox/pacing.ts';
import { drawnFlights, type Flight, flightsAfter, nextLanding, noFlights, pulseOf, singlyMax } from './flights.ts';

/** A laptop hands letters to a server; what the map comes to, step by step. */

const host = (name: string, address: string, column: number) =>
  ({ name, address, role: 'mail', label: '', position: { column, row: 0 } }) as const;
const [laptop, server] = ['laptop.acme.example', 'mx.globex.example'];
const scenario = defineScenario({
  hosts: [host(laptop, '192.0.2.10', 0), host(server, '198.51.100.25', 1)],
  terminal: { host: laptop, user: 'kim' },
});

const from = { host: laptop, address: '192.0.2.10', port: 49_152 };
const to = { host: server, address: '198.51.100.25', port: 25 };
const opened: Fact = { type: 'connection.opened', connection: 'c1', from, to, driver: 'learner' };

function accepted(message: string, more: Partial<Extract<Fact, { type: 'message.accepted' }>> = {}): Fact {
  const envelope = { reversePath: '', recipients: ['ann@globex.example'] };
  const fact = { type: 'message.accepted', host: server, queueId: message, message, connection: 'c1' } as const;
  return { ...fact, origin: 'learner', envelope, raw: '', ...more };
}

function log(...facts: Fact[]): SandboxEvent[] {
  const start: Fact = { type: 'sandbox.started', version: 1, lesson: 'x', seed: 's', scenario };
  return [start, ...facts].map((fact, index) => ({ seq: index + 1, at: 0, ...fact }));
}

/** The map after so many facts, the last of them being shown. */
function at(events: SandboxEvent[], count: number, fresh = 1): Paced {
  const event = events[count - 1];
  const world = worldAt(events.slice(0, count));
  return { world, showing: event && { event, dwellMs: 100 }, fresh: events.slice(count - fresh, count) };
}

test('letters fly on while others set off, each until it is there', () => {
  const events = log(opened, accepted('m1'), accepted('m2'));
  const one = flightsAfter(noFlights, at(events, 3), 1000);
  expect(one.underWay).toMatchObject([{ from: laptop, kind: 'letter', startedAt: 1000 }]);
  const two = flightsAfter(one, at(events, 4), 1100);
  expect(two.underWay.map(({ id }) => id)).toEqual([3, 4]);
  const landing = nextLanding(two) ?? 0;
  expect(landing).toBeGreaterThan(1100);
  expect(flightsAfter(two, at(events, 4), landing).underWay.map(({ id }) => id)).toEqual([4]);
});

test('in haste several letters come in one step, and all set off, one after the other', () => {
  const events = log(opened, accepted('m1'), accepted('m2'), accepted('m3'));
  const starts = flightsAfter(noFlights, at(events, 5, 4), 0).underWay.map(({ startedAt }) => Math.round(startedAt));
  expect(starts).toEqual([0, 33, 67]);
});

test('looking back ends what was under way; only the letter of that moment sets off again', () => {
  const events = log(opened, accepted('m1'), accepted('m2'), accepted('m3'));
  const all = flightsAfter(noFlights, at(events, 5, 4), 0);
  const { world, showing } = at(events, 3);
  expect(flightsAfter(all, { world, showing }, 10).underWay).toMatchObject([{ id: 3, startedAt: 10 }]);
  expect(flightsAfter(all, { world: worldAt(events.slice(0, 2)) }, 10).underWay).toEqual([]);
});

test('what was there when the map was opened does not fly', () => {
  const events = log(opened, accepted('m1'));
  expect(flightsAfter(noFlights, { world: worldAt(events) }, 0).underWay).toEqual([]);
});

test('a bounce is not a letter, and a notice that a server writes to itself does not fly', () => {
  const notice = { of: 'm1', action: 'failed' } as const;
  const events = log(opened, accepted('m2', { notice }));
  expect(flightsAfter(noFlights, at(events, 3), 0).underWay).toMatchObject([{ kind: 'bounce' }]);
  const own = accepted('m3', { notice });
  if (own.type === 'message.accepted') delete own.connection;
  expect(flightsAfter(noFlights, at(log(own), 2), 0).underWay).toEqual([]);
});

test('too many on one road become a pile with their number, without hiding those on another', () => {
  const flight = (id: number, sender: string): Flight => {
    const road = { cable: `${laptop} ${server}`, from: sender, kind: 'letter' as const };
    return { id, ...road, startedAt: 0, durationMs: 900 };
  };
  const many = Array.from({ length: singlyMax + 5 }, (_, index) => flight(index, laptop));
  const { single, piles } = drawnFlights([...many, flight(99, server)]);
  expect(single).toHaveLength(singlyMax + 1);
  expect(single.at(-1)?.from).toBe(server);
  expect(piles).toEqual([{ cable: `${laptop} ${server}`, from: laptop, count: 5 }]);
});

test('a command goes one way, its reply the other', () => {
  const command: Fact = { type: 'smtp.command', host: server, connection: 'c1', verb: 'EHLO', line: 'EHLO x' };
  const because = { reason: 'relay-denied' } as const;
  const reply: Fact = {
    type: 'smtp.reply',
    host: server,
    connection: 'c1',
    verb: 'EHLO',
    code: 250,
    lines: [],
    because,
  };
  const events = log(opened, command, reply);
  expect(pulseOf(at(events, 3))).toMatchObject({ kind: 'command', from: laptop });
  expect(pulseOf(at(events, 4))).toMatchObject({ kind: 'reply', from: server });
  expect(pulseOf(at(events, 2))).toBeUndefined();
});

/** A server calls the laptop, and the one who sits there answers with nc -l: nobody notes what the octets mean. */
function answeredByHand(...pieces: [by: 'client' | 'server', data: string][]): SandboxEvent[] {
  const call: Fact = {
    type: 'connection.opened',
    connection: 'c1',
    from: to,
    to: { ...from, port: 25 },
    driver: 'mta',
  };
  return log(call, ...pieces.map(([by, data]): Fact => ({ type: 'bytes.sent', connection: 'c1', by, data })));
}

test('what a person answers to a caller travels like any reply, and the caller’s words to him like any command', () => {
  const events = answeredByHand(
    ['server', '220 laptop\r\n'],
    ['client', 'EHLO mx.globex.example\r\n'],
    ['server', '250-laptop\r\n'],
    ['server', '250 SIZE\r\n'],
  );
  const pulses = [3, 4, 5, 6].map((count) => pulseOf(at(events, count)));
  expect(pulses.map((pulse) => pulse && [pulse.kind, pulse.from])).toEqual([
    ['reply', laptop],
    ['command', server],
    // A reply is there when its last line is.
    undefined,
    ['reply', laptop],
  ]);
});

test('octets of a conversation that a mail server has noted make no second pulse', () => {
  const because = { reason: 'greeting' } as const;
  const greeting: Fact = {
    type: 'smtp.reply',
    host: server,
    connection: 'c1',
    verb: 'CONNECT',
    code: 220,
    lines: [],
    because,
  };
  const events = log(opened, greeting, { type: 'bytes.sent', connection: 'c1', by: 'server', data: '220 x\r\n' });
  expect(pulseOf(at(events, 4))).toBeUndefined();
});

test('the map stays at what a person answers as long as at what a mail server does', () => {
  vi.useFakeTimers();
  const pacer = new Pacer({ 'smtp.reply': 100 });
  const [start, call, ...said] = answeredByHand(['server', '220 laptop\r\n'], ['client', 'EHLO x\r\n']);
  if (!start || !call) throw new Error('no call');
  pacer.catchUp([start, call]);
  pacer.follow(said);
  const shown = () => pacer.store.getState().showing?.event.seq;
  expect(shown()).toBe(3);
  vi.advanceTimersByTime(99);
  expect(shown()).toBe(3);
  vi.advanceTimersByTime(1);
  expect(shown()).toBe(4);
  vi.useRealTimers();
});

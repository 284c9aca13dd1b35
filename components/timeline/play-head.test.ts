import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { addFacts, createFactsStore } from '../sandbox/facts-store.ts';
import { Pacer } from '../sandbox/pacing.ts';
import { marksOf } from './marks.ts';
import { emptyTimeline, extended, lengthMs, momentAt, nearestMoment, trails } from './moments.ts';
import { PlayHead } from './play-head.ts';
import { isPresentOnly } from './present-only.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const terminal = 'main';
const entered = (text: string): Fact => ({ type: 'terminal.entered', terminal, text });
const printed = (text: string): Fact => ({ type: 'terminal.printed', terminal, voice: 'shell', text });
const stopped: Fact = { type: 'host.stopped', host: 'mx.globex.example' };

/** Four moments: the beginning, two typed lines with what they printed, and a host that was stopped. */
const log = numbered([
  printed('hello'),
  entered('one'),
  printed('1'),
  printed('2'),
  entered('two'),
  printed('3'),
  stopped,
]);

function numbered(facts: Fact[], after = 0): SandboxEvent[] {
  return facts.map((fact, index) => ({ seq: after + index + 1, at: (after + index) * 1000, ...fact }));
}

function opened(events = log) {
  const facts = createFactsStore();
  const pacer = new Pacer();
  const head = new PlayHead(facts, pacer);
  addFacts(facts, events);
  pacer.catchUp(events);
  return { facts, pacer, head };
}

const isAtLive = (head: PlayHead) => head.isLive && head.pace.getState().isPlaying;

test('a moment is a fact worth seeing with all that follows it silently; their lengths make the time axis', () => {
  const timeline = extended(emptyTimeline, log);
  expect(timeline.moments.map(({ event, end }) => [event.seq, end])).toEqual([
    [1, 1],
    [2, 4],
    [5, 6],
    [7, 7],
  ]);
  expect(timeline.moments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 0],
    [0, 700],
    [700, 1400],
    [1400, 1900],
  ]);
  expect(lengthMs(timeline)).toBe(1900);
  expect([1, 2, 4, 5, 6, 7, 99].map((position) => momentAt(timeline, position))).toEqual([0, 1, 1, 2, 2, 3, 3]);
  expect([-5, 300, 400, 1060, 1e9].map((ms) => nearestMoment(timeline, ms)?.end)).toEqual([1, 1, 4, 6, 7]);
  expect(momentAt(emptyTimeline, 1)).toBe(-1);
  expect(nearestMoment(emptyTimeline, 1)).toBeUndefined();
});

test('a log that comes in pieces makes the same timeline as one that comes whole', () => {
  const piecewise = log.reduce((timeline, event) => extended(timeline, [event]), emptyTimeline);
  expect(piecewise).toEqual(extended(emptyTimeline, log));
});

test('steps go from moment to moment, steps of one fact go into a moment, and beyond the last is live', () => {
  const { head } = opened();
  expect(isAtLive(head)).toBe(true);
  head.step(-1);
  expect([head.position, head.isLive, head.pace.getState().isPlaying]).toEqual([6, false, false]);
  head.stepFact(-1);
  expect(head.position).toBe(5);
  head.step(1);
  expect(head.position).toBe(6);
  head.stepFact(-1);
  head.step(-1);
  expect(head.position).toBe(4);
  head.toStart();
  expect(head.position).toBe(1);
  head.step(-1);
  head.stepFact(-1);
  expect(head.position).toBe(1);
  head.seek(6);
  head.step(1);
  expect(isAtLive(head)).toBe(true);
});

test('playing goes on at human speed until it is live; the speed divides what each moment takes', () => {
  const { head } = opened();
  head.toStart();
  head.play();
  expect(head.position).toBe(4);
  expect(head.map.getState().showing).toMatchObject({ event: { seq: 2 }, dwellMs: 700 });
  vi.advanceTimersByTime(699);
  expect(head.position).toBe(4);
  head.setSpeed(4);
  vi.advanceTimersByTime(1);
  expect(head.position).toBe(6);
  expect(head.map.getState().showing).toMatchObject({ dwellMs: 175 });
  vi.advanceTimersByTime(175);
  expect([head.position, head.isLive]).toEqual([7, false]);
  vi.advanceTimersByTime(125);
  expect(isAtLive(head)).toBe(true);
});

test('a pause holds the moment while the sandbox goes on, and playing on reaches what has come since', () => {
  const { head, facts } = opened();
  head.toStart();
  head.play();
  head.pause();
  vi.advanceTimersByTime(60_000);
  addFacts(facts, numbered([entered('three')], 7));
  expect([head.position, head.isLive]).toEqual([4, false]);
  expect(head.shown.getState().events).toHaveLength(4);
  head.play();
  vi.advanceTimersByTime(60_000);
  expect(head.position).toBe(8);
  expect(isAtLive(head)).toBe(true);
});

test('a pause at live stops at what the map shows, which is a little behind', () => {
  const { head, facts, pacer } = opened();
  const fresh = numbered([stopped, { ...stopped, type: 'host.started' }, entered('three')], 7);
  addFacts(facts, fresh);
  pacer.follow(fresh);
  expect([head.position, head.map.getState().world.seq]).toEqual([10, 8]);
  head.pause();
  expect([head.position, head.isLive]).toEqual([8, false]);
  vi.advanceTimersByTime(60_000);
  expect(head.map.getState().world.seq).toBe(8);
  head.toLive();
  expect(head.map.getState().world.seq).toBe(10);
});

test('a map that is busy with what is over is not called live, and can be brought to the present at once', () => {
  const { head, facts, pacer } = opened();
  const isBehind = () => trails(head.timeline.getState(), head.map.getState().world.seq);
  const fresh = numbered([stopped, { ...stopped, type: 'host.started' }, entered('three'), stopped, stopped], 7);
  addFacts(facts, fresh);
  pacer.follow(fresh);
  expect(isBehind()).toBe(true);
  head.catchUp();
  expect([head.map.getState().world.seq, head.map.getState().showing, isBehind()]).toEqual([12, undefined, false]);
  // What comes then is shown at human speed again.
  const later = numbered([stopped, entered('four')], 12);
  addFacts(facts, later);
  pacer.follow(later);
  expect(head.map.getState()).toMatchObject({ world: { seq: 13 }, showing: { event: { seq: 13 } } });
  expect(isBehind()).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(head.map.getState().world.seq).toBe(14);
});

test('another sandbox is looked at live, whatever the head did in the one before', () => {
  const { head, facts } = opened();
  head.toStart();
  head.play();
  facts.setState(createFactsStore().getState());
  addFacts(facts, log.slice(0, 2));
  expect([head.position, isAtLive(head)]).toEqual([2, true]);
  vi.advanceTimersByTime(60_000);
  expect(head.timeline.getState()).toEqual(extended(emptyTimeline, log.slice(0, 2)));
});

test('after a reset the timeline begins there: no marks and no moments of what was before', () => {
  const { head, facts } = opened([...log, ...numbered([{ type: 'step.reached', step: 's' }], 7)]);
  expect(marksOf(head.timeline.getState())).not.toEqual([]);
  const scenario = defineScenario({
    hosts: [
      {
        name: 'laptop.acme.example',
        address: '192.0.2.10',
        role: 'workstation',
        label: '',
        position: { column: 0, row: 0 },
      },
    ],
    terminal: { host: 'laptop.acme.example', user: 'kim' },
  });
  addFacts(facts, numbered([{ type: 'sandbox.reset', scenario }, printed('hello'), entered('three')], 8));
  const timeline = head.timeline.getState();
  expect(marksOf(timeline)).toEqual([]);
  expect(timeline.moments.map(({ end }) => end)).toEqual([10, 11]);
  head.toStart();
  expect(head.position).toBe(10);
  head.stepFact(-1);
  head.stepFact(-1);
  expect(head.position).toBe(9);
});

test('what is done in the world is done in its present; what is only told is not', () => {
  expect(isPresentOnly({ type: 'enter-lines', terminal, lines: ['x'] })).toBe(true);
  expect(isPresentOnly({ type: 'skip-clock', byMs: 1 })).toBe(true);
  expect(isPresentOnly({ type: 'leave-fork' })).toBe(true);
  expect(isPresentOnly({ type: 'show-hint', step: 'a', hint: '1' })).toBe(false);
  expect(isPresentOnly({ type: 'fork', upTo: 1 })).toBe(false);
});

test('marks are few enough to be told apart, and the more important ones stay', () => {
  const endpoint = { host: 'a.example', address: '192.0.2.1', port: 25 };
  const opening: Fact = { type: 'connection.opened', connection: 'c', from: endpoint, to: endpoint, driver: 'mta' };
  const many = numbered([
    ...Array.from({ length: 3000 }, () => opening),
    { type: 'step.reached', step: 's' },
    ...Array.from({ length: 3000 }, () => opening),
  ]);
  const marks = marksOf(extended(emptyTimeline, many));
  expect(marks.length).toBeLessThan(150);
  expect(marks.filter(({ kind }) => kind === 'step')).toEqual([
    { kind: 'step', seq: 3001, place: expect.closeTo(0.5, 2) },
  ]);
});

import { afterEach, expect, test, vi } from 'vitest';
import type { SandboxEvent } from '#protocol/events.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { worldAt } from '#protocol/world.ts';
import { stoppedWall } from '../../sandbox-server/clock/clock.ts';
import { loadCourse } from '../../sandbox-server/courses.ts';
import { play } from '../../sandbox-server/sandbox/player.ts';
import { Sandbox } from '../../sandbox-server/sandbox/sandbox.ts';
import { Pacer } from '../sandbox/pacing.ts';
import { lastOf, type Reached, reachedInProse } from './prose-steps.ts';

const course = await loadCourse('content/lessons', '07-hop-by-hop');

async function factsOf(transcript: string): Promise<SandboxEvent[]> {
  const facts: SandboxEvent[] = [];
  const append = async (batch: SandboxEvent[]) => void facts.push(...batch);
  const sandbox = new Sandbox({ id: 'test', course, seed: 'seed', history: [], append, wall: stoppedWall });
  await play(sandbox, parseTranscript(transcript));
  await sandbox.stop();
  return facts;
}

afterEach(() => void vi.useRealTimers());

test('the prose keeps its place until the map has shown all four hops, then it moves on', async () => {
  const facts = await factsOf('$ swaks --server mail.acme.example --port 587 --to ann@globex.example');
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const reached = worldAt(facts).progress.steps;
  expect(Object.keys(reached)).toEqual(['send']);

  const pacer = new Pacer();
  let shows: Reached = {};
  const seen: { step: boolean; delivered: boolean }[] = [];
  pacer.store.subscribe(({ world }) => {
    shows = reachedInProse(shows, reached, world.seq);
    const delivered = Object.values(world.mailboxes.byAddress['ann@globex.example'] ?? []).length > 3;
    seen.push({ step: 'send' in shows, delivered });
  });
  pacer.follow(facts);
  vi.runAllTimers();
  expect(seen.filter(({ step, delivered }) => step && !delivered)).toEqual([]);
  expect(seen.some(({ step }) => !step)).toBe(true);
  expect(seen.at(-1)).toEqual({ step: true, delivered: true });
});

test('several steps of one deed are told together, and a reset is told at once', () => {
  const none = {};
  const three = { connect: 10, introduce: 14, envelope: 20 };
  expect(reachedInProse(none, three, 15)).toBe(none);
  expect(reachedInProse(none, three, lastOf(three))).toBe(three);
  expect(reachedInProse(three, none, 0)).toBe(none);
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import type { SandboxEvent } from '#protocol/events.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import type { World } from '#protocol/world.ts';
import { addFacts, createFactsStore } from '../components/sandbox/facts-store.ts';
import { Pacer } from '../components/sandbox/pacing.ts';
import { PlayHead } from '../components/timeline/play-head.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadPresets } from '../sandbox-server/courses.ts';
import type { Preset } from '../sandbox-server/protocol/preset.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { type Course, Sandbox } from '../sandbox-server/sandbox/sandbox.ts';
import { lessonFolders } from './check-lessons.ts';

/** A world is large, and grows: of a lesson's first facts each is looked at, then one in forty, and of a campaign's
 *  thousands one in four hundred. */
const isLookedAt = (seq: number) => seq <= 100 || seq % (seq <= 2000 ? 40 : 400) === 0;
/** So many facts come together, and are stepped over together, as in a browser that is busy. */
const together = (seq: number) => (seq < 2000 ? 1 : 20);

/** Logs of the real engine, with the world that the engine itself had after batches, by its last `seq`. */
interface Recorded {
  events: SandboxEvent[];
  engine: Map<number, string>;
}

function hashOf(world: World): string {
  return createHash('sha1').update(JSON.stringify(world)).digest('hex');
}

async function recorded(course: Course, transcript: string): Promise<Recorded> {
  const engine = new Map<number, string>();
  const events = await played(course, transcript, (world) => {
    if (isLookedAt(world.seq)) engine.set(world.seq, hashOf(world));
  });
  return { events, engine };
}

/** The log of a transcript; `watch` gets the engine's own world at the end of each batch. */
async function played(course: Course, transcript: string, watch?: (world: World) => void): Promise<SandboxEvent[]> {
  const events: SandboxEvent[] = [];
  let world: World | undefined;
  const append = async (batch: SandboxEvent[]) => {
    events.push(...batch);
    if (world) watch?.(world);
  };
  const sandbox = new Sandbox({ id: 'live', course, seed: 'play-head', history: [], append, wall: stoppedWall });
  world = sandbox.world;
  await play(sandbox, parseTranscript(transcript));
  await sandbox.stop();
  return events;
}

/** A browser that has heard these facts, and the hash of the world that it showed after those that are looked at, live. */
function watched(events: readonly SandboxEvent[]) {
  const facts = createFactsStore();
  const pacer = new Pacer();
  const head = new PlayHead(facts, pacer);
  const live: string[] = [];
  for (let at = 0; at < events.length; at += together(at)) {
    const batch = events.slice(at, at + together(at));
    addFacts(facts, batch);
    pacer.catchUp(batch);
    const { seq = 0 } = batch.at(-1) ?? {};
    if (seq === events.length || isLookedAt(seq)) live[seq - 1] = hashOf(head.shown.getState().world);
  }
  return { facts, pacer, head, live };
}

const lessons = await lessonFolders(fileURLToPath(new URL('../content/lessons/', import.meta.url)));
const presets = await loadPresets('content/presets');

const stories: [string, () => Promise<Recorded>][] = [
  ...lessons.map(({ folder, path, course }): [string, () => Promise<Recorded>] => [
    folder,
    () => {
      if (!course) throw new Error(`${folder} cannot be loaded`);
      return recorded(course, readFileSync(join(path, 'solution.txt'), 'utf8'));
    },
  ]),
  ...[...presets].map(([slug, course]): [string, () => Promise<Recorded>] => [
    `preset ${slug}`,
    async () => {
      const { default: preset } = (await import(`../content/presets/${slug}.ts`)) as { default: Preset };
      return recorded(course, preset.about.tries.map(({ command }) => `$ ${command}`).join('\n^C\n'));
    },
  ]),
];

describe('the world under the play-head is the world that was live then, at every fact', { timeout: 120_000 }, () => {
  test.each(stories)('%s', async (_name, story) => {
    const { events, engine } = await story();
    const { head, live } = watched(events);
    expect(events.length).toBeGreaterThan(10);
    for (const [seq, hash] of engine) expect(live[seq - 1], `engine and browser at ${seq}`).toBe(hash);

    // Back from the end by seeking, each folded anew; the map, the transcript and the steps are parts of one world.
    for (let position = events.length - 1; position >= 1; position -= 1) {
      if (!isLookedAt(position)) continue;
      head.seek(position);
      expect(head.position).toBe(position);
      expect(hashOf(head.shown.getState().world), `seeking to ${position}`).toBe(live[position - 1]);
      expect(head.map.getState().world).toBe(head.shown.getState().world);
    }
    // Forward again, each folded onto the one before.
    for (let position = 2; position < events.length; position += together(position)) {
      head.seek(position);
      if (!isLookedAt(position)) continue;
      expect(hashOf(head.shown.getState().world), `stepping to ${position}`).toBe(live[position - 1]);
    }
    head.seek(events.length);
    expect(head.isLive).toBe(true);
    expect(hashOf(head.shown.getState().world)).toBe(live.at(-1));
  });
});

test('in a log far longer than a lesson, every way to a moment leads to the world that was live then', async () => {
  const [course] = lessons.flatMap(({ folder, course }) => (course && folder.includes('hop-by-hop') ? [course] : []));
  if (!course) throw new Error('the lesson is not there');
  const events = await played(course, '$ swaks --server mail.acme.example --to ann@globex.example\n'.repeat(36));
  expect(events.length).toBeGreaterThan(5000);
  const facts = createFactsStore();
  const head = new PlayHead(facts, new Pacer());
  const live = new Map<number, World>();
  for (let seq = 0; seq < events.length; seq += 10) {
    addFacts(facts, events.slice(seq, seq + 10));
    live.set(facts.getState().world.seq, facts.getState().world);
  }
  // Near and far, back and forth, on both sides of where folding anew stops being the shorter way.
  const places = [4200, 4240, 4230, 4700, 300, 320, 3990, 4010, 4600, 10, 4990, 2000];
  const goesEverywhere = (goer: PlayHead) => {
    for (const place of places) {
      goer.seek(place);
      const then = live.get(place);
      expect(then && hashOf(goer.shown.getState().world), `going to ${place}`).toBe(then && hashOf(then));
      expect(then).toBeDefined();
    }
  };
  goesEverywhere(head);

  // Whoever comes back later gets all of it in one piece; worlds to begin from are made when he first goes back.
  vi.useFakeTimers();
  const whole = createFactsStore();
  const later = new PlayHead(whole, new Pacer());
  addFacts(whole, events);
  goesEverywhere(later);
  expect(vi.getTimerCount()).toBe(1);
  vi.runAllTimers();
  goesEverywhere(later);
  vi.useRealTimers();
});

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
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

/** Logs of the real engine, with the world that the engine itself had after each batch, by its last `seq`. */
interface Recorded {
  events: SandboxEvent[];
  engine: Map<number, string>;
}

function hashOf(world: World): string {
  return createHash('sha1').update(JSON.stringify(world)).digest('hex');
}

async function recorded(course: Course, transcript: string): Promise<Recorded> {
  const events: SandboxEvent[] = [];
  const engine = new Map<number, string>();
  let world: World | undefined;
  const append = async (batch: SandboxEvent[]) => {
    events.push(...batch);
    if (world) engine.set(world.seq, hashOf(world));
  };
  const sandbox = new Sandbox({ id: 'live', course, seed: 'play-head', history: [], append, wall: stoppedWall });
  world = sandbox.world;
  await play(sandbox, parseTranscript(transcript));
  await sandbox.stop();
  return { events, engine };
}

/** A browser that has heard these facts, and the hash of the world that it showed after each of them, live. */
function watched(events: readonly SandboxEvent[]) {
  const facts = createFactsStore();
  const pacer = new Pacer();
  const head = new PlayHead(facts, pacer);
  const live = events.map((event) => {
    addFacts(facts, [event]);
    pacer.catchUp([event]);
    return hashOf(head.shown.getState().world);
  });
  return { facts, pacer, head, live };
}

const lessons = await lessonFolders(fileURLToPath(new URL('../content/lessons/', import.meta.url)));
const presets = await loadPresets('content/presets');

const stories: [string, () => Promise<Recorded>][] = [
  ...lessons.flatMap(({ folder, path, course, completing }) =>
    completing.map((file): [string, () => Promise<Recorded>] => [
      `${folder}/${file}`,
      () => {
        if (!course) throw new Error(`${folder} cannot be loaded`);
        return recorded(course, readFileSync(join(path, file), 'utf8'));
      },
    ]),
  ),
  ...[...presets].map(([slug, course]): [string, () => Promise<Recorded>] => [
    `preset ${slug}`,
    async () => {
      const { default: preset } = (await import(`../content/presets/${slug}.ts`)) as { default: Preset };
      return recorded(course, preset.about.tries.map(({ command }) => `$ ${command}`).join('\n^C\n'));
    },
  ]),
];

describe('the world under the play-head is the world that was live then, at every fact', () => {
  test.each(stories)('%s', async (_name, story) => {
    const { events, engine } = await story();
    const { head, live } = watched(events);
    expect(events.length).toBeGreaterThan(20);
    for (const [seq, hash] of engine) expect(live[seq - 1], `engine and browser at ${seq}`).toBe(hash);

    // Back from the end by seeking, each folded anew; the map, the transcript and the steps are parts of one world.
    for (let position = events.length - 1; position >= 1; position -= 1) {
      head.seek(position);
      expect(head.position).toBe(position);
      expect(hashOf(head.shown.getState().world), `seeking to ${position}`).toBe(live[position - 1]);
      expect(head.map.getState().world).toBe(head.shown.getState().world);
    }
    // Forward again, fact by fact, each folded onto the one before.
    for (let position = 2; position < events.length; position += 1) {
      head.stepFact(1);
      expect(hashOf(head.shown.getState().world), `stepping to ${position}`).toBe(live[position - 1]);
    }
    head.stepFact(1);
    expect(head.isLive).toBe(true);
    expect(hashOf(head.shown.getState().world)).toBe(live.at(-1));
  });
});

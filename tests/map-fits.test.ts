import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { World } from '#protocol/world.ts';
import { labelBox, samplesOf } from '../components/map/cable/cable-path.ts';
import { cablesOf } from '../components/map/cable/cables.ts';
import { type Frame, readableZoom, roomIn, wholeView } from '../components/map/camera.ts';
import { cardWords } from '../components/map/host/card-words.ts';
import { notesOf } from '../components/map/host/host-notes.ts';
import { portsOf, withSigns } from '../components/map/host/port-notes.ts';
import { type Drawing, drawMap } from '../components/map/map-drawing.ts';
import { type Arrangement, arrangementOf, type Box, grownHeight, portRows } from '../components/map/map-layout.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadCourse, loadCourses, loadIncidents, loadPresets } from '../sandbox-server/courses.ts';
import type { Scenario } from '../sandbox-server/protocol/scenario.ts';
import { parseTranscript, type TranscriptAction } from '../sandbox-server/protocol/transcript.ts';
import { worldAt } from '../sandbox-server/protocol/world.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { type Course, Sandbox } from '../sandbox-server/sandbox/sandbox.ts';

/** Every world that we ship, in the frames that usual windows leave for the map. */

const courses = new Map([
  ...(await loadCourses('content/lessons')),
  ...(await loadPresets('content/presets')),
  ...(await loadIncidents('content/incidents')),
]);
const worlds = new Map([...courses].map(([slug, { scenario }]) => [slug, scenario]));

const free = { top: 18, left: 22, right: 58, bottom: 20 };
const frames: Record<string, Frame> = {
  'at 1440 × 900': { width: 921, height: 311, free },
  'at 820 × 1180': { width: 820, height: 277, free },
  'at 1920 × 1080': { width: 1228, height: 387, free },
};

function mapOf(scenario: Scenario, frame: Frame) {
  const start = { type: 'sandbox.started', version: 1, lesson: 'x', seed: 's' } as const;
  const { hosts } = worldAt([{ seq: 1, at: 0, ...start, scenario }]);
  return drawMap(hosts, [], arrangementOf(hosts, { ...roomIn(frame), isTall: false }));
}

test.each(Object.entries(frames))('every world is seen whole, in words that can be read, %s', (_, frame) => {
  const small = [...worlds].flatMap(([slug, scenario]) => {
    const { arrangement, frame: everything } = mapOf(scenario, frame);
    const { zoom } = wholeView(everything, frame);
    return zoom < readableZoom(arrangement) ? [`${slug}: ${zoom.toFixed(2)}`] : [];
  });
  expect(small).toEqual([]);
});

test.each(Object.entries(frames))('no card lies on another one %s', (_, frame) => {
  for (const [slug, scenario] of worlds) {
    expect(overlaps([...mapOf(scenario, frame).boxes]), slug).toEqual([]);
  }
});

function overlaps(boxes: readonly (readonly [string, Box])[]): string[] {
  return boxes.flatMap(([name, one], index) =>
    boxes.slice(index + 1).flatMap(([other, two]) => {
      const isBeside = one.x + one.width <= two.x || two.x + two.width <= one.x;
      const isApart = isBeside || one.y + one.height <= two.y || two.y + two.height <= one.y;
      return isApart ? [] : [`${other} on ${name}`];
    }),
  );
}

/** Worlds in which much has happened: lessons that are done, a newsletter that has gone out. */
const later = new Map<string, World>();

beforeAll(async () => {
  for (const folder of ['05-local-or-relay', '11-open-relay', '13-bounces-and-dsn']) {
    const course = await loadCourse('content/lessons', folder);
    const solution = parseTranscript(readFileSync(`content/lessons/${folder}/solution.txt`, 'utf8'));
    later.set(folder, await worldAfter(course, solution));
  }
  const campaign = courses.get('campaign') ?? expect.fail('no campaign');
  later.set('campaign', await worldAfter(campaign, parseTranscript('$ campaign --via postly')));
});

async function worldAfter(course: Course, actions: readonly TranscriptAction[]): Promise<World> {
  const append = async () => undefined;
  const sandbox = new Sandbox({ id: 'map', course, seed: 'seed', history: [], append, wall: stoppedWall });
  await play(sandbox, actions);
  await sandbox.execute({ tab: 'tester00', number: 1, command: { type: 'run-clock', to: 'idle' } });
  await sandbox.settled();
  const { world } = sandbox;
  await sandbox.stop();
  return world;
}

/** A card as high as it is with all that it says. */
function grownCards(world: World, { boxes, arrangement }: Pick<Drawing, 'boxes' | 'arrangement'>): [string, Box][] {
  return [...boxes].map(([name, box]) => {
    const host = world.hosts.byName[name];
    return [name, host ? { ...box, height: Math.max(box.height, heightOf(world, host, arrangement)) } : box];
  });
}

function heightOf(world: World, host: World['hosts']['byName'][string], arrangement: Arrangement): number {
  const { density, lines } = arrangement;
  const spare = 1 - portRows(portsOf(world, host).map(withSigns), arrangement);
  const most = { quiet: lines.quiet + spare, most: lines.most + spare };
  const { labelLines, tags, arrived } = cardWords(notesOf(world, host, undefined), most);
  return grownHeight(density, labelLines + tags.length + arrived.length - spare);
}

test.each(Object.entries(frames))('cards that mail has come to lie on no other one and in the map %s', (_, frame) => {
  for (const [slug, world] of later) {
    const drawing = drawMap(world.hosts, [], arrangementOf(world.hosts, { ...roomIn(frame), isTall: false }));
    const cards = grownCards(world, drawing);
    expect(overlaps(cards), slug).toEqual([]);
    const { y, zoom } = wholeView(drawing.frame, frame);
    const cut = cards.filter(([, card]) => (card.y + card.height) * zoom + y > frame.height);
    expect(cut, slug).toEqual([]);
  }
});

test.each(Object.entries(frames))('cables and the words on them are in the map %s', (_, frame) => {
  for (const [slug, world] of later) {
    const arrangement = arrangementOf(world.hosts, { ...roomIn(frame), isTall: false });
    const drawing = drawMap(world.hosts, cablesOf(world, undefined), arrangement);
    const { y, zoom } = wholeView(drawing.frame, frame);
    const cut = drawing.cables.filter(({ path, label }) => {
      const ys = [...samplesOf(path, 40).map((point) => point.y), label.y - labelBox.height / 2];
      const low = label.y + labelBox.height / 2;
      return Math.min(...ys) * zoom + y < 0 || Math.max(...ys, low) * zoom + y > frame.height;
    });
    expect(
      cut.map(({ id }) => id),
      slug,
    ).toEqual([]);
  }
});

import { expect, test } from 'vitest';
import { type Frame, readableZoom, roomIn, wholeView } from '../components/map/camera.ts';
import { drawMap } from '../components/map/map-drawing.ts';
import { arrangementOf } from '../components/map/map-layout.ts';
import { loadCourses, loadIncidents, loadPresets } from '../sandbox-server/courses.ts';
import type { Scenario } from '../sandbox-server/protocol/scenario.ts';
import { worldAt } from '../sandbox-server/protocol/world.ts';

/** Every world that we ship, in the frames that usual windows leave for the map. */

const worlds = new Map(
  [
    ...(await loadCourses('content/lessons')),
    ...(await loadPresets('content/presets')),
    ...(await loadIncidents('content/incidents')),
  ].map(([slug, { scenario }]) => [slug, scenario]),
);

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
    const boxes = [...mapOf(scenario, frame).boxes];
    for (const [name, one] of boxes) {
      for (const [other, { x, y }] of boxes) {
        const isApart = name === other || Math.abs(x - one.x) >= one.width || Math.abs(y - one.y) >= one.height;
        expect(isApart, `${slug}: ${other} on ${name}`).toBe(true);
      }
    }
  }
});

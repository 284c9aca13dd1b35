import { expect, test } from 'vitest';
import { tracks } from '../content/tracks.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadPresets } from '../sandbox-server/courses.ts';
import type { Preset } from '../sandbox-server/protocol/preset.ts';
import { parseTranscript } from '../sandbox-server/protocol/transcript.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { Sandbox } from '../sandbox-server/sandbox/sandbox.ts';

const presets = await loadPresets('content/presets');

test('no preset has the name of a lesson, written or planned: both are addresses of sandboxes', () => {
  const lessons: string[] = tracks.flatMap((track) => track.lessons.map(({ slug }) => slug));
  expect([...presets.keys()].filter((slug) => lessons.includes(slug))).toEqual([]);
});

test.each([...presets.keys()])('the preset %s begins as its words say', async (slug) => {
  const course = presets.get(slug);
  if (!course) throw new Error(`no preset ${slug}`);
  const { default: preset } = (await import(`../content/presets/${slug}.ts`)) as { default: Preset };
  for (const { command } of preset.about.tries) {
    const append = async () => undefined;
    const sandbox = new Sandbox({ id: slug, course, seed: 'preset', history: [], append, wall: stoppedWall });
    await play(sandbox, parseTranscript(`$ ${command}`));
    const said = sandbox.since(0).flatMap((event) => (event.type === 'terminal.printed' ? [event] : []));
    await sandbox.stop();
    expect(said.map(({ text }) => text).join(''), command).not.toMatch(/command not found|usage:|not known/i);
    expect(said.length, command).toBeGreaterThan(0);
  }
});

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

test.each([...presets.keys()])('in the preset %s everything may be changed', (slug) => {
  const { hosts = [], editableZones } = presets.get(slug)?.scenario ?? {};
  const servers = hosts.filter(({ role }) => role === 'mail');
  expect(servers.filter(({ shell, switchable }) => !shell || !switchable)).toEqual([]);
  expect(editableZones).toEqual(['.']);
});

test.each([
  ['two-servers', 'ann@globex.example', ['mail.acme.example', 'mx.globex.example']],
  ['office-and-smart-host', 'ann@globex.example', ['mail.tinyshop.example', 'smtp.isp.example', 'mx.globex.example']],
  ['three-mx', 'ann@globex.example', ['mail.acme.example', 'mx.globex.example']],
  ['list-server', 'zoe@freemail.example', ['mail.acme.example', 'lists.club.example', 'mx.freemail.example']],
])('the first letter of %s reaches %s by %s', async (slug, mailbox, servers) => {
  const course = presets.get(slug);
  const { default: preset } = (await import(`../content/presets/${slug}.ts`)) as { default: Preset };
  const letter = preset.about.tries.find(({ command }) => command.includes('swaks'))?.command ?? '';
  if (!course) throw new Error(`no preset ${slug}`);
  const append = async () => undefined;
  const sandbox = new Sandbox({ id: slug, course, seed: 'preset', history: [], append, wall: stoppedWall });
  await play(sandbox, parseTranscript(`$ ${letter}`));
  const [arrived] = sandbox.world.mailboxes.byAddress[mailbox] ?? [];
  const stamps = [...(arrived?.raw ?? '').matchAll(/^Received: from [^\r]*\r\n\s+by (\S+)/gm)].map(([, by]) => by);
  await sandbox.stop();
  expect(stamps.toReversed()).toEqual(servers);
});

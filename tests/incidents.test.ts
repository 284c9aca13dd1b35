import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { incidentStep } from '#protocol/incident.ts';
import { monitorOf } from '#protocol/selftest.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { logFinding } from '../components/explain/readers/logs.ts';
import { tracks } from '../content/tracks.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadIncidents, loadPresets } from '../sandbox-server/courses.ts';
import { mailLog } from '../sandbox-server/mta/mail-log.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { type Course, Sandbox } from '../sandbox-server/sandbox/sandbox.ts';

/** Each incident is solved by several repairs, and not by what a person in a hurry might do. */

const directory = 'content/incidents';
const incidents = await loadIncidents(directory);
const presets = await loadPresets('content/presets');

function open(course: Course): Sandbox {
  const append = async () => undefined;
  return new Sandbox({ id: course.slug, course, seed: 'incident', history: [], append, wall: stoppedWall });
}

function transcripts(slug: string, kind: 'fixes' | 'wrong'): string[] {
  const folder = join(directory, slug, kind);
  return existsSync(folder) ? readdirSync(folder).map((file) => join(folder, file)) : [];
}

/** What the learner changed for good: parameters, records, passwords, queue. Two fixes with the same are one. */
async function changesOf(course: Course, file: string): Promise<string> {
  const sandbox = open(course);
  await play(sandbox, parseTranscript(readFileSync(file, 'utf8')), file);
  const changes = sandbox.since(0).flatMap((event) => {
    if (event.type === 'config.changed') return [`${event.host} ${event.parameter} = ${event.value ?? ''}`];
    if (event.type === 'password.changed') return [`password of ${event.user}: ${event.password}`];
    if (event.type === 'zone.changed' && event.by === 'learner') return [JSON.stringify([event.remove, event.add])];
    if (event.type === 'blocklist.asked' || event.type === 'message.removed') return [event.type];
    return [];
  });
  await sandbox.stop();
  return [...new Set(changes)].sort().join('\n');
}

test('a restart between the letters and the repair loses nothing: what waited arrives, and the incident is solved', async () => {
  const course = incidents.get('no-confirmations');
  if (!course) throw new Error('this incident is needed here');
  const before = open(course);
  await play(before, parseTranscript('@ +30s'));
  const history = before.since(0);
  await before.stop();
  const append = async () => undefined;
  const after = new Sandbox({ id: 'again', course, seed: 'incident', history, append, wall: stoppedWall });
  const repair = readFileSync(join(directory, 'no-confirmations/fixes/a-way-for-globex-only.txt'), 'utf8');
  await play(after, parseTranscript(repair));
  expect(after.since(0).filter(({ type }) => type === 'selftest.begun')).toHaveLength(1);
  expect(Object.keys(after.world.progress.steps)).toEqual([incidentStep]);
  await after.stop();
});

test.each(['user-unknown', 'freemail-refuses', 'on-a-blocklist', 'no-confirmations'])(
  'what the logs of %s say of a letter, /explain understands when it is pasted there',
  async (slug) => {
    const course = incidents.get(slug);
    if (!course) throw new Error(`there is no incident ${slug}`);
    const sandbox = open(course);
    await play(sandbox, parseTranscript('@ +30s'));
    const hosts = Object.values(sandbox.world.hosts.byName).filter(({ role }) => role === 'mail');
    const lines = hosts
      .flatMap(({ name }) => mailLog(sandbox.world, name))
      .filter((line) => / reject: | status=/.test(line));
    await sandbox.stop();
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => logFinding(line) === undefined)).toEqual([]);
  },
);

test('no incident has the name of a lesson or of a preset: all are addresses of sandboxes', () => {
  const taken: string[] = [...tracks.flatMap(({ lessons }) => lessons.map(({ slug }) => slug)), ...presets.keys()];
  expect([...incidents.keys()].filter((slug) => taken.includes(slug))).toEqual([]);
  expect(incidents.size).toBeGreaterThanOrEqual(4);
});

describe.each([...incidents.values()].map((course) => [course.slug, course] as const))(
  'the incident %s',
  (slug, course) => {
    test('does not mend itself, and what people complain about is true', async () => {
      const sandbox = open(course);
      await play(sandbox, parseTranscript('@ +10s\n@ +30m\n$ selftest\n@ +1m\n$ selftest -l\n> Not all have arrived.'));
      expect(sandbox.world.progress.steps).toEqual({});
      expect(monitorOf(sandbox.world)?.probes.length).toBeGreaterThan(1);
      await sandbox.stop();
    });

    test.each(transcripts(slug, 'fixes'))('is solved by %s', async (file) => {
      const sandbox = open(course);
      const { steps } = await play(sandbox, parseTranscript(readFileSync(file, 'utf8')), file);
      await sandbox.stop();
      expect(steps).toEqual([incidentStep]);
    });

    test.each(transcripts(slug, 'wrong'))('is not solved by %s', async (file) => {
      const sandbox = open(course);
      const actions = parseTranscript(readFileSync(file, 'utf8'));
      const { steps } = await play(sandbox, actions, file);
      await sandbox.stop();
      expect(steps).toEqual([]);
      // It says why: in the panel, or in the monitor's report.
      expect(actions.some((action) => action.do === 'instead' || action.do === 'expect-output')).toBe(true);
    });

    test('has at least three repairs that differ, and two that are none', async () => {
      const changes = await Promise.all(transcripts(slug, 'fixes').map((file) => changesOf(course, file)));
      expect(new Set(changes).size).toBeGreaterThanOrEqual(3);
      expect(transcripts(slug, 'wrong').length).toBeGreaterThanOrEqual(2);
    });
  },
);

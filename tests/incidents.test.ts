import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { incidentStep } from '#protocol/incident.ts';
import { monitorOf, probeState } from '#protocol/selftest.ts';
import { parseTranscript, type TranscriptAction } from '#protocol/transcript.ts';
import { type World, worldAt } from '#protocol/world.ts';
import { logFinding } from '../components/explain/readers/logs.ts';
import { tracks } from '../content/tracks.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadIncidents, loadPresets } from '../sandbox-server/courses.ts';
import { mailLog } from '../sandbox-server/mta/mail-log.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { type Course, Sandbox } from '../sandbox-server/sandbox/sandbox.ts';
import type { ToolContext } from '../sandbox-server/shell/tool.ts';
import { selftest } from '../sandbox-server/shell/tools/selftest.ts';

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

/** What `selftest -l` says in a world. */
function report(world: World): string {
  let said = '';
  const print: ToolContext['print'] = (_, text) => {
    said += text;
  };
  // The report asks nothing else of its surroundings.
  selftest.run({ args: ['-l'], world, print } as Partial<ToolContext> as ToolContext);
  return said;
}

/** The sandbox itself says why not, in the panel or in the monitor's report: what another tool prints is no answer to that. */
function saysWhy(action: TranscriptAction, index: number, all: readonly TranscriptAction[]): boolean {
  if (action.do === 'instead') return true;
  const typed = all.slice(0, index).findLast((before) => before.do === 'type');
  return action.do === 'expect-output' && typed?.do === 'type' && typed.text === 'selftest -l';
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

test('what says why an attempt does not count is the panel or the report, not some other output', () => {
  const says = (text: string) => parseTranscript(text).some(saysWhy);
  expect(says('$ selftest\n!instead two SPF records')).toBe(true);
  expect(says('$ selftest -l\n> Not all\n> not arrived')).toBe(true);
  expect(says('$ selftest -l\n$ grep status /var/log/mail.log\n> 550 5.7.25')).toBe(false);
});

test('between the last arrival and the try from outside, selftest -l does not yet say that nothing was opened', async () => {
  const course = incidents.get('user-unknown');
  if (!course) throw new Error('this incident is needed here');
  const sandbox = open(course);
  await play(sandbox, parseTranscript(readFileSync(join(directory, 'user-unknown/fixes/three-lines-out.txt'), 'utf8')));
  const events = sandbox.since(0);
  await sandbox.stop();
  const judged = events.findLast(({ type }) => type === 'selftest.judged')?.seq ?? 0;
  expect(report(worldAt(events, judged - 1))).toContain('is not tried yet');
  expect(report(worldAt(events, judged))).toContain('nothing was opened or weakened');
});

test('a letter has come back when the notice lies in the sender’s mailbox, not when a server gave up', async () => {
  const course = incidents.get('freemail-refuses');
  if (!course) throw new Error('this incident is needed here');
  const sandbox = open(course);
  await play(sandbox, parseTranscript('@ +30s'));
  const events = sandbox.since(0);
  const bounced = events.find(({ type }) => type === 'message.bounced')?.seq ?? 0;
  const [probe] = monitorOf(sandbox.world)?.probes ?? [];
  if (!probe) throw new Error('this incident has letters');
  expect(probeState(worldAt(events, bounced), probe).kind).toBe('missing');
  expect(probeState(sandbox.world, probe)).toMatchObject({ kind: 'returned', said: expect.stringContaining('5.7.25') });
  const silent =
    '!configure mail.acme.example lab_bounce_notices = no\n$ selftest\n$ selftest -l\n> zoe@freemail.example: not arrived';
  await play(sandbox, parseTranscript(silent));
  await sandbox.stop();
});

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
      expect(actions.some(saysWhy)).toBe(true);
    });

    test('has at least three repairs that differ, and two that are none', async () => {
      const changes = await Promise.all(transcripts(slug, 'fixes').map((file) => changesOf(course, file)));
      expect(new Set(changes).size).toBeGreaterThanOrEqual(3);
      expect(transcripts(slug, 'wrong').length).toBeGreaterThanOrEqual(2);
    });
  },
);

import { expect, test } from 'vitest';
import type { SandboxEvent } from '#protocol/events.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { stoppedWall } from '../../sandbox-server/clock/clock.ts';
import { loadCourse } from '../../sandbox-server/courses.ts';
import { play } from '../../sandbox-server/sandbox/player.ts';
import { Sandbox } from '../../sandbox-server/sandbox/sandbox.ts';
import { OwnWorld } from '../../tests/own-world.ts';
import { wentOn } from './went-on.ts';

const course = await loadCourse('content/lessons', '01-first-conversation');

const envelope = `$ telnet mx.globex.example 25
C: EHLO laptop.acme.example
C: MAIL FROM:<kim@acme.example>
C: RCPT TO:<ann@globex.example>`;

const withoutEmptyLine = `${envelope}
C: DATA
C: Subject: no gap
C: Hello Ann
C: .`;

/** Whether the coach's last sentence would have gone after this. */
async function goneAfter(transcript: string): Promise<boolean> {
  const facts: SandboxEvent[] = [];
  const append = async (batch: SandboxEvent[]) => void facts.push(...batch);
  const sandbox = new Sandbox({ id: 'test', course, seed: 'seed', history: [], append, wall: stoppedWall });
  await play(sandbox, parseTranscript(transcript));
  const { world } = sandbox;
  const said = world.progress.coach.at(-1);
  await sandbox.stop();
  if (!said) throw new Error('the coach said nothing');
  return wentOn(
    facts.filter(({ seq }) => seq > said.seq),
    world,
  );
}

test('a sentence about a letter outlives the 250 of that very letter and the step that it reaches', async () => {
  expect(await goneAfter(withoutEmptyLine)).toBe(false);
});

test('what swaks still has to say after a mistake is no answer to the coach', async () => {
  const swaks = '$ swaks --server mx.globex.example --to ann@globex.example';
  expect(await goneAfter(`${swaks} --data 'Subject: no gap\\nHello'`)).toBe(false);
});

test('a line that the server takes well lets it go; another mistake does not', async () => {
  expect(await goneAfter(`${withoutEmptyLine}\nC: RCPT TO:<ann@globex.example>`)).toBe(false);
  expect(await goneAfter(`${withoutEmptyLine}\nC: MAIL FROM:<kim@acme.example>`)).toBe(true);
});

test('the right answer after a wrong one lets it go', async () => {
  const wrong = '!answer added-lines subject';
  expect(await goneAfter(wrong)).toBe(false);
  expect(await goneAfter(`${wrong}\n!answer added-lines from`)).toBe(false);
  expect(await goneAfter(`${wrong}\n!answer added-lines received,return-path`)).toBe(true);
});

test('a name that DNS knows lets it go', async () => {
  const misspelt = '$ telnet mx.globx.example 25';
  expect(await goneAfter(`${misspelt}\n$ dig mx.globx.example`)).toBe(false);
  expect(await goneAfter(`${misspelt}\n$ dig mx.globex.example`)).toBe(true);
});

test('a letter that had to wait and is on its way lets it go', async () => {
  const world = OwnWorld.open({ backup: false, config: { 'mx.globex.example': { lab_greylist_delay: '300s' } } });
  const isOver = () => wentOn(world.sandbox.since(world.facts('coach.spoke')[0]?.seq ?? 0), world.sandbox.world);
  await world.handIn();
  await world.command({ type: 'enter-lines', terminal: 'main', lines: ['telnet mx.globx.example 25'] });
  await world.skip(1);
  expect(isOver()).toBe(false);
  await world.skip(20);
  expect(world.facts('message.relayed')).toHaveLength(1);
  expect(isOver()).toBe(true);
});

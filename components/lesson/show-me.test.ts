import { describe, expect, test } from 'vitest';
import type { TerminalEntry } from '#protocol/projections/terminals.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { loadCourse } from '../../sandbox-server/courses.ts';
import { play } from '../../sandbox-server/sandbox/player.ts';
import { freshSandbox } from '../../tests/check-lessons.ts';
import { planShowMe, whyStopped } from './show-me.ts';

const connect = parseTranscript('$ telnet mx.globex.example 25');
const introduce = parseTranscript('C: EHLO laptop.acme.example');
const envelope = parseTranscript('C: MAIL FROM:<kim@acme.example>');

function typed(...lines: [program: string, text: string][]): TerminalEntry[] {
  return lines.map(([program, text], index) => ({ kind: 'entered', seq: index + 1, prompt: '', program, text }));
}

function textsOf(plan: ReturnType<typeof planShowMe>): string[] {
  return plan.actions.flatMap((action) => (action.do === 'type' ? [action.text] : []));
}

test('it goes on in the conversation when that is as the transcript has it', () => {
  const entries = typed(['sh', 'telnet mx.globex.example 25'], ['telnet', 'EHLO laptop.acme.example']);
  const plan = planShowMe({ steps: [connect, introduce, envelope], entries, program: 'telnet' });
  expect(plan.leavesProgram).toBe(false);
  expect(textsOf(plan)).toEqual(['MAIL FROM:<kim@acme.example>']);
});

test('it begins the conversation anew when something else was typed', () => {
  const entries = typed(['sh', 'telnet mx.globex.example 25'], ['telnet', 'HELO there']);
  const plan = planShowMe({ steps: [connect, introduce, envelope], entries, program: 'telnet' });
  expect(plan.leavesProgram).toBe(true);
  expect(textsOf(plan)).toEqual([
    'telnet mx.globex.example 25',
    'EHLO laptop.acme.example',
    'MAIL FROM:<kim@acme.example>',
  ]);
});

test('it begins the conversation anew when the learner is back at the shell', () => {
  const plan = planShowMe({
    steps: [connect, introduce],
    entries: typed(['sh', 'telnet mx.globex.example 25']),
    program: 'sh',
  });
  expect(plan.leavesProgram).toBe(false);
  expect(textsOf(plan)).toEqual(['telnet mx.globex.example 25', 'EHLO laptop.acme.example']);
});

test('it leaves a running program before a shell command', () => {
  const plan = planShowMe({ steps: [connect], entries: [], program: 'telnet' });
  expect(plan).toMatchObject({ leavesProgram: true, actions: connect });
});

test('a step without typing needs no terminal', () => {
  const answer = parseTranscript('!answer hop-order a,b');
  expect(planShowMe({ steps: [connect, answer], entries: [], program: 'telnet' })).toEqual({
    leavesProgram: false,
    actions: answer,
    refusals: [],
  });
});

const course = await loadCourse('content/lessons', '02-reply-codes');

describe('what stops it', () => {
  const call = '$ telnet mx.globex.example 25\nC: EHLO laptop.acme.example';

  /** Why it would not type its next line after this. */
  async function stoppedAfter(transcript: string, refusals: string[] = []): Promise<string | undefined> {
    const sandbox = freshSandbox(course);
    await play(sandbox, parseTranscript(transcript));
    const { world } = sandbox;
    await sandbox.stop();
    return whyStopped(world, { since: 1, refusals, line: { reader: 'program', since: world.seq } });
  }

  test('a refusal that the lesson does not want, with its words', async () => {
    expect(await stoppedAfter(`${call}\nC: MAIL FROM:<kim@acme.example>`)).toBeUndefined();
    const refused = `${call}\nC: RCPT TO:<ann@globex.example>`;
    expect(await stoppedAfter(refused)).toContain('mx.globex.example answered “503 5.5.1 Error: need MAIL command”');
    expect(await stoppedAfter(refused, ['503'])).toBeUndefined();
  });

  test('a conversation that is over, and one that never began', async () => {
    expect(await stoppedAfter(`${call}\nC: QUIT`)).toContain('The conversation ended');
    expect(await stoppedAfter('$ telnet mx.globex.example 587')).toContain('The conversation ended');
  });

  test('not the end that its own last line asks for', async () => {
    const sandbox = freshSandbox(course);
    await play(sandbox, parseTranscript(call));
    const line = { reader: 'program', since: sandbox.world.seq } as const;
    await play(sandbox, parseTranscript('C: QUIT'));
    expect(whyStopped(sandbox.world, { since: 1, refusals: [], line })).toBeUndefined();
    await sandbox.stop();
  });

  test('the refusals that a plan wants are those of its transcript', () => {
    const steps = [
      parseTranscript('$ telnet mx.globex.example 25\nC: HOWDY\nS: 500 5.5.2'),
      parseTranscript('C: NOOP\nS: 250'),
    ];
    expect(planShowMe({ steps, entries: [], program: 'sh' }).refusals).toEqual(['500']);
  });
});

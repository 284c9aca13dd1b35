import { expect, test } from 'vitest';
import type { TerminalEntry } from '#protocol/projections/terminals.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { planShowMe } from './show-me.ts';

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
  });
});

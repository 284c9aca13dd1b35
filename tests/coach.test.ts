import { describe, expect, test } from 'vitest';
import type { CoachRule } from '#protocol/lesson.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { coachRules } from '../sandbox-server/sandbox/coach-rules.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { freshSandbox } from './check-lessons.ts';
import { openPostOffice, postOffice } from './post-office.ts';

const toGlobex = '$ telnet mx.globex.example 25\nC: EHLO laptop.acme.example\n';
const envelope = 'C: MAIL FROM:<kim@acme.example>\nC: RCPT TO:<ann@globex.example>\n';

/** A mistake for each rule, made on real servers. */
const mistakes: Record<string, string> = {
  'name-not-known': '$ telnet mx.globx.example 25',
  'nobody-answers': '!switch mx.globex.example off\n$ telnet mx.globex.example 25\n@ +5m',
  'nothing-listens': '$ telnet mx.globex.example 587',
  'hello-without-name': '$ telnet mx.globex.example 25\nC: EHLO',
  'hello-first': '$ telnet mx.globex.example 25\nC: MAIL FROM:<kim@acme.example>',
  'sender-first': `${toGlobex}C: RCPT TO:<ann@globex.example>`,
  'sender-twice': `${toGlobex}C: MAIL FROM:<kim@acme.example>\nC: MAIL FROM:<kim@acme.example>`,
  'angle-brackets': `${toGlobex}C: MAIL FROM:kim@acme.example`,
  'from-and-to': `${toGlobex}C: MAIL TO:<kim@acme.example>`,
  'space-after-colon': `${toGlobex}C: MAIL FROM: <kim@acme.example>`,
  'shape-of-address': `${toGlobex}C: MAIL FROM:<kim@@acme.example>`,
  'no-recipient-accepted': `${toGlobex}C: MAIL FROM:<kim@acme.example>\nC: RCPT TO:<anna@globex.example>\nC: DATA`,
  'text-after-the-end': `${toGlobex}${envelope}C: DATA\nC: Subject: dots\nC:\nC: one\nC: .\nC: two`,
  'letter-before-data': `${toGlobex}${envelope}C: Subject: too early`,
  'no-empty-line': `${toGlobex}${envelope}C: DATA\nC: Subject: no gap\nC: Hello Ann\nC: .`,
  'lone-dot': `${toGlobex}${envelope}C: DATA\nC: Subject: hello\nC:\nC: Bye\n@ +20s`,
  'only-line-feeds': `${toGlobex.replace('telnet', 'nc')}${envelope}C: DATA\nC: Subject: x\nC:\nC: Hello\nC: .`,
};

async function coachAfter(transcript: string): Promise<string[]> {
  const { sandbox } = openPostOffice();
  const { coach } = await play(sandbox, parseTranscript(transcript));
  await sandbox.stop();
  return coach;
}

describe('the coach notices', () => {
  test.each(Object.entries(mistakes))('%s', async (rule, transcript) => {
    expect(await coachAfter(transcript)).toContain(rule);
  });

  test('wait-for-greeting', async () => {
    const { sandbox } = openPostOffice();
    // A paste: the second line is on its way before the server has said a word.
    const lines = ['telnet mx.globex.example 25', 'EHLO laptop.acme.example'];
    await sandbox.execute({ tab: 'tester00', number: 1, command: { type: 'enter-lines', terminal: 'main', lines } });
    await sandbox.settled();
    expect(sandbox.world.progress.coach.map(({ rule }) => rule)).toEqual(['wait-for-greeting']);
    await sandbox.stop();
  });

  test('nothing that these mistakes do not cover: each rule has one', () => {
    const covered = [...Object.keys(mistakes), 'wait-for-greeting'];
    expect(coachRules.map(({ id }) => id).sort()).toEqual(covered.sort());
  });
});

describe('the coach is silent', () => {
  test.each([
    ['while somebody does it right', `${toGlobex}${envelope}C: DATA\nC: Subject: fine\nC:\nC: Hello\nC: .\nC: QUIT`],
    ['with swaks', '$ swaks --server mail.acme.example --to ann@globex.example'],
    [
      'where a continued header line begins with a space',
      `${toGlobex}${envelope}C: DATA\nC: Subject: a\nC:  b\nC:\nC: .`,
    ],
    ['while the learner thinks, outside a letter', `${toGlobex}@ +60s`],
    [
      'about what two mail servers say to each other',
      '$ swaks --server mail.acme.example --from kim@acme.example --to nobody@globex.example\n@ +60s',
    ],
  ])('%s', async (_name, transcript) => {
    expect(await coachAfter(transcript)).toEqual([]);
  });

  test('where a lesson asks for the mistake: its own rule takes the place of the general one', async () => {
    const own: CoachRule = { id: 'sender-first', say: 'Later.', notices: () => false };
    const course = { ...postOffice, lesson: { ...postOffice.lesson, coach: [own] } };
    const sandbox = freshSandbox(course);
    const { coach } = await play(sandbox, parseTranscript(`${mistakes['sender-first']}\nC: EHLO`));
    await sandbox.stop();
    expect(coach).toEqual(['hello-without-name']);
  });

  test('about the missing dot when the dot was typed, but with a bare line feed', async () => {
    const said = await coachAfter(`${mistakes['only-line-feeds']}\n@ +60s`);
    expect(said).toEqual(['only-line-feeds']);
  });
});

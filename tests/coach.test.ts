import { describe, expect, test } from 'vitest';
import type { CoachRule } from '#protocol/lesson.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { coachRules } from '../sandbox-server/sandbox/coach-rules.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import type { Course } from '../sandbox-server/sandbox/sandbox.ts';
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
  'misspelt-command': '$ telnet mx.globex.example 25\nC: ELHO laptop.acme.example',
  'unknown-parameter': `${toGlobex}C: MAIL FROM:<kim@acme.example> COLOUR=blue`,
  'letter-without-envelope': `${toGlobex}${envelope}C: DATA\nC: Subject: one\nC:\nC: .\nC: Subject: another`,
  'shell-command-to-a-server': `${toGlobex}C: swaks --to ann@globex.example`,
  'letter-before-data': `${toGlobex}${envelope}C: Subject: too early`,
  'no-empty-line': `${toGlobex}${envelope}C: DATA\nC: Subject: no gap\nC: Hello Ann\nC: .`,
  'lone-dot': `${toGlobex}${envelope}C: DATA\nC: Subject: hello\nC:\nC: Bye\n@ +20s`,
  'only-line-feeds': `${toGlobex.replace('telnet', 'nc')}${envelope}C: DATA\nC: Subject: x\nC:\nC: Hello\nC: .`,
};

/** At Acme's doors for users, with TLS and logins. */
const office: Course = {
  ...postOffice,
  scenario: {
    ...postOffice.scenario,
    hosts: postOffice.scenario.hosts.map((host) =>
      host.name === 'mail.acme.example'
        ? {
            ...host,
            ports: [25, 465, 587],
            accounts: [{ user: 'kim', password: 'sardine' }],
            config: { ...host.config, smtpd_tls_security_level: 'may', smtpd_sasl_auth_enable: 'yes' },
          }
        : host,
    ),
  },
};
const toAcme = '$ openssl s_client -connect mail.acme.example:465 -crlf';
const loginAs = (octets: string) =>
  `${toAcme} -quiet\nC: EHLO laptop.acme.example\nC: AUTH PLAIN ${Buffer.from(octets).toString('base64')}`;
const user = (octets: string) => `C: ${Buffer.from(octets).toString('base64')}`;

/** Mistakes there, and a piece of what the coach says. */
const mistakesAtDoors: Record<string, { transcript: string; says: string }> = {
  'tls-from-the-first-octet': {
    transcript: '$ telnet mail.acme.example 465\nC: EHLO laptop.acme.example',
    says: 'openssl s_client',
  },
  'tls-in-the-clear': {
    transcript: '$ openssl s_client -connect mail.acme.example:587',
    says: 'port 587 begins in the clear',
  },
  'login-inside-tls-only': {
    transcript: '$ swaks --server mail.acme.example --port 587 --auth PLAIN -au kim -ap sardine --to bob@acme.example',
    says: 'Add --tls',
  },
  'telnet-cannot-encrypt': {
    transcript: '$ telnet mail.acme.example 587\nC: EHLO laptop.acme.example\nC: STARTTLS\nC: EHLO laptop.acme.example',
    says: '-starttls smtp',
  },
  'openssl-takes-letters': {
    transcript: `${toAcme}\nC: EHLO laptop.acme.example\nC: MAIL FROM:<kim@acme.example>\nC: RCPT TO:<bob@acme.example>`,
    says: 'Add -quiet',
  },
  'no-logins-here': { transcript: `${toGlobex}C: AUTH PLAIN AGtpbQBzYXJkaW5l`, says: '465 or 587' },
  'not-base64': {
    transcript: `${toAcme} -quiet\nC: EHLO laptop.acme.example\nC: AUTH LOGIN\nC: kim@acme.example`,
    says: 'Encode it first',
  },
  'encoded-the-enter-key': {
    transcript: `${toAcme} -quiet\nC: EHLO laptop.acme.example\nC: AUTH LOGIN\n${user('kim\n')}\n${user('sardine\n')}`,
    says: 'printf or echo -n',
  },
  'plain-with-backslash-zero': { transcript: loginAs('\\0kim\\0sardine'), says: '\\0kim\\0••••. Use printf' },
  'plain-with-colon': { transcript: loginAs('kim:sar:dine'), says: 'kim:••••' },
  'plain-without-first-nul': { transcript: loginAs('kim\0sardine'), says: 'kim<NUL>••••' },
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

  test.each(Object.entries(mistakesAtDoors))('%s', async (rule, { transcript, says }) => {
    const sandbox = freshSandbox(office);
    await play(sandbox, parseTranscript(transcript));
    const said = sandbox.world.progress.coach.filter((sentence) => sentence.rule === rule);
    expect(said).toMatchObject([{ say: expect.stringContaining(says) }]);
    expect(said[0]?.say).not.toContain('sardine');
    await sandbox.stop();
  });

  test('that both sides wait at port 465', async () => {
    const sandbox = freshSandbox(office);
    const { coach } = await play(sandbox, parseTranscript('$ telnet mail.acme.example 465\n@ +20s'));
    expect(coach).toEqual(['tls-from-the-first-octet']);
    await sandbox.stop();
  });

  test('the whole name of a server that was called as the map names it', async () => {
    const { sandbox } = openPostOffice();
    await play(sandbox, parseTranscript('$ swaks --server mail.acme --to ann@globex.example'));
    expect(sandbox.world.progress.coach.map(({ say }) => say)).toEqual([
      expect.stringContaining('called mail.acme.example.'),
    ]);
    await sandbox.stop();
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
    const covered = [...Object.keys(mistakes), ...Object.keys(mistakesAtDoors), 'wait-for-greeting'];
    expect(coachRules.map(({ id }) => id).sort()).toEqual(covered.sort());
    expect(coachRules.length).toBeGreaterThanOrEqual(25);
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

  test.each([
    ['while somebody logs in rightly', `${loginAs('\\0kim\\0sardine'.replaceAll('\\0', '\0'))}\nC: RSET\nC: QUIT`],
    ['where the password is only wrong', loginAs('\0kim\0herring')],
    [
      'while openssl upgrades the conversation',
      '$ openssl s_client -starttls smtp -connect mail.acme.example:587 -quiet -crlf\nC: EHLO laptop.acme.example',
    ],
    [
      'while swaks logs in inside TLS',
      '$ swaks --server mail.acme.example --port 587 --tls -a PLAIN -au kim -ap sardine --to bob@acme.example',
    ],
    ['about a word that is no slip of a command', `${toGlobex}C: PLEASE`],
  ])('%s', async (_name, transcript) => {
    const sandbox = freshSandbox(office);
    expect((await play(sandbox, parseTranscript(transcript))).coach).toEqual([]);
    await sandbox.stop();
  });

  test('where a lesson asks for the mistake: its own rule takes the place of the general one', async () => {
    const own: CoachRule = { id: 'sender-first', say: 'Later.', notices: () => false };
    const course = { ...postOffice, lesson: { ...postOffice.lesson, coach: [own] } };
    const sandbox = freshSandbox(course);
    const { coach } = await play(sandbox, parseTranscript(`${mistakes['sender-first']}\nC: EHLO`));
    await sandbox.stop();
    expect(coach).toEqual(['hello-without-name']);
  });

  test('about a word that could be a slip of HELO, where it is the rest of a letter', async () => {
    const said = await coachAfter(`${toGlobex}${envelope}C: DATA\nC: Subject: dots\nC:\nC: one\nC: .\nC: Hello`);
    expect(said).toEqual(['text-after-the-end']);
  });

  test('about the dot when what follows a letter is the header of the next one, or a command of the shell', async () => {
    const letter = `${toGlobex}${envelope}C: DATA\nC: Subject: one\nC:\nC: one\nC: .\n`;
    expect(await coachAfter(`${letter}C: From: kim@acme.example`)).toEqual(['letter-without-envelope']);
    expect(await coachAfter(`${letter}C: swaks --to ann@globex.example`)).toEqual(['shell-command-to-a-server']);
  });

  test('about doors that are not there: it names those that are', async () => {
    const { sandbox } = openPostOffice();
    await play(sandbox, parseTranscript('$ telnet mx.globex.example 587'));
    expect(sandbox.world.progress.coach.at(-1)?.say).toContain('Its doors: 25.');
    await sandbox.stop();
  });

  test('about a wait that was over when the clock had been put forward', async () => {
    const impatient: CoachRule = {
      id: 'nobody-answers',
      say: 'It is still trying.',
      afterQuiet: { ms: 8000, when: ({ connections }) => connections.byId.c1?.state === 'calling' },
    };
    const course = { ...postOffice, lesson: { ...postOffice.lesson, coach: [impatient] } };
    const said = async (wait: string) => {
      const sandbox = freshSandbox(course);
      const call = `!switch mx.globex.example off\n$ telnet mx.globex.example 25\n${wait}`;
      const { coach } = await play(sandbox, parseTranscript(call));
      expect(sandbox.world.connections.order).toEqual(['c1']);
      await sandbox.stop();
      return coach;
    };
    expect(await said('@ +31s')).toEqual([]);
    expect(await said('@ +9s')).toEqual(['nobody-answers']);
  });

  test('about the missing dot when the dot was typed, but with a bare line feed', async () => {
    const said = await coachAfter(`${mistakes['only-line-feeds']}\n@ +60s`);
    expect(said).toEqual(['only-line-feeds']);
  });
});

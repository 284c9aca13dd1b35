import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Command } from '#protocol/commands.ts';
import firstConversation from '../../content/lessons/01-first-conversation/lesson.ts';
import firstInternet from '../../content/lessons/01-first-conversation/scenario.ts';
import freePlay from '../../content/lessons/22-free-play/lesson.ts';
import postOffice from '../../content/lessons/22-free-play/scenario.ts';
import company from '../../content/presets/company.ts';
import openRelay from '../../content/presets/relay-for-anyone.ts';
import { freeCourse } from '../../sandbox-server/courses.ts';
import { isInstalled, OwnInternet, run, say } from './own-internet.ts';

/** Mail programs that people use, against a sandbox on real ports: each sends, and the message lies in the mailbox. */

const acme = 'mail.acme.example';
const proseOfFreePlay = 'content/lessons/22-free-play/lesson.mdx';

const missing = ['swaks', 'openssl', 'curl', 'python3', 'nmap'].filter((program) => !isInstalled(program));
if (missing.length > 0) console.error(`\n  NOT RUN: the tests with ${missing.join(', ')}, which this machine lacks\n`);

let internet: OwnInternet;
beforeAll(async () => {
  internet = await OwnInternet.open(freeCourse('company', company.scenario));
});
afterAll(() => internet.close());

async function lastLetterTo(address: string): Promise<string> {
  return (await internet.mailbox(address)).at(-1) ?? '';
}

describe.skipIf(!isInstalled('swaks'))('swaks', () => {
  const common = ['--server', '127.0.0.1', '--from', 'kim@acme.example', '--to', 'ann@globex.example'];
  const login = ['--auth-user', 'kim', '--auth-password', 'sardine'];

  test.each(['PLAIN', 'LOGIN', 'CRAM-MD5'])(
    'logs in with %s after STARTTLS and its mail is carried on',
    async (mechanism) => {
      const port = ['--port', String(internet.port(acme, 587)), '--tls', '--auth', mechanism];
      const { code, output } = await run('swaks', [
        ...common,
        ...port,
        ...login,
        '--header',
        `Subject: by ${mechanism}`,
      ]);
      expect(output).toContain('235 2.7.0 Authentication successful');
      expect(code).toBe(0);
      expect(await lastLetterTo('ann@globex.example')).toMatch(
        new RegExp(`with ESMTPSA id[\\s\\S]*Subject: by ${mechanism}`),
      );
    },
  );

  test('speaks TLS from the first octet on port 465', async () => {
    const port = ['--port', String(internet.port(acme, 465)), '--tls-on-connect', '--auth', 'PLAIN'];
    const { code, output } = await run('swaks', [...common, ...port, ...login, '--header', 'Subject: on 465']);
    expect(output).toMatch(/TLS started with cipher TLSv1\.[23]/);
    expect(code).toBe(0);
    expect(await lastLetterTo('ann@globex.example')).toContain('Subject: on 465');
  });

  test('is told what is wrong: a wrong password, no login, a stranger who wants to relay', async () => {
    const port = ['--port', String(internet.port(acme, 587)), '--tls'];
    const wrong = await run('swaks', [
      ...common,
      ...port,
      '--auth',
      'PLAIN',
      '--auth-user',
      'kim',
      '--auth-password',
      'x',
    ]);
    expect(wrong.output).toContain('535 5.7.8');
    expect((await run('swaks', [...common, ...port])).output).toContain('530 5.7.0 Authentication required');
    const onMx = await run('swaks', [...common, '--port', String(internet.port(acme, 25))]);
    expect(onMx.output).toContain('554 5.7.1 <ann@globex.example>: Relay access denied');
  });
});

describe.skipIf(!isInstalled('openssl'))('openssl s_client', () => {
  test.each([
    ['STARTTLS on 587', 587, ['-starttls', 'smtp']],
    ['TLS on 465', 465, []],
  ] as const)('finds a certificate that it trusts: %s', async (_, port, more) => {
    const target = ['-connect', `127.0.0.1:${internet.port(acme, port)}`, '-CAfile', internet.ca];
    const verify = ['-verify_hostname', acme, '-verify_return_error', '-crlf', '-quiet'];
    const { code, output } = await run('openssl', ['s_client', ...target, ...verify, ...more], 'QUIT\n');
    expect(output).toContain('221 2.0.0 Bye');
    expect(code).toBe(0);
  });

  test('does not get a session with TLS 1.1', async () => {
    const target = ['-connect', `127.0.0.1:${internet.port(acme, 465)}`];
    // The lowest security level: otherwise the client itself would refuse.
    const old = ['-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'];
    const { output } = await run('openssl', ['s_client', ...target, ...old], 'QUIT\n');
    expect(output).toMatch(/alert protocol version|Cipher is \(NONE\)/);
  });
});

test.skipIf(!isInstalled('curl'))('curl sends a letter with smtps:// and its own certificate check', async () => {
  const port = internet.port(acme, 465);
  const where = ['--url', `smtps://${acme}:${port}`, '--resolve', `${acme}:${port}:127.0.0.1`, '--cacert', internet.ca];
  const what = ['--mail-from', 'kim@acme.example', '--mail-rcpt', 'bob@acme.example', '--user', 'kim:sardine'];
  const letter = 'From: kim@acme.example\r\nSubject: from curl\r\n\r\n.one dot\r\n';
  const { code, output } = await run('curl', ['-sS', ...where, ...what, '--upload-file', '-'], letter);
  expect(output).toBe('');
  expect(code).toBe(0);
  expect(await lastLetterTo('bob@acme.example')).toMatch(/Subject: from curl\r\n\r\n\.one dot\r\n/);
});

test.skipIf(!isInstalled('python3'))(
  'Python’s smtplib logs in, sends to two, and hears which one was refused',
  async () => {
    const program = `
import smtplib, ssl, sys
port, ca = int(sys.argv[1]), sys.argv[2]
server = smtplib.SMTP('127.0.0.1', port, timeout=20)
server._host = '${acme}'
server.starttls(context=ssl.create_default_context(cafile=ca))
server.login('kim', 'sardine')
refused = server.sendmail('kim@acme.example', ['bob@acme.example', 'nobody@acme.example'], 'Subject: from python\\r\\n\\r\\nHello\\r\\n')
print(refused)
server.quit()
`;
    const { output } = await run('python3', ['-c', program, String(internet.port(acme, 587)), internet.ca]);
    expect(output).toContain("{'nobody@acme.example': (550, b'5.1.1 <nobody@acme.example>");
    expect(await lastLetterTo('bob@acme.example')).toContain('Subject: from python');
  },
);

test('Nodemailer sends on 2525 with TLS and asks for a report', async () => {
  const transport = createTransport({
    host: '127.0.0.1',
    port: internet.port(acme, 2525),
    requireTLS: true,
    auth: { user: 'kim', pass: 'sardine' },
    tls: { servername: acme, ca: readFileSync(internet.ca) },
  });
  const letter = { from: 'kim@acme.example', to: 'ann@globex.example', subject: 'from nodemailer', text: 'Hello' };
  const info = await transport.sendMail({ ...letter, dsn: { id: 'order-66', return: 'headers', notify: 'success' } });
  transport.close();
  expect(info.response).toMatch(/^250 2\.0\.0 Ok: queued as/);
  expect(await lastLetterTo('ann@globex.example')).toContain('Subject: from nodemailer');
  expect(await lastLetterTo('kim@acme.example')).toMatch(/Original-Envelope-Id: order-66[\s\S]*Action: delivered/);
});

describe('a web page cannot send mail through these ports', () => {
  test.each(['GET', 'POST', 'PUT', 'PATCH'])('%s is hung up on before a server hears it', async (verb) => {
    const before = internet.sandbox.world.messages.count;
    const body = 'EHLO x\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<kim@acme.example>\r\nDATA\r\nHello\r\n.\r\n';
    const heard = await say(internet.port(acme, 25), `${verb} / HTTP/1.1\r\nHost: localhost\r\n\r\n${body}`);
    expect(heard).not.toContain('250');
    expect(internet.sandbox.world.messages.count).toBe(before);
  });

  test('so is whoever speaks before the greeting', async () => {
    expect(await say(internet.port(acme, 25), 'EHLO early.example\r\n')).not.toContain('250');
  });
});

describe.skipIf(!isInstalled('nmap'))('nmap’s smtp-open-relay', () => {
  let old: OwnInternet;
  beforeAll(async () => {
    old = await OwnInternet.open(freeCourse('relay-for-anyone', openRelay.scenario));
  });
  afterAll(() => old.close());

  const probe = async (host: string, port: number) =>
    (await run('nmap', ['-Pn', '-n', '-p', String(old.port(host, port)), '--script', '+smtp-open-relay', '127.0.0.1']))
      .output;

  test('says open, 16 of 16, on the open relay', async () => {
    expect(await probe('relay.oldcorp.example', 25)).toContain('Server is an open relay (16/16 tests)');
  });

  test.each([
    [acme, 25],
    [acme, 587],
    [acme, 2525],
    ['mx.globex.example', 25],
  ])('says closed on %s:%i', async (host, port) => {
    expect(await probe(host, port)).toMatch(/doesn't seem to be an open relay|isn't an open relay/);
  });
});

interface Stored {
  messages: { id: string; envelope: object; rawBase64: string }[];
}

/** What the line says, as far as the test reads it. */
interface Ready {
  api: string;
  token: string;
  ca: string;
  hosts: { name: string; ports: Record<string, number> }[];
  accounts: object[];
}

describe('npm run sandbox -- company --json', () => {
  test('prints one line, keeps the mail, gives it out to who has the token, and ends with Ctrl-C', async () => {
    const child = spawn(process.execPath, ['scripts/sandbox.ts', 'company', '--json']);
    const [line] = await once(createInterface(child.stdout), 'line');
    const ready = JSON.parse(String(line)) as Ready;
    const ports = Object.fromEntries(ready.hosts.map((host) => [host.name, host.ports]));
    expect(Object.keys(ports[acme] ?? {})).toEqual(['25', '465', '587', '2525']);
    expect(ready.accounts).toContainEqual({
      host: acme,
      user: 'kim',
      password: 'sardine',
      address: 'kim@acme.example',
    });
    const transport = createTransport({ host: '127.0.0.1', port: ports[acme]?.['25'], ignoreTLS: true });
    await transport.sendMail({
      from: 'ann@globex.example',
      to: 'kim@acme.example',
      subject: 'over the API',
      text: 'x',
    });
    transport.close();
    const url = `${ready.api}/mailboxes/kim@acme.example/messages`;
    expect((await fetch(url)).status).toBe(401);
    const headers = { Authorization: `Bearer ${ready.token}` };
    const stored = async () => ((await (await fetch(url, { headers })).json()) as Stored).messages;
    await expect.poll(async () => (await stored()).length).toBe(1);
    const [message] = await stored();
    expect(message?.envelope).toEqual({ reversePath: 'ann@globex.example', recipients: ['kim@acme.example'] });
    expect(Buffer.from(message?.rawBase64 ?? '', 'base64').toString()).toContain('Subject: over the API');
    const unknown = await fetch(`${ready.api}/mailboxes/nobody@acme.example/messages`, { headers });
    expect(unknown.status).toBe(404);
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(existsSync(ready.ca)).toBe(false);
  });

  test('says what there is when asked for something else', async () => {
    const { code, output } = await run(process.execPath, ['scripts/sandbox.ts', 'atlantis']);
    expect(code).toBe(1);
    expect(output).toMatch(/there is no atlantis\. Lessons: first-conversation.*Presets: .*company/);
  });
});

test.skipIf(!isInstalled('swaks'))('swaks on a real port does all of lesson 1 but the looking', async () => {
  const lesson = await OwnInternet.open({
    slug: 'first-conversation',
    lesson: firstConversation,
    scenario: firstInternet,
  });
  try {
    const port = String(lesson.port('mx.globex.example', 25));
    await run('swaks', [
      '--server',
      '127.0.0.1',
      '--port',
      port,
      '--from',
      'kim@acme.example',
      '--to',
      'ann@globex.example',
    ]);
    const [letter] = await lesson.mailbox('ann@globex.example');
    expect(letter).toContain('This is a test mailing');
    const { progress, mailboxes } = lesson.sandbox.world;
    await expect
      .poll(() => Object.keys(progress.steps))
      .toEqual(['connect', 'introduce', 'envelope', 'letter', 'goodbye']);
    const message = mailboxes.byAddress['ann@globex.example']?.at(-1)?.message;
    const looking: Command[] = [
      { type: 'open-view', view: 'source', mailbox: 'ann@globex.example', message },
      { type: 'answer', question: 'added-lines', choices: ['return-path', 'received'] },
    ];
    for (const [index, command] of looking.entries()) {
      await lesson.sandbox.execute({ tab: 'browser0', number: index + 1, command });
    }
    expect(Object.keys(progress.steps)).toHaveLength(firstConversation.steps.length);
  } finally {
    await lesson.close();
  }
});

test.skipIf(!isInstalled('python3'))(
  'the Python program of lesson 22 does its first mission on a real port',
  async () => {
    const lesson = await OwnInternet.open({ slug: 'free-play', lesson: freePlay, scenario: postOffice });
    try {
      const [, program = ''] = /```\n(import smtplib[\s\S]*?)```/.exec(readFileSync(proseOfFreePlay, 'utf8')) ?? [];
      expect(program).toContain('PORT');
      const { code, output } = await run('python3', ['-c', program.replace('PORT', String(lesson.port(acme, 587)))]);
      expect(output).toBe('');
      expect(code).toBe(0);
      expect((await lesson.mailbox('ann@globex.example')).at(-1)).toContain('Subject: hi');
      await expect.poll(() => Object.keys(lesson.sandbox.world.progress.steps)).toEqual(['program']);
    } finally {
      await lesson.close();
    }
  },
);

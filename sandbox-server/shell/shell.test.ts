import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mail, openSmallOffice } from './small-office.ts';
import { tools } from './tools.ts';

describe('a pipe', () => {
  test('gives what one tool prints to the next, octet by octet', async () => {
    const { type } = openSmallOffice();
    expect(await type(String.raw`printf '\0kim\0sardine' | base64`)).toBe('AGtpbQBzYXJkaW5l\n');
    expect(await type(String.raw`printf '\377\0\r\n' | base64 -w0 | base64 -d | wc -c`)).toBe('4\n');
  });

  test('lets errors through to the terminal', async () => {
    const { type } = openSmallOffice();
    expect(await type('cat /var/mail/nobody | wc -l')).toBe('cat: /var/mail/nobody: No such file or directory\n0\n');
  });

  test('runs nothing at all when one of its tools does not exist', async () => {
    const { type, facts } = openSmallOffice();
    expect(await type('dig acme.example | lolcat')).toContain('bash: lolcat: command not found');
    expect(facts.some(({ type: what }) => what === 'dns.answered')).toBe(false);
  });

  test('filters a conversation', async () => {
    const { type } = openSmallOffice();
    expect(await type(`swaks --server ${mail} --to bob@acme.example | grep -c '^ ->'`)).toMatch(/^\d\d\n$/);
  });
});

describe('several commands on a line', () => {
  test.each([
    ['echo a; echo b', 'a\nb\n'],
    ['echo a && echo b', 'a\nb\n'],
    ['echo a || echo b', 'a\n'],
    ['echo x | grep -c y && echo found || echo none', '0\nnone\n'],
    ['lolcat || echo b && echo c; echo d', /command not found\n.*\nb\nc\nd\n$/],
    ['cat /var/mail/nobody && echo b; echo c', 'cat: /var/mail/nobody: No such file or directory\nc\n'],
    ['mail --what && echo b', /^(?!.*\nb\n)/s],
    [`ssh ${mail} 'echo a && lolcat' || echo there`, /^a\n(.*\n)*there\n$/],
    ['echo \'a; b\' "&& c"', 'a; b && c\n'],
  ])('%s', async (line, expected) => {
    const { type } = openSmallOffice();
    expect(await type(line)).toMatch(expected);
  });

  test('swaks has failed when something was refused', async () => {
    const { type } = openSmallOffice();
    expect(await type(`swaks -S 3 -s ${mail} --to bob@acme.example && echo sent`)).toBe('sent\n');
    expect(await type(`swaks -S 3 -s ${mail} --to nobody@acme.example || echo refused`)).toBe('refused\n');
  });

  test('Ctrl-C ends the whole line', async () => {
    const { type, press, prompt } = openSmallOffice();
    await type('base64; echo b');
    expect(await press('interrupt')).not.toContain('b\n');
    expect(prompt()).toBe('kim@laptop:~$ ');
  });
});

test('what is in front of a pipe is poured into nc, which listens until the server hangs up', async () => {
  const { type, of } = openSmallOffice({ config: { mydestination: 'acme.example' } });
  expect(await type(`printf 'QUIT\\n' | nc -C ${mail} 25`)).toMatch(/^(220|221|554)/);
  expect(of('bytes.sent').filter(({ by }) => by === 'client')[0]?.data).toBe('QUIT\r\n');
  expect(of('connection.closed')).toHaveLength(1);
});

test('telnet sends what a pipe brings and hangs up at once', async () => {
  const { type, of, prompt } = openSmallOffice();
  const output = await type(`echo QUIT | telnet ${mail} 25`);
  expect(output).toContain('Connection closed by foreign host.');
  expect(of('bytes.sent').find(({ by }) => by === 'client')?.data).toBe('QUIT\r\n');
  expect(prompt()).toBe('kim@laptop:~$ ');
});

test('ssh runs one command on another host, or the lines of a pipe, and stays here', async () => {
  const { type, prompt } = openSmallOffice();
  expect(await type(`ssh ${mail} hostname`)).toBe(`${mail}\n`);
  expect(await type(`ssh ${mail} "postconf -e 'mydestination = acme.example, x.example'"`)).toBe('');
  expect(await type(`ssh ${mail} postconf mydestination | grep -c x.example`)).toBe('1\n');
  expect(await type(String.raw`printf 'hostname\nwhoami\n' | ssh ${mail}`)).toBe(`${mail}\nkim\n`);
  expect(await type(`echo 'ssh ${mail}' | ssh ${mail}`)).toBe('');
  expect(await type(`printf '%0200d' 0 | grep -c 0 | ssh ${mail}`)).toContain('1: command not found');
  expect(prompt()).toBe('kim@laptop:~$ ');
});

test.each([
  ['base64'],
  ['cat'],
  ['grep x'],
  ['wc'],
  ['openssl dgst -md5'],
  [`telnet ${mail} 25`],
  [`nc ${mail} 25`],
  ['nc 203.0.113.9 25'],
  [`echo x | nc www.globex.example 80`],
  [`openssl s_client -connect ${mail}:465`],
  ['openssl s_client -connect 203.0.113.9:465'],
  [`swaks --server ${mail} --auth --to bob@acme.example`],
  ['swaks --server 203.0.113.9 --to bob@acme.example'],
  [`base64 | nc ${mail} 25 | wc`],
  [`ssh ${mail} base64`],
])('Ctrl-C ends %s, and whatever stands behind its pipe', async (line) => {
  const { type, press, prompt } = openSmallOffice();
  await type(line);
  await press('interrupt');
  expect(prompt()).toBe('kim@laptop:~$ ');
});

test('lines typed to a tool that reads the keyboard end with Ctrl-D', async () => {
  const { type, press } = openSmallOffice();
  await type('base64 -d | wc -c', 'a2lt');
  expect(await press('end-of-input')).toBe('3\n');
});

test('help groups the tools', async () => {
  const { type } = openSmallOffice();
  expect(await type('help')).toContain('Run a mail server\n');
});

test.each(Object.keys(tools))('man %s fits a screen of 80 columns and 24 lines, the prompt included', async (name) => {
  const { type } = openSmallOffice();
  const lines = (await type(`man ${name}`)).trimEnd().split('\n');
  expect(lines[0]).toBe(`${name}: ${tools[name]?.summary}`);
  expect(lines[2]).toMatch(new RegExp(`^    ${name}`));
  expect(lines.length, lines.join('\n')).toBeLessThanOrEqual(23);
  for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(80);
});

test.each([
  ['ehlo', 'EHLO: a command of SMTP', 'RFC 5321 §4.1.1.1'],
  ['5.7.1', '5.7.1: Not allowed', 'RFC 3463 §3.8'],
  ['Message-ID', 'Message-ID: a header field', 'RFC 5322 §3.6.4'],
  ['smtputf8', 'SMTPUTF8: an extension of SMTP', 'RFC 6531'],
  ['relayhost', 'relayhost: a parameter of the mail servers', 'default  (empty)'],
  ['reject_unauth_destination', 'reject_unauth_destination: a word', 'Relay access denied'],
])('man %s looks it up in the reference', async (word, head, body) => {
  const { type } = openSmallOffice();
  const page = await type(`man ${word}`);
  expect(page.startsWith(head)).toBe(true);
  expect(page).toContain(body);
  for (const line of page.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
});

test('man of a word that nobody knows says so', async () => {
  const { type } = openSmallOffice();
  expect(await type('man constructor')).toContain('No manual entry for constructor');
});

test('whatever is typed to whatever tools, the shell prompts again', async () => {
  const word = fc.oneof(
    fc.constantFrom(...Object.keys(tools), '|', '|', '-d', '-c', '-v', '-e', '-q', '-n', '%s%5d', '--to', 'ALL', '-h'),
    fc.constantFrom(
      mail,
      'bob@acme.example',
      '25',
      '465',
      '-connect',
      `${mail}:465`,
      's_client',
      'dgst',
      '--tls',
      '-tlsc',
    ),
    fc.constantFrom(
      '--server',
      '--auth',
      "'",
      '"\\0\\c"',
      '[a',
      '\\(',
      '-5',
      'a*',
      '99999999999',
      '-starttls',
      'smtp',
      '-i',
    ),
    fc.string({ unit: 'binary', maxLength: 12 }),
  );
  const line = fc.array(word, { maxLength: 7 }).map((words) => words.join(' ').replace(/[\r\n]/g, ' '));
  await fc.assert(
    fc.asyncProperty(line, async (text) => {
      const { type, press, prompt, facts } = openSmallOffice();
      await type(text);
      await press('interrupt');
      const output = facts.map((fact) => (fact.type === 'terminal.printed' ? fact.text : '')).join('');
      expect(output).not.toContain('failed inside');
      expect(prompt()).toMatch(/^kim@(laptop|mail):~\$ $/);
    }),
    { numRuns: 400, seed: 20261124 },
  );
}, 60_000);

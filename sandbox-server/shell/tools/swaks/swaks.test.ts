import { describe, expect, test } from 'vitest';
import { mail, openSmallOffice } from '../../small-office.ts';
import { readSwaksOptions } from './options.ts';

const to = `swaks --server ${mail} --to bob@acme.example`;
const raw = (office: ReturnType<typeof openSmallOffice>) => office.of('message.accepted').at(-1)?.raw ?? '';

describe('swaks and TLS', () => {
  test('upgrades with STARTTLS, greets anew, and marks what went inside', async () => {
    const output = await openSmallOffice().type(`${to} --tls`);
    expect(output).toContain(` -> STARTTLS
<-  220 2.0.0 Ready to start TLS
=== TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256
=== TLS no local certificate set
=== TLS peer DN="/CN=mail.acme.example"
 ~> EHLO laptop.acme.example
<~  250-mail.acme.example
`);
    expect(output).toContain(' ~> QUIT\n<~  221 2.0.0 Bye\n=== Connection closed with remote host.\n');
  });

  test('speaks TLS from the first octet on, on 465', async () => {
    const { type, of } = openSmallOffice();
    const output = await type(`${to} --tls-on-connect --quit-after CONNECT`);
    expect(output).toContain(`=== Trying ${mail}:465...`);
    expect(output).toContain('<~  220 mail.acme.example ESMTP\n ~> QUIT\n');
    expect(of('tls.established')).toMatchObject([{ mode: 'implicit', serverName: mail }]);
  });

  test('insists on TLS, or takes what there is', async () => {
    const clear = () => openSmallOffice({ config: { mydestination: 'acme.example' } });
    const refused = await clear().type(`${to} --tls`);
    expect(refused).toContain('*** Host did not advertise STARTTLS\n -> QUIT\n');
    const office = clear();
    expect(await office.type(`${to} --tls-optional`)).toContain('*** Host did not advertise STARTTLS\n -> MAIL FROM:');
    expect(office.of('message.accepted')).toHaveLength(1);
  });

  test('looks at the certificate only when it is told to', async () => {
    const office = openSmallOffice({ certificate: 'expired' });
    await office.type(`${to} --tls`);
    expect(office.of('message.accepted')).toHaveLength(1);
    const refused = await office.type(`${to} --tls --tls-verify`);
    expect(refused).toContain(
      '*** TLS startup failed (connect(): error:0A000086:SSL routines::certificate verify failed)\n*** STARTTLS attempted but failed\n',
    );
    expect(office.of('message.accepted')).toHaveLength(1);
    expect(office.of('connection.closed')).toHaveLength(2);
  });

  test('fails to speak TLS to a port that speaks plain text', async () => {
    expect(await openSmallOffice().type(`${to} -tlsc -p 25`)).toContain(
      '*** TLS startup failed (connect(): error:0A00010B:SSL routines::wrong version number)\n',
    );
  });
});

describe('swaks and logins', () => {
  const login = `${to} -tlsc -n -au kim -ap sardine`;

  test.each([
    ['PLAIN', 'AUTH PLAIN AGtpbQBzYXJkaW5l'],
    ['LOGIN', 'AUTH LOGIN\n<~  334 VXNlcm5hbWU6\n ~> a2lt\n<~  334 UGFzc3dvcmQ6\n ~> c2FyZGluZQ=='],
    ['CRAM-MD5', 'AUTH CRAM-MD5\n<~  334 '],
  ])('%s', async (mechanism, said) => {
    const office = openSmallOffice();
    expect(await office.type(`${login} --auth ${mechanism}`)).toContain(` ~> ${said}`);
    expect(office.of('login.attempted')).toMatchObject([{ mechanism, user: 'kim', ok: true }]);
    expect(office.of('message.accepted')).toMatchObject([{ user: 'kim' }]);
  });

  test('with a token, and the empty answer that XOAUTH2 wants after a refusal', async () => {
    const office = openSmallOffice();
    await office.type(`${to} -tlsc -a xoauth2 -au kim -ap ticket`);
    expect(office.of('login.attempted')).toMatchObject([{ mechanism: 'XOAUTH2', ok: true }]);
    expect(await office.type(`${to} -tlsc -a xoauth2 -au kim -ap forged`)).toMatch(
      /<~\* 334 \S+\n ~> \n<~\* 535 .*\n\*\*\* No authentication type succeeded\n ~> QUIT/,
    );
  });

  test('tries all that the server offers, CRAM-MD5 first, when no type is named', async () => {
    const { type, of } = openSmallOffice();
    await type(`${to} -tlsc --auth --auth-user kim --auth-password wrong`);
    expect(of('login.attempted').map(({ mechanism }) => mechanism)).toEqual(['CRAM-MD5', 'PLAIN', 'LOGIN']);
    expect(of('message.accepted')).toHaveLength(0);
  });

  test('asks for what was not said', async () => {
    const { type, prompt, of } = openSmallOffice();
    await type(`${to} -tlsc --auth PLAIN`);
    expect(prompt()).toBe('Username: ');
    await type('kim');
    expect(prompt()).toBe('Password: ');
    await type('sardine');
    expect(of('login.attempted')).toMatchObject([{ user: 'kim', ok: true }]);
  });

  test('can hide the password, or show what base64 hides', async () => {
    const { type } = openSmallOffice();
    const hidden = await type(`${login} --auth PLAIN --auth-hide-password`);
    expect(hidden).not.toContain('AGtpbQBzYXJkaW5l');
    expect(hidden).toContain('235 2.7.0');
    expect(await type(`${login} --auth LOGIN --auth-plaintext`)).toContain(
      '<~  334 Username:\n ~> kim\n<~  334 Password:\n ~> sardine\n',
    );
  });

  test.each([
    [`${to} --auth --auth-user kim --auth-password x`, '*** Host did not advertise authentication\n -> QUIT'],
    [`${to} --protocol ESMTPA -au kim -ap x`, '*** Host did not advertise authentication\n -> QUIT'],
    [`${to} --auth-optional -au kim -ap x`, '*** Host did not advertise authentication\n -> MAIL FROM'],
    [`${to} --auth NTLM -au kim -ap x`, '*** NTLM is not a recognized auth type, skipping'],
  ])('%s', async (line, expected) => {
    expect(await openSmallOffice().type(line)).toContain(expected);
  });

  test('says when the server has none of the types that were asked for', async () => {
    const config = {
      smtpd_tls_security_level: 'may',
      smtpd_sasl_auth_enable: 'yes',
      smtpd_sasl_mechanism_filter: 'plain',
    };
    expect(await openSmallOffice({ config }).type(`${login} --auth CRAM-MD5`)).toContain(
      '*** Auth not attempted, requested type not available\n',
    );
  });
});

describe('swaks and the message', () => {
  test('header fields are replaced or added, and the text has its lines', async () => {
    const office = openSmallOffice();
    await office.type(`${to} --h-Subject 'One two' --h-X-Test: yes --add-header 'X-More: 1' --body 'a\\n.b'`);
    expect(raw(office)).toMatch(/\r\nSubject: One two\r\n(.*\r\n)*X-More: 1\r\nX-Test: yes\r\n\r\na\r\n\.b\r\n$/);
  });

  test('a whole message can come with --data, or over a pipe', async () => {
    const office = openSmallOffice();
    await office.type(`${to} --from kim@acme.example --data 'From: %FROM_ADDRESS%\\n\\nHi %TO_ADDRESS%'`);
    expect(raw(office)).toMatch(/\r\nFrom: kim@acme\.example\r\n\r\nHi bob@acme\.example\r\n$/);
    await office.type(`printf 'Subject: piped\\r\\n\\r\\nHi\\r\\n' | ${to} --data -`);
    expect(raw(office)).toMatch(/\r\nSubject: piped\r\n\r\nHi\r\n$/);
  });

  test('the envelope can leave at once', async () => {
    const { type, of } = openSmallOffice();
    expect(await type(`${to} --pipeline -n`)).toContain(
      ' -> DATA\n<-  250 2.1.0 Ok\n<-  250 2.1.5 Ok\n<-  354 End data with <CR><LF>.<CR><LF>\n -> 8 lines sent\n',
    );
    expect(of('bytes.sent').map(({ data }) => data)).toContainEqual(
      expect.stringMatching(/^MAIL.*\r\nRCPT.*\r\nDATA\r\n$/),
    );
  });

  test('HELO instead of EHLO with --protocol SMTP', async () => {
    expect(await openSmallOffice().type(`${to} --protocol SMTP --helo me.example`)).toContain(' -> HELO me.example\n');
  });

  test('it can be silent until something goes wrong, or for good', async () => {
    const { type } = openSmallOffice();
    expect(await type(`${to} --silent`)).toBe('');
    expect(await type(`${to},nobody@acme.example -S`)).toMatch(/^<\*\* 550 5\.1\.1 .*\n -> DATA/);
    expect(await type(`${to},nobody@acme.example -S 2`)).toMatch(/^<\*\* 550 5\.1\.1 .*\n$/);
    expect(await type(`${to} --hide-all`)).toBe('');
  });

  test('it does not wait for ever', async () => {
    const { type, clock, network, settled, facts } = openSmallOffice();
    network.listen('www.globex.example', 25, (socket) => socket.resume());
    await type('swaks --server www.globex.example --server 198.51.100.80 --timeout 5s --to a@b.example');
    clock.advanceTo(6000);
    await settled();
    expect(facts.findLast((fact) => fact.type === 'terminal.printed')).toMatchObject({
      text: '*** Timeout (5 secs) waiting for server response\n',
    });
  });
});

describe('options of swaks', () => {
  test('one dash or two, a space or =, and a value that looks like an option only behind =', () => {
    const { values } = readSwaksOptions(['-server', 'a', '--body=-x', '--auth', '-tls', '-to', 'b,c', '--to=d']);
    expect([...values]).toEqual([
      ['server', ['a']],
      ['body', ['-x']],
      ['auth', ['']],
      ['tls', ['']],
      ['to', ['b,c', 'd']],
    ]);
  });

  test.each([
    ['--attach', 'the real swaks has this option'],
    ['--xclient', 'the real swaks has this option'],
    ['--tls-cipher', 'the real swaks has this option'],
    ['--nonsense', 'unknown option --nonsense'],
    ['stray', 'neither an option nor the value of one'],
    ['--server', 'needs a value'],
  ])('%s is refused: %s', (word, reason) => {
    expect(() => readSwaksOptions([word])).toThrow(reason);
  });

  test.each([
    ['swaks', '--to needs an address'],
    [`swaks -s ${mail} -q RCPT`, '--to needs an address'],
    [`swaks -s ${mail} -q EHLO`, '<-  250 CHUNKING'],
    [`${to} --port nowhere`, 'unable to resolve service name nowhere into a port'],
    [`${to} --protocol LMTP`, 'Unknown protocol LMTP'],
    [`${to} --timeout soon`, "Unknown timeout format 'soon'"],
    [`${to} --body @file`, 'there are no files here'],
    [`${to} --data -`, 'reads a pipe'],
    [`echo x | ${to} --auth`, 'nobody can be asked'],
    ['swaks --to a@nohost.example', '*** Error resolving nohost.example: Name or service not known'],
  ])('%s: %s', async (line, reason) => {
    expect(await openSmallOffice().type(line)).toContain(reason);
  });

  test.each([
    ['submission', 587],
    ['smtp', 25],
  ])('the port may be called %s', async (name, port) => {
    expect(await openSmallOffice().type(`${to} --port ${name} -q CONNECT -tlso`)).toContain(
      `=== Trying ${mail}:${port}...`,
    );
  });
});

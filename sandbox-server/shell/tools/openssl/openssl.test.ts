import { describe, expect, test } from 'vitest';
import { mail, openSmallOffice } from '../../small-office.ts';

const over465 = `openssl s_client -connect ${mail}:465`;

describe('openssl s_client', () => {
  test('speaks TLS from the first octet on, shows the certificate and the verdict, and lets the learner type', async () => {
    const { type, of, prompt } = openSmallOffice();
    const report = await type(over465);
    expect(report).toContain('CONNECTED(00000003)\ndepth=1 CN = Sandbox Root CA, O = Relay Lab\nverify return:1\n');
    expect(report).toContain(' 0 s:CN = mail.acme.example\n   i:CN = Sandbox Root CA, O = Relay Lab\n');
    expect(report).toContain('New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384\n');
    expect(report).toContain('Verify return code: 0 (ok)\n---\n220 mail.acme.example ESMTP\n');
    expect(await type('EHLO laptop')).toContain('250-AUTH PLAIN LOGIN');
    expect(await type('Q')).toBe('DONE\n');
    expect(prompt()).toBe('kim@laptop:~$ ');
    expect(of('tls.established')).toMatchObject([{ mode: 'implicit', serverName: mail }]);
    expect(of('connection.closed')).toHaveLength(1);
  });

  test('says EHLO and STARTTLS by itself, and shows the last line of what it heard in the clear', async () => {
    const { type, of, press } = openSmallOffice();
    const report = await type(`openssl s_client -starttls smtp -connect ${mail}:587 -quiet -crlf`);
    expect(report).toMatch(/verify return:1\n250 CHUNKING\n$/);
    expect(await type('NOOP')).toBe('250 2.0.0 Ok\n');
    expect(of('smtp.command').map(({ line }) => line)).toEqual(['EHLO mail.example.com', 'STARTTLS', 'NOOP']);
    expect(await press('end-of-input')).toBe('');
  });

  test('sends line feeds as typed, and CR LF only with -crlf', async () => {
    const { type, of } = openSmallOffice();
    await type(`${over465} -quiet`, 'NOOP', 'QUIT');
    await type(`${over465} -quiet -crlf`, 'NOOP');
    expect(of('plaintext.sent').flatMap(({ by, data }) => (by === 'client' ? [data] : []))).toEqual([
      'NOOP\n',
      'QUIT\n',
      'NOOP\r\n',
    ]);
  });

  test('takes lines that begin with R or K for its own commands, unless it is quiet', async () => {
    const { type } = openSmallOffice();
    await type(over465);
    expect(await type('Kim')).toBe('KEYUPDATE\n');
    expect(await type('RCPT TO:<bob@acme.example>')).toMatch(/^RENEGOTIATING\nerror:.*wrong ssl version\n$/);
    expect(await type(`${over465} -quiet`, 'RCPT TO:<bob@acme.example>')).toContain('503 5.5.1');
  });

  test('says so when the server ends it', async () => {
    const { type } = openSmallOffice();
    expect(await type(`${over465} -crlf -brief`, 'EHLO laptop', 'quit')).toMatch(/221 2\.0\.0 Bye\nclosed\n$/);
  });

  test('gives a pipe to the server, and with -quiet waits for what it says', async () => {
    const { type } = openSmallOffice();
    expect(await type(`echo NOOP | ${over465}`)).toMatch(/---\nDONE\n$/);
    expect(await type(`echo QUIT | ${over465} -quiet -crlf`)).toMatch(/\n(220|221|554) /);
    expect(await type(`echo NOOP | ${over465} -servername other.example | grep -c BEGIN`)).toBe('0\n');
  });

  test.each([
    ['expired', '', 'Verify return code: 10 (certificate has expired)'],
    ['self-signed', '', 'verify error:num=18:self-signed certificate'],
    ['wrong-name', '', 'Verify return code: 0 (ok)'],
    ['wrong-name', `-verify_hostname ${mail}`, 'Verify return code: 62 (hostname mismatch)'],
    ['valid', `-verify_hostname ${mail}`, 'Verify return code: 0 (ok)'],
    ['expired', '-brief', 'Verification error: certificate has expired'],
    ['expired', '-verify_return_error', 'certificate verify failed'],
  ] as const)('about a certificate that is %s, with %o, it says %s', async (certificate, option, words) => {
    const { type } = openSmallOffice({ certificate });
    expect(await type(`${over465} ${option}`)).toContain(words);
  });

  test.each([
    [
      `openssl s_client -connect ${mail}:25`,
      'error:0A00010B:SSL routines:tls_validate_record_header:wrong version number',
    ],
    [`openssl s_client -connect ${mail}:26`, 'connect:errno=111'],
    ['openssl s_client -connect nohost.example:465', 'Name or service not known'],
    [`openssl s_client -connect ${mail}:465 -tls1_1`, 'option -tls1_1 is not available here'],
    [`openssl s_client -connect ${mail}:465 -starttls imap`, 'smtp is what is here'],
    ['openssl s_client', '-connect needs HOST:PORT'],
    ['openssl genrsa', "Invalid command 'genrsa'"],
  ])('%s fails with a reason, and the shell goes on', async (line, reason) => {
    const { type, prompt } = openSmallOffice();
    expect(await type(line)).toContain(reason);
    expect(prompt()).toBe('kim@laptop:~$ ');
  });

  test('tries STARTTLS even where nobody offers it, and fails', async () => {
    const { type } = openSmallOffice({ config: { smtpd_tls_security_level: 'none' } });
    const output = await type(`openssl s_client -starttls smtp -connect ${mail}:25`);
    expect(output).toContain("Didn't find STARTTLS in server response, trying anyway...");
    expect(output).toContain('wrong version number');
  });

  test('a peer that never answers the handshake can be left with Ctrl-C, and does not keep the sandbox from its rest', async () => {
    const { type, press, network, prompt, of } = openSmallOffice();
    network.listen('www.globex.example', 443, (socket) => socket.resume());
    await type('openssl s_client -connect 198.51.100.80:443');
    expect(prompt()).toBe('');
    await press('interrupt');
    expect(prompt()).toBe('kim@laptop:~$ ');
    expect(of('connection.closed')).toHaveLength(1);
  });
});

/** Each line was run by OpenSSL 3.0; what it printed stands beside it. */
describe('digests and base64 of openssl', () => {
  test.each([
    ['printf abc | openssl dgst -md5 -hmac key', 'MD5(stdin)= d2fe98063f876b03193afb49b4979591\n'],
    [
      'printf abc | openssl dgst -sha256',
      'SHA2-256(stdin)= ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\n',
    ],
    ['printf abc | openssl md5 -r', '900150983cd24fb0d6963f7d28e17f72 *stdin\n'],
    ['printf abc | openssl dgst -sha256 -binary | openssl base64', 'ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=\n'],
    ["printf '%050d' 3 | openssl base64 | wc -l", '2\n'],
    ["printf '%050d' 3 | openssl base64 -A | wc -l", '0\n'],
    ['printf YWJj | openssl base64 -d', 'abc'],
    ['printf YWJj | openssl enc -base64 -d', 'abc'],
  ])('%s', async (line, expected) => {
    expect(await openSmallOffice().type(line)).toBe(expected);
  });

  test.each([
    ['printf x | openssl dgst -whirlpool', 'option -whirlpool is not available here'],
    ['openssl dgst file', 'there are no files here'],
    ['printf x | openssl enc -aes-256-cbc', 'only -base64, -d and -A'],
    ["printf 'a*b' | openssl base64 -d", 'this is not base64'],
  ])('%s is refused with a reason', async (line, reason) => {
    expect(await openSmallOffice().type(line)).toContain(reason);
  });
});

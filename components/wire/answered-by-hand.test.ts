import { expect, test } from 'vitest';
import type { Connection, SentOctets } from '#protocol/projections/connections.ts';
import { asUnderstood } from './answered-by-hand.ts';
import { ladder } from './ladder.ts';

/** What was sent, `S: ` by the server, `C: ` by the client; a piece each. */
function answered(...pieces: string[]): Connection {
  const bytes = pieces.map((piece, index): SentOctets => {
    const by = piece.startsWith('S: ') ? 'server' : 'client';
    return { seq: 10 + index, at: index, by, data: piece.slice(3) };
  });
  const ends = {
    from: { host: 'mail.acme.example', address: '192.0.2.25', port: 49152 },
    to: { host: 'laptop.acme.example', address: '192.0.2.10', port: 25 },
  };
  const nothing = { altered: [], inside: [], exchanges: [], logins: [], decisions: [], requests: [] };
  return { id: 'c1', ...ends, driver: 'mta', state: 'closed', openedSeq: 1, openedAt: 0, bytes, ...nothing };
}

const told = (connection: Connection) =>
  ladder(asUnderstood(connection)).map((rung) => {
    if (rung.kind === 'command') return rung.line;
    if (rung.kind === 'reply') return [rung.reply.verb, rung.reply.code, ...rung.reply.lines].join(' ');
    return `${rung.kind} ${JSON.stringify(rung.octets)}`;
  });

test('a conversation with a person who answers by hand is read as one with a mail server', () => {
  const conversation = answered(
    'S: 220 laptop\r\n',
    'C: EHLO mail.acme.example\r\n',
    'S: 250-laptop\r\n',
    'S: 250 PIPELINING\r\n',
    'C: MAIL FROM:<a@b.example>\r\nRCPT TO:<me@own.example>\r\nDATA\r\n',
    'S: 250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n',
    'S: 354 Go on\r\n',
    'C: Subject: QUIT\r\n\r\nQUIT\r\n.\r',
    'C: \nQUIT\r\n',
    'S: 250 Taken\r\n221 Bye\r\n',
  );
  expect(told(conversation)).toEqual([
    'CONNECT 220 laptop',
    'EHLO mail.acme.example',
    'EHLO 250 laptop PIPELINING',
    'MAIL FROM:<a@b.example>',
    'RCPT TO:<me@own.example>',
    'DATA',
    'MAIL 250 Ok',
    'RCPT 250 Ok',
    'DATA 354 Go on',
    'letter "Subject: QUIT\\r\\n\\r\\nQUIT\\r\\n"',
    '.',
    'QUIT',
    'DATA-END 250 Taken',
    'QUIT 221 Bye',
  ]);
  const keys = ladder(asUnderstood(conversation)).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('words without a code answer nothing; what a mail server understood, and what is not SMTP, stays as it is', () => {
  expect(told(answered('S: 220 here\r\n', 'C: EHLO a\r\n', 'S: hello yourself\r\n'))).toEqual([
    'CONNECT 220 here',
    'EHLO a',
  ]);
  const web = answered('C: GET / HTTP/1.1\r\n\r\n', 'S: HTTP/1.1 200 OK\r\n\r\n');
  expect(asUnderstood(web)).toBe(web);
  const served: Connection = {
    ...answered('S: 220 here\r\n'),
    exchanges: [{ kind: 'command', seq: 2, at: 0, verb: 'NOOP', line: 'NOOP' }],
  };
  expect(asUnderstood(served)).toBe(served);
});

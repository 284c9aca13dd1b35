import { describe, expect, test } from 'vitest';
import { parseTranscript } from '#protocol/transcript.ts';
import { commandWordsFor, explainedExtensions, rfcAddress } from './command-words.ts';
import { rawLines } from './raw-lines.ts';
import { attempt, connectionOf, handOver } from './recorded.ts';
import { clockTime, span } from './sandbox-time.ts';
import { transcriptOf } from './transcript-of.ts';

const letter = 'Subject: dots\r\n\r\n..one dot was meant\r\nGr\xc3\xbc\xc3\x9fe\x1b[2J\r\n';

describe('copied as a transcript', () => {
  test('a conversation can be played again as a lesson’s fixture', () => {
    const transcript = transcriptOf(connectionOf(handOver(letter)));
    expect(transcript).toBe(
      [
        '# laptop.acme.example [192.0.2.10] → mx.globex.example [198.51.100.25]:25',
        '# opened at 09:00:00.000 by you',
        '$ telnet mx.globex.example 25',
        'S: 220 mx.globex.example ESMTP',
        'C: EHLO laptop.acme.example',
        'S: 250-mx.globex.example',
        '#  250-PIPELINING',
        '#  250 SIZE 10240000',
        'C: MAIL FROM:<kim@acme.example>',
        'S: 250 2.1.0 Ok',
        'C: RCPT TO:<ann@globex.example>',
        'S: 250 2.1.5 Ok',
        'C: DATA',
        'S: 354 End data with <CR><LF>.<CR><LF>',
        'C: Subject: dots',
        'C:',
        'C: ..one dot was meant',
        'C: Grüße<ESC>[2J',
        'C: .',
        '# queue id 4F2A1',
        'S: 250 2.0.0 Ok: queued as',
        'C: QUIT',
        'S: 221 2.0.0 Bye',
        '# mx.globex.example closed the connection',
        '',
      ].join('\n'),
    );
    expect(parseTranscript(transcript).map((action) => action.do)).toContain('expect-reply');
  });

  test('an attempt that was refused says why nothing was said', () => {
    const transcript = transcriptOf(connectionOf([attempt('refused')]));
    expect(transcript).toContain('# refused: mx.globex.example is there, but no program of its listens on port 25.');
    expect(parseTranscript(transcript)).toHaveLength(1);
  });

  test('what a mail server said cannot be typed by a person, so it is not offered as typing', () => {
    expect(transcriptOf(connectionOf([attempt('timed-out', 'c1', 'mta')]))).not.toContain('$');
  });
});

test('the raw bytes tell doubled dots and the final dot apart from commands', () => {
  const marks = rawLines(connectionOf(handOver(letter))).map(({ octets, mark }) => [octets, mark]);
  expect(marks).toEqual([
    ['EHLO laptop.acme.example\r\n', undefined],
    ['MAIL FROM:<kim@acme.example>\r\n', undefined],
    ['RCPT TO:<ann@globex.example>\r\n', undefined],
    ['DATA\r\n', undefined],
    ['Subject: dots\r\n', 'letter'],
    ['\r\n', 'letter'],
    ['..one dot was meant\r\n', 'stuffed'],
    ['Gr\xc3\xbc\xc3\x9fe\x1b[2J\r\n', 'letter'],
    ['.\r\n', 'end-of-letter'],
    ['QUIT\r\n', undefined],
  ]);
});

test.each([
  [0, '+0 ms'],
  [999, '+999 ms'],
  [4200, '+4.2 s'],
  [42 * 60_000, '+42 min'],
  [-7 * 60_000, '−7 min'],
  [185 * 60_000, '+3 h 5 min'],
  [49 * 3_600_000, '+2 d 1 h'],
])('%i ms is said as "%s"', (ms, said) => {
  expect(span(ms)).toBe(said);
});

test('the sandbox begins on a Monday at nine', () => {
  expect(clockTime(271_250)).toBe('09:04:31.250');
});

test('every reason leads to its place in the RFC', () => {
  expect(rfcAddress('RFC 5321 §4.1.1.3')).toBe('https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.3');
  expect(rfcAddress('RFC 2920')).toBe('https://www.rfc-editor.org/rfc/rfc2920');
  expect(rfcAddress('man page')).toBeUndefined();
});

test('the keywords of EHLO are explained, the server’s name is not one of them', () => {
  expect(explainedExtensions(['HELP', 'SIZE 1000', 'XYZZY']).map(({ keyword }) => keyword)).toEqual(['SIZE 1000']);
  expect(commandWordsFor('FOO').rfc).toBeUndefined();
});

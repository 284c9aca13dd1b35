import { describe, expect, test } from 'vitest';
import { ladder, type Rung, replyLines } from './ladder.ts';
import {
  attempt,
  clientSends,
  command,
  connectionOf,
  goAhead,
  greeting,
  handOver,
  reply,
  understood,
} from './recorded.ts';

function outline(rungs: Rung[]): string[] {
  return rungs.map((rung) => {
    if (rung.kind === 'command') return rung.line;
    return rung.kind === 'reply' ? String(rung.reply.code) : `${rung.kind} ${JSON.stringify(rung.octets)}`;
  });
}

describe('a conversation as a ladder', () => {
  test('the letter stands between "go on" and the final dot, as one rung', () => {
    const rungs = ladder(connectionOf(handOver('Subject: hi\r\n\r\nHello\r\n')));
    expect(outline(rungs)).toEqual([
      '220',
      'EHLO laptop.acme.example',
      '250',
      'MAIL FROM:<kim@acme.example>',
      '250',
      'RCPT TO:<ann@globex.example>',
      '250',
      'DATA',
      '354',
      'letter "Subject: hi\\r\\n\\r\\nHello\\r\\n"',
      '.',
      '250',
      'QUIT',
      '221',
    ]);
  });

  test('a letter without a final dot is shown as unfinished, before whatever came later', () => {
    const rungs = ladder(
      connectionOf([
        attempt('opened'),
        greeting,
        ...command('DATA'),
        goAhead,
        clientSends('Subject: hi\r\n'),
        reply({ verb: '', code: 421, reason: 'idle-too-long' }, 'timeout'),
      ]),
    );
    expect(outline(rungs)).toEqual(['220', 'DATA', '354', 'letter "Subject: hi\\r\\n"', '421']);
    expect(rungs[3]).toMatchObject({ kind: 'letter', ended: false });
  });

  test('a client that sends everything in one go is read as the server read it', () => {
    const facts = [
      attempt('opened'),
      greeting,
      clientSends('MAIL FROM:<a@acme.example>\r\nRCPT TO:<ann@globex.example>\r\nDATA\r\n'),
      understood('MAIL FROM:<a@acme.example>'),
      understood('RCPT TO:<ann@globex.example>'),
      understood('DATA'),
      goAhead,
      clientSends('text\r\n.\r\nQUIT\r\n'),
      understood('.'),
      understood('QUIT'),
    ];
    expect(outline(ladder(connectionOf(facts))).slice(3)).toEqual(['DATA', '354', 'letter "text\\r\\n"', '.', 'QUIT']);
  });

  test('an empty letter has no rung of its own', () => {
    expect(outline(ladder(connectionOf(handOver('')))).slice(8, 10)).toEqual(['354', '.']);
  });

  test('two letters in one conversation keep apart', () => {
    const again = handOver('two\r\n').slice(4, -3);
    const facts = [...handOver('one\r\n').slice(0, -3), ...again];
    const letters = ladder(connectionOf(facts)).filter(({ kind }) => kind === 'letter');
    expect(outline(letters)).toEqual(['letter "one\\r\\n"', 'letter "two\\r\\n"']);
  });

  test('what the server never read is shown once the connection is closed, where it was sent', () => {
    const facts = [
      attempt('opened'),
      clientSends('EHLO impatient\r\n'),
      reply({ verb: 'CONNECT', code: 421, reason: 'talked-too-soon' }, 'You talk too soon'),
    ];
    expect(outline(ladder(connectionOf(facts)))).toEqual(['421']);
    const closed = { type: 'connection.closed', connection: 'c1', by: 'server', how: 'fin' } as const;
    expect(outline(ladder(connectionOf([...facts, closed])))).toEqual(['unread "EHLO impatient\\r\\n"', '421']);
  });

  test('a recipient’s command and its reply both know what the policy decided', () => {
    const because = {
      reason: 'relay-denied',
      parameter: { name: 'smtpd_relay_restrictions', value: 'reject_unauth_destination' },
    } as const;
    const rungs = ladder(
      connectionOf([
        attempt('opened'),
        ...command('RCPT TO:<zoe@freemail.example>'),
        {
          type: 'policy.decided',
          host: 'mx.globex.example',
          connection: 'c1',
          reversePath: 'kim@acme.example',
          recipient: 'zoe@freemail.example',
          verdict: 'reject',
          because,
        },
        reply({ verb: 'RCPT', code: 554, enhanced: '5.7.1', ...because }, 'Relay access denied'),
        ...command('RCPT TO:<ann@globex.example>'),
        reply({ verb: 'RCPT', code: 250, reason: 'recipient-local' }, 'Ok'),
      ]),
    );
    expect(rungs.map((rung) => 'decision' in rung && rung.decision?.verdict)).toEqual([
      'reject',
      'reject',
      undefined,
      undefined,
    ]);
  });
});

test('all lines of a reply but the last have a hyphen behind the code', () => {
  expect(replyLines({ code: 250, lines: ['mx.globex.example', 'PIPELINING', '8BITMIME'] })).toEqual([
    '250-mx.globex.example',
    '250-PIPELINING',
    '250 8BITMIME',
  ]);
  expect(replyLines({ code: 550, enhanced: '5.1.1', lines: ['no'] })).toEqual(['550 5.1.1 no']);
});

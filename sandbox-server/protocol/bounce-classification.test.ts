import { describe, expect, test } from 'vitest';
import { classified, wordsOf } from './bounce-classification.ts';

/** Answers in the style of real providers, and what a service must make of them. */

describe('the eight raw answers of the course', () => {
  test.each([
    ['550 5.1.1 no such account', 'hard', 'bad-address'],
    ["554 delivery error: dd this user doesn't have an account here", 'hard', 'bad-address'],
    ['550 Requested action not taken: mailbox unavailable', 'unclear', 'unclear'],
    ['452 4.2.2 out of storage', 'soft', 'mailbox-full'],
    ['421 4.7.0 [TS04] temporarily deferred due to user complaints', 'block', 'reputation'],
    ['451 4.7.1 greylisted', 'soft', 'greylisted'],
    ['550 5.7.26 unauthenticated, DMARC policy', 'block', 'authentication'],
    ['550 5.7.1 message looks like unsolicited mail', 'block', 'content'],
  ])('%s', (words, bounceClass, cause) => {
    expect(classified(words)).toMatchObject({ class: bounceClass, cause });
  });
});

describe('the code comes first', () => {
  test.each([
    ['550 5.7.1 <ann@globex.example>: user unknown', 'block', 'policy', '5.7.1'],
    ['550 5.1.1 blocked: no such user here', 'hard', 'bad-address', '5.1.1'],
    ['552 5.2.2 <carol@globex.example>: Mailbox full', 'soft', 'mailbox-full', '5.2.2'],
    ['550 5.2.1 <frank@globex.example>: Mailbox disabled', 'hard', 'mailbox-disabled', '5.2.1'],
    ['552 5.3.4 Message size exceeds fixed limit', 'soft', 'message-too-big', '5.3.4'],
    ['550 5.7.23 SPF fail - not authorized', 'block', 'authentication', '5.7.23'],
    ['550 5.7.515 Access denied, sending domain does not meet the level', 'block', 'authentication', '5.7.515'],
    ['556 5.1.10 Domain nomail.example does not accept mail (nullMX)', 'hard', 'bad-domain', '5.1.10'],
    [
      '554 5.7.1 Service unavailable; Client host [203.0.113.11] blocked using bl.lab.test',
      'block',
      'reputation',
      '5.7.1',
    ],
    ['550 5.7.1 one-click unsubscribe missing', 'block', 'content', '5.7.1'],
    ['450 4.2.1 The user is receiving mail at a rate', 'soft', 'mailbox-disabled', '4.2.1'],
    ['421 4.7.28 Unusual rate of mail from your address', 'block', 'sending-too-fast', '4.7.28'],
    ['450 4.1.1 <ann@globex.example>: Recipient address rejected', 'soft', 'bad-address', '4.1.1'],
    ['451 4.3.0 Error: queue file write error', 'soft', 'server-trouble', '4.3.0'],
  ])('%s', (words, bounceClass, cause, status) => {
    expect(classified(words)).toEqual({ class: bounceClass, cause, status });
  });
});

describe('without a code that says anything, the words count', () => {
  test.each([
    ['550 No such user here', 'hard', 'bad-address', '5.0.0'],
    ['550 5.0.0 unknown user', 'hard', 'bad-address', '5.0.0'],
    ['550 5.5.0 Requested action not taken: mailbox unavailable', 'unclear', 'unclear', '5.5.0'],
    ['554 Account has been suspended', 'hard', 'mailbox-disabled', '5.0.0'],
    ['552 Requested mail action aborted: mailbox is full', 'soft', 'mailbox-full', '5.0.0'],
    ['554 Message rejected: suspicious content', 'block', 'content', '5.0.0'],
    ['554 too many connections from your host', 'block', 'sending-too-fast', '5.0.0'],
    ['550 Go away', 'unclear', 'unclear', '5.0.0'],
    ['450 Please try again later', 'soft', 'unclear', '4.0.0'],
  ])('%s', (words, bounceClass, cause, status) => {
    expect(classified(words)).toEqual({ class: bounceClass, cause, status });
  });

  test('a status that came by another way counts where the words have none', () => {
    expect(classified('unknown to us', '5.1.1')).toMatchObject({ class: 'hard' });
    expect(classified('550 5.7.1 unknown to us', '5.1.1')).toMatchObject({ class: 'block' });
  });

  test('what our own server found out is read, too', () => {
    const noHost = 'Host or domain name not found. Name service error for name=nowhere.example type=MX: Host not found';
    expect(classified(noHost, '5.4.4')).toMatchObject({ class: 'hard', cause: 'bad-domain' });
    expect(classified(`${noHost}, try again`, '4.4.3')).toMatchObject({ class: 'soft', cause: 'network' });
    expect(classified('connect to mx[198.51.100.25]:25: Connection timed out', '4.4.1')).toMatchObject({
      class: 'soft',
    });
  });
});

test('from a diagnostic of a mail server only the words of the provider are left', () => {
  const diagnostic = 'host mx.globex.example[198.51.100.25] said: 550 5.1.1 no (here) (in reply to RCPT TO command)';
  expect(wordsOf(diagnostic)).toBe('550 5.1.1 no (here)');
});

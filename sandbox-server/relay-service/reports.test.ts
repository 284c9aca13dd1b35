import { describe, expect, test } from 'vitest';
import { statusNotice } from '../mta/dsn.ts';
import { readComplaint, readDeliveryReport } from './reports.ts';

function report(type: string, part: string, letter = 'Subject: Spring\r\n\r\nHello'): string {
  return [
    'From: postmaster@freemail.example',
    `Content-Type: multipart/report; report-type=${type}; boundary="b"`,
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'For people.',
    '--b',
    `Content-Type: message/${type}`,
    '',
    part,
    '--b',
    'Content-Type: message/rfc822',
    '',
    letter,
    '--b--',
    '',
  ].join('\r\n');
}

describe('a delivery status notification', () => {
  test('of our own servers is read', async () => {
    const raw = await statusNotice({
      host: 'mx.initech.example',
      queueId: 'A1',
      about: 'B2',
      action: 'failed',
      to: 'b-1@bounce.acme.example',
      recipients: [{ recipient: 'ghost@initech.example', status: '5.1.1', diagnostic: 'unknown user: "ghost"' }],
      raw: 'Subject: Spring\r\n\r\nHello\r\n',
      ret: 'HDRS',
      arrivedAt: 0,
      at: 0,
    });
    expect(await readDeliveryReport(raw)).toEqual({
      action: 'failed',
      status: '5.1.1',
      diagnostic: 'unknown user: "ghost"',
    });
  });

  test('with folded fields and in any case is read', async () => {
    const part = [
      'Reporting-MTA: dns; mx.initech.example',
      '',
      'FINAL-RECIPIENT: rfc822; ghost@initech.example',
      'Action: Failed',
      'Status: 5.2.1 (mailbox disabled)',
      'Diagnostic-Code: smtp; 550 5.2.1 the mailbox',
      ' has been disabled',
    ].join('\r\n');
    expect(await readDeliveryReport(report('delivery-status', part))).toEqual({
      action: 'failed',
      status: '5.2.1',
      diagnostic: '550 5.2.1 the mailbox has been disabled',
    });
  });

  test('any other letter is none', async () => {
    expect(await readDeliveryReport('Subject: Away\r\n\r\nI am away.\r\n')).toBeUndefined();
    expect(await readDeliveryReport('')).toBeUndefined();
    expect(await readDeliveryReport(report('delivery-status', 'Reporting-MTA: dns; mx'))).toBeUndefined();
    expect(await readDeliveryReport(report('delivery-status', 'Action: exploded\r\nStatus: 5.1.1'))).toBeUndefined();
  });
});

describe('a complaint', () => {
  test('names the return path of the letter', async () => {
    const part = 'Feedback-Type: abuse\r\nVersion: 1\r\nOriginal-Mail-From: <b-1@bounce.acme.example>';
    expect(await readComplaint(report('feedback-report', part))).toEqual({
      feedbackType: 'abuse',
      originalReversePath: 'b-1@bounce.acme.example',
    });
  });

  test('that leaves it out is read by the letter in it', async () => {
    const letter = 'Return-Path: <b-2@bounce.acme.example>\r\nSubject: Spring\r\n\r\nHello';
    expect(await readComplaint(report('feedback-report', 'Feedback-Type: abuse\r\nVersion: 1', letter))).toEqual({
      feedbackType: 'abuse',
      originalReversePath: 'b-2@bounce.acme.example',
    });
  });

  test('a notice is none', async () => {
    expect(await readComplaint(report('delivery-status', 'Action: failed'))).toBeUndefined();
  });
});

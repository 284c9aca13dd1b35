import { describe, expect, test } from 'vitest';
import { parseStamp, receivedChain } from './received-chain.ts';

const fromLaptop =
  'Received: from laptop.acme.example (unknown [192.0.2.10])\r\n\tby mail.acme.example with ESMTP id A1\r\n\tfor <ann@globex.example>; Mon, 05 Jan 2026 09:00:00 +0000\r\n';
const fromAcme =
  'Received: from mail.acme.example (mail.acme.example [192.0.2.25])\r\n\tby mx.globex.example with ESMTPS id B2\r\n\tfor <ann@globex.example>;\r\n\tMon, 05 Jan 2026 10:42:00 +0100\r\n';
const ownRelay =
  'Received: from mx.globex.example (mx.globex.example [198.51.100.25])\r\n\tby store.globex.example with ESMTP id C3;\r\n\tMon, 05 Jan 2026 09:42:01 +0000\r\n';
const forged =
  'Received: from bank.example (bank.example [192.0.2.99]) by trusted.bank.example with ESMTPS; Mon, 5 Jan 2026 08:00:00 +0000\r\n';
const letter = 'From: Kim <kim@acme.example>\r\n\r\nReceived: in the text\r\n';

describe('one stamp', () => {
  test('names what was claimed, what was checked, and who says so', () => {
    expect(parseStamp(headerValueOf(fromAcme))).toEqual({
      hello: 'mail.acme.example',
      verifiedName: 'mail.acme.example',
      address: '192.0.2.25',
      by: 'mx.globex.example',
      protocol: 'ESMTPS',
      id: 'B2',
      recipient: 'ann@globex.example',
      dateText: 'Mon, 05 Jan 2026 10:42:00 +0100',
      date: Date.UTC(2026, 0, 5, 9, 42),
    });
  });

  test('of an address without a name says so by leaving the name out', () => {
    expect(parseStamp(headerValueOf(fromLaptop))).toMatchObject({
      hello: 'laptop.acme.example',
      address: '192.0.2.10',
    });
    expect(parseStamp(headerValueOf(fromLaptop))).not.toHaveProperty('verifiedName');
  });

  test.each([
    ['by mx.globex.example id C3; Mon, 5 Jan 2026 09:00:00 +0000 (UTC)', { by: 'mx.globex.example', id: 'C3' }],
    ['from a (Postfix, from userid (0)) by b via c with d', { hello: 'a', by: 'b', protocol: 'd' }],
    ['', {}],
    ['; not a date', { dateText: 'not a date' }],
    ['from <script>alert(1)</script> by \x1b[2J;', { hello: '<script>alert' }],
  ])('takes what makes sense of %j and never throws', (value, expected) => {
    expect(parseStamp(value)).toMatchObject(expected);
  });
});

test('a stamp of nothing but keywords is no reason to fail', () => {
  expect(() => parseStamp('from by (by [1]) by for with with ((((')).not.toThrow();
});

describe('the way of a message', () => {
  test('is read from the bottom up, with the time between the stamps whatever their zones', () => {
    const chain = receivedChain(fromAcme + fromLaptop + letter);
    expect(chain.map(({ by, delayMs }) => [by, delayMs])).toEqual([
      ['mail.acme.example', undefined],
      ['mx.globex.example', 42 * 60_000],
    ]);
    expect(chain.map(({ line }) => line)).toEqual([5, 1]);
  });

  test('shows a clock that is wrong as a negative delay', () => {
    const late = fromAcme.replace('10:42', '09:53');
    expect(receivedChain(late + fromLaptop + letter)[1]?.delayMs).toBe(-7 * 60_000);
  });

  test('knows the stamps that the sender wrote into the letter, however official they look', () => {
    expect(worths(fromAcme + fromLaptop + forged + letter, forged + letter)).toEqual([
      ['trusted.bank.example', 'invented'],
      ['mail.acme.example', 'seen'],
      ['mx.globex.example', 'own'],
    ]);
  });

  test('proves nothing below the servers of the receiver, when nobody saw the letter being handed in', () => {
    expect(worths(ownRelay + fromAcme + fromLaptop + letter)).toEqual([
      ['mail.acme.example', 'claim'],
      ['mx.globex.example', 'own'],
      ['store.globex.example', 'own'],
    ]);
  });

  test('does not take a stamp for its own because it bears the name of an own server', () => {
    const stranger = ownRelay.replaceAll('mx.globex.example [198.51.100.25]', 'vps.bargains.example [203.0.113.66]');
    expect(worths(stranger + fromAcme + letter)).toEqual([
      ['mx.globex.example', 'claim'],
      ['store.globex.example', 'own'],
    ]);
  });

  test('has no stops when there are no stamps', () => {
    expect(receivedChain(letter)).toEqual([]);
  });
});

function worths(raw: string, handedIn?: string) {
  return receivedChain(raw, handedIn).map(({ by, worth }) => [by, worth]);
}

function headerValueOf(field: string): string {
  return field.replace(/\r\n[ \t]+/g, ' ').replace(/^Received: |\r\n$/g, '');
}

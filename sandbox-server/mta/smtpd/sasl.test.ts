import { timingSafeEqual } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { type Mechanism, SaslExchange, type SaslStep } from './sasl.ts';

/** What is counted here is the real comparison. */
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>();
  return { ...crypto, timingSafeEqual: vi.fn(crypto.timingSafeEqual) };
});

const challenge = '<1896.697170952@postoffice.reston.mci.net>';
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');

/** Plays a login whose lines are given as text. */
function login(mechanism: Mechanism, initial: string | undefined, ...lines: string[]): SaslStep {
  const exchange = new SaslExchange(mechanism, challenge);
  let step = exchange.begin(initial === undefined ? undefined : base64(initial));
  for (const line of lines) step = exchange.next(base64(line));
  return step;
}

function whoKnows(step: SaslStep, password: string, token?: string): string | undefined {
  return step.kind === 'credentials' && step.credentials.knows({ password, token }) ? step.credentials.user : undefined;
}

describe('who knows the secret', () => {
  test.each<[Mechanism, string | undefined, string[]]>([
    ['PLAIN', '\0tim\0tanstaaftanstaaf', []],
    ['PLAIN', undefined, ['\0tim\0tanstaaftanstaaf']],
    ['LOGIN', undefined, ['tim', 'tanstaaftanstaaf']],
    ['LOGIN', 'tim', ['tanstaaftanstaaf']],
    // The example of RFC 2195 §2.
    ['CRAM-MD5', undefined, ['tim b913a602c7eda7a495b4e6e7334d3890']],
    ['CRAM-MD5', undefined, ['tim B913A602C7EDA7A495B4E6E7334D3890']],
  ])('is believed: %s %j %j', (mechanism, initial, lines) => {
    const step = login(mechanism, initial, ...lines);
    expect(whoKnows(step, 'tanstaaftanstaaf')).toBe('tim');
    expect(whoKnows(step, 'tanstaaftanstaa')).toBeUndefined();
  });

  test('is believed by a token', () => {
    const step = login('XOAUTH2', 'user=tim\x01auth=Bearer secret\x01\x01');
    expect(whoKnows(step, '', 'secret')).toBe('tim');
    expect(whoKnows(step, 'secret')).toBeUndefined();
  });
});

test.each<[Mechanism, string]>([
  ['PLAIN', ''],
  ['PLAIN', 'tim'],
  ['PLAIN', '\0tim\0a\0b'],
  ['CRAM-MD5', ''],
  ['CRAM-MD5', 'tim'],
  ['XOAUTH2', 'tim'],
])('%s: %j is nobody’s secret', (mechanism, line) => {
  const step = login(mechanism, undefined, line);
  expect(step.kind).toBe('credentials');
  for (const password of ['', '\0', 'tim', 'undefined']) expect(whoKnows(step, password, password)).toBeUndefined();
});

test('a star gives up; what is no base64 cannot be decoded; = is an answer of no octets', () => {
  expect(new SaslExchange('LOGIN', challenge).next('*').kind).toBe('cancelled');
  for (const line of ['abc', 'a===', '!!!!', 'YQ=a', ' YQ==']) {
    expect(new SaslExchange('LOGIN', challenge).next(line).kind).toBe('undecodable');
  }
  expect(new SaslExchange('LOGIN', challenge).begin('=')).toEqual({ kind: 'challenge', text: 'Password:' });
});

test('a refused token is explained once, before the refusal', () => {
  const exchange = new SaslExchange('XOAUTH2', challenge);
  exchange.begin(base64('user=tim\x01auth=Bearer wrong\x01\x01'));
  expect(exchange.takeRefusal()).toContain('"status":"401"');
  expect(exchange.takeRefusal()).toBeUndefined();
  expect(whoKnows(exchange.next(base64('user=tim\x01auth=Bearer secret\x01\x01')), '', 'secret')).toBeUndefined();
});

test.each<[Mechanism, string]>([
  ['PLAIN', '\0tim\0guess'],
  ['CRAM-MD5', 'tim b913a602c7eda7a495b4e6e7334d3890'],
  ['XOAUTH2', 'user=tim\x01auth=Bearer guess\x01\x01'],
  ['XOAUTH2', 'user=tim\x01auth=Bearer \x01\x01'],
])('%s: %j costs one comparison, whether the user exists, has a token, or not', (mechanism, line) => {
  for (const secrets of [
    { password: 'secret', token: 'token' },
    { password: 'secret' },
    { password: '\0', token: '\0' },
  ]) {
    const step = login(mechanism, undefined, line);
    vi.mocked(timingSafeEqual).mockClear();
    expect(step.kind === 'credentials' && step.credentials.knows(secrets)).toBe(false);
    expect(timingSafeEqual).toHaveBeenCalledTimes(1);
  }
});

import { describe, expect, test } from 'vitest';
import { srsForward, srsReverse } from './srs.ts';

const dayMs = 86_400_000;
const now = 5 * dayMs;

describe('a forwarder', () => {
  const there = srsForward('ann@acme.example', 'alumni.example', 'secret', now);

  test('puts an address of its own on the envelope, with the sender inside', () => {
    expect(there).toMatch(/^SRS0=[\w+/]{4}=[A-Z2-7]{2}=acme\.example=ann@alumni\.example$/);
  });

  test('finds the way back', () => {
    expect(srsReverse(there, 'secret', now)).toBe('ann@acme.example');
  });

  test('finds it although a server changed the case', () => {
    expect(srsReverse(there.toLowerCase(), 'secret', now)).toBe('ann@acme.example');
  });

  test('takes bounces for 21 days', () => {
    expect(srsReverse(there, 'secret', now + 21 * dayMs)).toBe('ann@acme.example');
    expect(srsReverse(there, 'secret', now + 22 * dayMs)).toBeUndefined();
    expect(srsReverse(there, 'secret', now - dayMs)).toBeUndefined();
  });

  test('is no relay: what it did not write leads nowhere', () => {
    expect(srsReverse(there.replace('=ann@', '=victim@'), 'secret', now)).toBeUndefined();
    expect(srsReverse(there.replace('acme.example', 'globex.example'), 'secret', now)).toBeUndefined();
    expect(srsReverse(there, 'another secret', now)).toBeUndefined();
    expect(srsReverse('ann@alumni.example', 'secret', now)).toBeUndefined();
    expect(srsReverse('SRS0=@alumni.example', 'secret', now)).toBeUndefined();
    expect(srsReverse('', 'secret', now)).toBeUndefined();
  });

  test('leaves <> and its own addresses alone', () => {
    expect(srsForward('', 'alumni.example', 'secret', now)).toBe('');
    expect(srsForward('kim@alumni.example', 'alumni.example', 'secret', now)).toBe('kim@alumni.example');
  });

  test('keeps a quoted local part quoted', () => {
    const quoted = srsForward('"ann b"@acme.example', 'alumni.example', 'secret', now);
    expect(quoted).toMatch(/^"SRS0=.*=ann b"@alumni\.example$/);
    expect(srsReverse(quoted, 'secret', now)).toBe('"ann b"@acme.example');
  });

  test('keeps a sender with = in it', () => {
    const odd = srsForward('ann=x@acme.example', 'alumni.example', 'secret', now);
    expect(srsReverse(odd, 'secret', now)).toBe('ann=x@acme.example');
  });
});

describe('one forwarder after another', () => {
  const first = srsForward('ann@acme.example', 'one.example', 'one', now);
  const second = srsForward(first, 'two.example', 'two', now);
  const third = srsForward(second, 'three.example', 'three', now);

  test('points back to the first, however many there are', () => {
    expect(second).toMatch(/^SRS1=[\w+/]{4}=one\.example==.{4}=..=acme\.example=ann@two\.example$/);
    expect(third).toMatch(/^SRS1=[\w+/]{4}=one\.example==.{4}=..=acme\.example=ann@three\.example$/);
    expect(srsReverse(third, 'three', now)).toBe(first);
    expect(srsReverse(second, 'two', now)).toBe(first);
    expect(srsReverse(first, 'one', now)).toBe('ann@acme.example');
  });

  test('trusts only its own hash', () => {
    expect(srsReverse(second.replace('one.example', 'evil.example'), 'two', now)).toBeUndefined();
    expect(srsReverse(second, 'one', now)).toBeUndefined();
  });
});

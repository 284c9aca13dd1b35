import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bodyOf } from '#protocol/mime-tree.ts';
import { dkimKeyPair, dkimSign } from '../../../sandbox-server/mail-auth/sign.ts';
import { bodyHash, canonicalBody, canonicalField, signaturesOf, signedHeader, tagsOf } from './canonical.ts';

describe('the example of RFC 6376 §3.4.5', () => {
  const [first, second] = ['A: X', 'B : Y\t\r\n\tZ  '];
  const body = ' C \r\nD \t E\r\n\r\n\r\n';

  test('relaxed', () => {
    expect([first, second].map((field) => canonicalField(field, 'relaxed'))).toEqual(['a:X\r\n', 'b:Y Z\r\n']);
    expect(canonicalBody(body, 'relaxed')).toBe(' C\r\nD E\r\n');
  });

  test('simple', () => {
    expect([first, second].map((field) => canonicalField(field, 'simple'))).toEqual([
      'A: X\r\n',
      'B : Y\t\r\n\tZ  \r\n',
    ]);
    expect(canonicalBody(body, 'simple')).toBe(' C \r\nD \t E\r\n');
  });
});

const signed = (tags: string, body: string) => `DKIM-Signature: v=1; ${tags}\r\nFrom: a@b.example\r\n\r\n${body}`;

async function hashOf(letter: string): Promise<string | undefined> {
  const [signature] = signaturesOf(letter);
  return signature && bodyHash(letter, signature);
}

test.each([
  ['rsa-sha1', 'simple/simple', 'uoq1oCgLlTqpdDX/iUbLy7J1Wic='],
  ['rsa-sha256', 'simple/simple', 'frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY='],
  ['rsa-sha1', 'relaxed/relaxed', '2jmj7l5rSw0yVb/vlWAYkK/YBwk='],
  ['rsa-sha256', 'relaxed/relaxed', '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='],
])('an empty body has the hash of RFC 6376 §3.4.3 and §3.4.4 with %s, %s', async (algorithm, how, hash) => {
  expect(await hashOf(signed(`a=${algorithm}; c=${how}`, ''))).toBe(hash);
});

test('the letter of RFC 8463 appendix A has the body hash that its signatures name', async () => {
  const body = 'Hi.\r\n\r\nWe lost the game.  Are you hungry yet?\r\n\r\nJoe.\r\n';
  expect(await hashOf(signed('a=ed25519-sha256; c=relaxed/relaxed', body))).toBe(
    '2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=',
  );
});

test('l= signs only the beginning', async () => {
  const whole = await hashOf(signed('a=rsa-sha256', 'one\r\n'));
  expect(await hashOf(signed('a=rsa-sha256; l=5', 'one\r\ntwo\r\n'))).toBe(whole);
});

test('without c= a signature is simple in both, and c=relaxed means the header only', () => {
  const kinds = ['a=rsa-sha256', 'c=relaxed', 'c=relaxed/relaxed', 'c=nonsense/relaxed'].map((tags) =>
    signaturesOf(signed(tags, '')).map(({ header, body }) => `${header}/${body}`),
  );
  expect(kinds.flat()).toEqual(['simple/simple', 'relaxed/simple', 'relaxed/relaxed', 'simple/relaxed']);
});

describe.each(['simple/simple', 'simple/relaxed', 'relaxed/simple', 'relaxed/relaxed'] as const)(
  'a letter signed %s',
  (how) => {
    const letter = [
      'Received: from a by b',
      'From:  Kim  <kim@acme.example>',
      'To: ann@globex.example,',
      '\tbob@acme.example ',
      'Subject: the  minutes',
      'To: second@acme.example',
      '',
      'Two  spaces \t here  ',
      '',
      '.',
      '',
      '',
      '',
    ].join('\r\n');

    test('is what its signature was made over: the key itself says so', async () => {
      const { privateKey, record } = await dkimKeyPair('rsa-sha256');
      const key = { domain: 'acme.example', selector: 's', privateKey, algorithm: 'rsa-sha256' } as const;
      const fields = ['from', 'to', 'to', 'subject', 'cc'];
      const raw = await dkimSign(letter, { ...key, canonicalization: how, fields }, 0);
      const [signature] = signaturesOf(raw);
      if (!signature) throw new Error('the letter has no signature');
      expect(await bodyHash(raw, signature)).toBe(signature.tags.bh);
      const publicKey = createPublicKey({
        key: Buffer.from(tagsOf(record).p ?? '', 'base64'),
        format: 'der',
        type: 'spki',
      });
      const proof = Buffer.from(signature.tags.b ?? '', 'base64');
      const over = (text: string) => verify('sha256', Buffer.from(text, 'latin1'), publicKey, proof);
      expect(over(signedHeader(raw, signature))).toBe(true);
      const changed = raw.replace('the  minutes', 'the hours');
      expect(over(signedHeader(changed, signature))).toBe(false);
      expect(bodyOf(raw)).toBe(bodyOf(letter));
    });
  },
);

test('a body of nothing but empty lines takes no time to speak of', () => {
  const body = `${'\r\n'.repeat(200_000)}x`;
  expect(canonicalBody(body, 'relaxed')).toBe(`${body}\r\n`);
});

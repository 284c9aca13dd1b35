import { beforeAll, describe, expect, test } from 'vitest';
import type { DkimCheck } from '#protocol/mail-authentication.ts';
import { checkSignatures } from './dkim.ts';
import { keyResolver } from './lookup.ts';
import { dkimKeyPair, dkimSign } from './sign.ts';
import { zones } from './zones-for-tests.ts';

async function signaturesOf(raw: string, dns: string, at = 0): Promise<DkimCheck[]> {
  return (await checkSignatures(raw, at, keyResolver(zones(dns).look))).dkim;
}

function crlf(text: string): string {
  return text.replace(/\n/g, '\r\n');
}

describe('RFC 6376 appendix A.2', () => {
  // With the errata 3192 (one space after "game.") and 4926 (six spaces before continued lines).
  const message = crlf(`DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
      c=simple/simple; q=dns/txt; i=joe@football.example.com;
      h=Received : From : To : Subject : Date : Message-ID;
      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
      4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
      KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
      4bmp/YzhwvcubU4=;
Received: from client1.football.example.com  [192.0.2.1]
      by submitserver.example.com with SUBMISSION;
      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game. Are you hungry yet?

Joe.
`);
  const key =
    'brisbane._domainkey.example.com TXT v=DKIM1; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTNh5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB';

  test('verifies', async () => {
    expect(await signaturesOf(message, key)).toEqual([
      {
        result: 'pass',
        domain: 'example.com',
        selector: 'brisbane',
        algorithm: 'rsa-sha256',
        canonicalization: 'simple/simple',
        bodyHashMatches: true,
        signedHeaders: ['Received', 'From', 'To', 'Subject', 'Date', 'Message-ID'],
        aligned: false,
        comment: '',
      },
    ]);
  });

  test('does not verify with one space less in a field that is signed as it stands', async () => {
    const [signature] = await signaturesOf(message.replace('com  [192', 'com [192'), key);
    expect(signature).toMatchObject({ result: 'fail', comment: 'bad signature', bodyHashMatches: true });
  });
});

describe('RFC 8463 appendix A.3', () => {
  const message = crlf(`DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game.  Are you hungry yet?

Joe.
`);
  const keys = `
    brisbane._domainkey.football.example.com TXT v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
    test._domainkey.football.example.com TXT v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
  `;

  test('both signatures verify', async () => {
    expect(await signaturesOf(message, keys)).toMatchObject([
      { result: 'pass', algorithm: 'ed25519-sha256', selector: 'brisbane' },
      { result: 'pass', algorithm: 'rsa-sha256', selector: 'test' },
    ]);
  });

  test('a key that is not there spoils only its own signature', async () => {
    const [rsaOnly = ''] = keys.split('\n').slice(2);
    expect(await signaturesOf(message, rsaOnly)).toMatchObject([
      { result: 'permerror', comment: 'no key' },
      { result: 'pass' },
    ]);
  });
});

const letter = crlf(`From: Ann <ann@acme.example>
To: Bob <bob@globex.example>
Subject: Lunch

At noon?
`);

describe.each(['rsa-sha256', 'ed25519-sha256'] as const)('a letter signed with %s', (algorithm) => {
  let signed: string;
  let dns: string;
  let privateKey: string;

  beforeAll(async () => {
    const keys = await dkimKeyPair(algorithm);
    privateKey = keys.privateKey;
    dns = `s1._domainkey.acme.example TXT ${keys.record}`;
    signed = await dkimSign(letter, { domain: 'acme.example', selector: 's1', privateKey, algorithm }, 0);
  });

  test('carries its signature on top and verifies', async () => {
    expect(signed).toMatch(/^DKIM-Signature: v=1; a=/);
    expect(signed.endsWith(letter)).toBe(true);
    expect(signed).toContain('t=1767603600;');
    expect(await signaturesOf(signed, dns)).toMatchObject([{ result: 'pass', domain: 'acme.example', comment: '' }]);
  });

  test('fails with another body, and says that it is the body', async () => {
    expect(await signaturesOf(signed.replace('noon', 'one'), dns)).toMatchObject([
      { result: 'fail', comment: 'body hash did not verify', bodyHashMatches: false },
    ]);
  });

  test('fails with another subject, and says that it is the signature', async () => {
    expect(await signaturesOf(signed.replace('Lunch', '[list] Lunch'), dns)).toMatchObject([
      { result: 'fail', comment: 'bad signature', bodyHashMatches: true },
    ]);
  });

  test('survives new fields on top and folded white space, because it is relaxed', async () => {
    const travelled = `Received: from here\r\n\tby there\r\n${signed.replace('Subject: Lunch', 'SUBJECT:\r\n  Lunch')}`;
    expect(await signaturesOf(travelled, dns)).toMatchObject([{ result: 'pass' }]);
  });

  test('canonicalization simple/simple takes every octet as it is', async () => {
    const simple = await dkimSign(
      letter,
      { domain: 'acme.example', selector: 's1', privateKey, algorithm, canonicalization: 'simple/simple' },
      0,
    );
    expect(await signaturesOf(simple, dns)).toMatchObject([{ result: 'pass', canonicalization: 'simple/simple' }]);
    expect(await signaturesOf(simple.replace('Subject: Lunch', 'subject: Lunch'), dns)).toMatchObject([
      { result: 'fail' },
    ]);
  });

  test('octets beyond ASCII are signed as they are', async () => {
    const utf8 = Buffer.from(letter.replace('noon', 'zwölf'), 'utf8').toString('latin1');
    const result = await dkimSign(utf8, { domain: 'acme.example', selector: 's1', privateKey, algorithm }, 0);
    expect(await signaturesOf(result, dns)).toMatchObject([{ result: 'pass' }]);
  });

  test('is a permerror without a key, a temperror when the DNS fails', async () => {
    expect(await signaturesOf(signed, '')).toMatchObject([{ result: 'permerror', comment: 'no key' }]);
    expect(await signaturesOf(signed, dns.replace(/p=.*/, 'p='))).toMatchObject([
      { result: 'permerror', comment: 'invalid public key' },
    ]);
    expect(await signaturesOf(signed, 'acme.example SERVFAIL')).toMatchObject([{ result: 'temperror' }]);
  });
});

test('a signature expires by the clock of the sandbox', async () => {
  const { privateKey, record } = await dkimKeyPair('ed25519-sha256');
  const dns = `s1._domainkey.acme.example TXT ${record}`;
  const { dkimSign: librarySign } = await import('mailauth/lib/dkim/sign.js');
  const key = { signingDomain: 'acme.example', selector: 's1', privateKey };
  const { signatures } = await librarySign(Buffer.from(letter, 'latin1'), {
    ...key,
    signatureData: [key],
    signTime: new Date('2026-01-05T09:00:00Z'),
    expires: new Date('2026-01-05T10:00:00Z'),
  });
  expect(await signaturesOf(signatures + letter, dns, 59 * 60_000)).toMatchObject([{ result: 'pass' }]);
  expect(await signaturesOf(signatures + letter, dns, 61 * 60_000)).toMatchObject([
    { result: 'neutral', comment: 'expired' },
  ]);
});

test('a letter without a signature has no results', async () => {
  expect(await signaturesOf(letter, '')).toEqual([]);
});

test('a letter without From, and a key of the wrong kind, cannot be signed', async () => {
  const { privateKey } = await dkimKeyPair('ed25519-sha256');
  const key = { domain: 'acme.example', selector: 's1', privateKey };
  await expect(
    dkimSign('To: bob@globex.example\r\n\r\n', { ...key, algorithm: 'ed25519-sha256' }, 0),
  ).rejects.toThrow();
  await expect(dkimSign(letter, { ...key, algorithm: 'rsa-sha256' }, 0)).rejects.toThrow('key type');
});

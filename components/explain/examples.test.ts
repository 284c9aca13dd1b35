import { expect, test } from 'vitest';
import { authenticationResults, dkimSignatures } from './authentication-results.ts';
import { causeOf } from './cause-of.ts';
import { linkedText } from './code-link.ts';
import { examples } from './examples.ts';
import { readInput } from './input.ts';

test('each example is understood', () => {
  const read = examples.map(({ text }) => readInput(text));
  expect(read.map(({ form }) => form)).toEqual(['notice', 'log', 'reply', 'letter']);
  expect(read.flatMap(({ findings }) => findings.map(causeOf))).toEqual([
    'bad-address',
    'greylisted',
    'authentication',
  ]);
});

test('what a server found out is told check by check, whatever stands in its comments', () => {
  const header = [
    'Authentication-Results: mx.globex.example (1; spf=pass); spf=fail (not; ok) smtp.mailfrom=kim@acme.example;',
    '\tdkim=pass header.i=@news.example; dmarc=fail header.from=acme.example; odd; constructor=pass',
  ].join('\r\n');
  const [found] = authenticationResults(header);
  expect(found?.server).toBe('mx.globex.example');
  expect(found?.checks.map(({ method, result, domain }) => [method, result, domain])).toEqual([
    ['spf', 'fail', 'acme.example'],
    ['dkim', 'pass', 'news.example'],
    ['dmarc', 'fail', 'acme.example'],
    ['constructor', 'pass', undefined],
  ]);
  expect(found?.checks[0]?.words).toBe('the server that handed it over is not one of those that acme.example names.');
  expect(found?.checks[3]?.words).toBe('a check that is not explained here.');
});

test('a signature says who vouches for which fields, and where its key is', () => {
  const header = 'DKIM-Signature: v=1; a=rsa-sha256; d=acme.example; s=2026;\r\n\th=from : to:subject; bh=x; b=y';
  expect(dkimSignatures(header)).toEqual([
    {
      domain: 'acme.example',
      selector: '2026',
      keyAt: '2026._domainkey.acme.example',
      signedFields: ['from', 'to', 'subject'],
    },
  ]);
});

test.each([
  ['#code=5.7.1', '5.7.1'],
  ['#code=554+5.7.1', '554 5.7.1'],
  ['#code=554%205.7.1', '554 5.7.1'],
  ['#code=250', '250'],
  ['#code=<script>', undefined],
  ['#code=5.7.1%20and%20more', undefined],
  ['#reply=relay-access-denied', '554 5.7.1 Relay access denied'],
  ['#reply=constructor', undefined],
  ['#other', undefined],
  ['', undefined],
])('the link %s brings %s', (hash, code) => expect(linkedText(hash)).toBe(code));

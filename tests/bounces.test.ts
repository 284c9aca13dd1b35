import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { causeOf } from '../components/explain/cause-of.ts';
import { causes } from '../components/explain/causes.ts';
import { findingsMax, inputMaxLength, readInput } from '../components/explain/input.ts';

/** Each file: what has to be understood, block by block, then `=====` and what a person pastes. `-` is nothing. */
const folder = 'tests/bounces';
const files = readdirSync(folder);

function parts(file: string): { expected: Record<string, string>[]; pasted: string } {
  const [told = '', pasted = ''] = readFileSync(join(folder, file), 'utf8').split(/^=====\n/m);
  const expected = told
    .trim()
    .split('\n\n')
    .map((block) => Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/).slice(0, 2))));
  return { expected, pasted };
}

function understood(pasted: string): Record<string, string>[] {
  const { form, findings } = readInput(pasted);
  return findings.map((found) => ({
    form,
    recipient: found.recipient ?? '-',
    'said by': found.saidBy ?? '-',
    'not reached': found.notReached ?? '-',
    'reported by': found.reportedBy ?? '-',
    codes: [found.code, found.status].filter(Boolean).join(' ') || '-',
    standing: found.standing,
    cause: causeOf(found),
  }));
}

describe('a bounce of the real world is understood', () => {
  test.each(files)('%s', (file) => {
    const { expected, pasted } = parts(file);
    const found = understood(pasted);
    expect(found.length).toBe(expected.length);
    expect(found).toMatchObject(expected);
  });

  test('there are at least fifty, all in places that do not exist', () => {
    expect(files.length).toBeGreaterThanOrEqual(50);
    const texts = files.map((file) => readFileSync(join(folder, file), 'utf8'));
    const addresses = texts.flatMap((text) => text.match(/@[\w.-]+\.[a-z]+/gi) ?? []);
    expect(addresses.filter((address) => !address.toLowerCase().endsWith('.example'))).toEqual([]);
  });

  test('each says for whom, by whom, with which codes, for how long and why', () => {
    const facts = ['recipient', 'said by', 'reported by', 'codes', 'standing', 'cause'];
    for (const file of files) {
      for (const block of parts(file).expected) expect(Object.keys(block), file).toEqual(expect.arrayContaining(facts));
    }
  });
});

describe('whatever is pasted', () => {
  const texts = files.map((file) => parts(file).pasted);

  test('nothing throws, and what was cut out of a bounce is still only text', () => {
    const torn = fc
      .tuple(fc.constantFrom(...texts), fc.nat(2000), fc.nat(2000), fc.string({ unit: 'binary' }))
      .map(([text, from, length, stranger]) => text.slice(0, from) + stranger + text.slice(from + length));
    fc.assert(
      fc.property(fc.oneof(torn, fc.string({ unit: 'binary', maxLength: 2000 })), (pasted) => {
        for (const found of readInput(pasted).findings) expect(causes).toHaveProperty(causeOf(found));
      }),
      { numRuns: 500 },
    );
  });

  test('only the beginning is read, and it says so', () => {
    const long = `550 5.1.1 no such user ${'x'.repeat(inputMaxLength)}`;
    expect(readInput(long)).toMatchObject({ isCut: true, findings: [{ code: 550 }] });
    expect(readInput(long).findings[0]?.words.length).toBeLessThan(3000);
  });

  test('a line of 400,000 dashes is only a line, and the copy below it is found', () => {
    const letter = (dashes: string) =>
      [
        'From: MAILER-DAEMON@mx.globex.example',
        'Subject: failure notice',
        '',
        '<nina@globex.example>:',
        '203.0.113.9 does not like recipient.',
        'Remote host said: 550 5.1.1 no such user',
        '',
        dashes,
        '--- Below this line is a copy of the message.',
        '',
        'Subject: Lunch',
        'From: kim@acme.example',
        '',
        'Today?',
      ].join('\n');
    for (const dashes of ['---', '-'.repeat(400_000)]) {
      const { whose, header } = readInput(letter(dashes));
      expect(whose).toBe('returned');
      expect(header).toMatch(/^Subject: Lunch/);
    }
  });

  test('of a long log the first lines are explained, and the rest is counted', () => {
    const line = parts('postfix-log-sent.txt').pasted;
    expect(readInput(line.repeat(findingsMax + 3))).toMatchObject({ left: 3, findings: { length: findingsMax } });
  });

  test.each(['Dear Ann, tomorrow at noon? Kim', 'http://www.example/550', '{"a":1}', '2026-11-25', '203.0.113.250'])(
    'no sense is made up of “%s”',
    (text) => expect(readInput(text)).toMatchObject({ form: 'unread', findings: [] }),
  );
});

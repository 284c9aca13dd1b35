import { expect, test } from 'vitest';
import { differences } from './differences.ts';

const envelope = { reversePath: 'kim@acme.example', recipient: 'ann@globex.example' };

test.each([
  ['nothing when both agree, whatever the case', { from: ['Kim@Acme.example'], to: ['ann@globex.example'] }, {}],
  [
    'a From that is not the return address',
    { from: ['boss@bank.example'], to: ['ann@globex.example'] },
    { From: 'not the return address on the envelope' },
  ],
  [
    'a To that names somebody else: a copy, or a list',
    { from: ['kim@acme.example'], to: ['all@acme.example'] },
    { To: 'does not name the recipient on the envelope' },
  ],
  ['nothing about headers that were not written', { from: [], to: [] }, {}],
])('tells %s', (_what, letter, expected) => {
  expect(differences(envelope, letter)).toEqual(expected);
});

test('a notice has an empty return address, which no From can equal', () => {
  expect(differences({ ...envelope, reversePath: '' }, { from: ['postmaster@acme.example'], to: [] })).toEqual({});
});

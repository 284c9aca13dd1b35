import { describe, expect, test } from 'vitest';
import { lastToUndo } from './changes.ts';
import { mainCfOf, parseMainCf, settingsDifference } from './main-cf.ts';

describe('a main.cf', () => {
  test('is read with comments, continued lines and empty values', () => {
    const { set, notes } = parseMainCf(`# mine
mydestination = acme.example,
    mail.acme.example
  # a comment between
relayhost=
mynetworks =   192.0.2.0/26
`);
    expect(notes).toEqual([]);
    expect(set).toEqual({
      mydestination: 'acme.example, mail.acme.example',
      relayhost: '',
      mynetworks: '192.0.2.0/26',
    });
  });

  test('that is written out and read again is the same', () => {
    const set = { mydestination: 'a.example, b.example', alias_maps: 'sales: ann bob, all: sales', relayhost: '' };
    expect(parseMainCf(mainCfOf(set))).toEqual({ set, notes: [] });
  });

  test('with a line that says nothing is pointed at', () => {
    expect(parseMainCf('\nrelayhost [gw]\na = 1\na = 2').notes).toEqual([
      { line: 2, level: 'error', text: '"relayhost [gw]" is not of the form: parameter = value.' },
      { line: 4, level: 'hint', text: 'a stands here twice: the last line counts.' },
    ]);
  });

  test('differs by what must be set and what must go', () => {
    expect(settingsDifference({ a: '1', b: '2', c: '3' }, { a: '1', b: '3', d: '4' })).toEqual({
      b: '3',
      c: null,
      d: '4',
    });
  });
});

describe('undo', () => {
  const change = (value: string | undefined, previous: string | undefined, more = {}) => ({
    seq: 1,
    at: 1,
    host: 'mail.acme.example',
    parameter: 'relayhost',
    value,
    previous,
    by: 'learner' as const,
    ...more,
  });

  test('takes back the learner’s changes of that host one by one', () => {
    const [first, second] = [change('[a]', undefined), change('[b]', '[a]')];
    expect(lastToUndo([first, second], 'mail.acme.example')).toBe(second);
    expect(lastToUndo([first, second, change('[a]', '[b]')], 'mail.acme.example')).toBe(first);
    expect(lastToUndo([first, change(undefined, '[a]')], 'mail.acme.example')).toBeUndefined();
    expect(lastToUndo([first], 'mx.globex.example')).toBeUndefined();
    expect(lastToUndo([change('[a]', undefined, { by: 'lesson' })], 'mail.acme.example')).toBeUndefined();
  });
});

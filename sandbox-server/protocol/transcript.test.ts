import { describe, expect, test } from 'vitest';
import { parseTranscript } from './transcript.ts';

/** What one line means, without its number. */
function read(line: string): unknown {
  const [action] = parseTranscript(line);
  if (!action) return undefined;
  const { line: _, ...rest } = action;
  return rest;
}

describe('each line of a transcript says one thing', () => {
  test.each<[string, object]>([
    ['$ telnet mx.globex.example 25', { do: 'type', at: 'shell', text: 'telnet mx.globex.example 25' }],
    ['C: EHLO laptop.acme.example', { do: 'type', at: 'program', text: 'EHLO laptop.acme.example' }],
    ['C:', { do: 'type', at: 'program', text: '' }],
    [
      'C:  two spaces: one belongs to the text',
      { do: 'type', at: 'program', text: ' two spaces: one belongs to the text' },
    ],
    ['C: .', { do: 'type', at: 'program', text: '.' }],
    ['C: # no comment', { do: 'type', at: 'program', text: '# no comment' }],
    ['S: 250-mx.globex.example', { do: 'expect-reply', text: '250-mx.globex.example' }],
    ['> Connection refused', { do: 'expect-output', text: 'Connection refused' }],
    ['> <** 554 5.7.1', { do: 'expect-output', text: '<** 554 5.7.1' }],
    ['^C', { do: 'press', key: 'interrupt' }],
    ['^D', { do: 'press', key: 'end-of-input' }],
    ['^]', { do: 'press', key: 'escape' }],
    ['@ +25s', { do: 'skip', ms: 25_000 }],
    ['@ +30m', { do: 'skip', ms: 1_800_000 }],
    ['@ +2h', { do: 'skip', ms: 7_200_000 }],
    ['@ +5d', { do: 'skip', ms: 432_000_000 }],
    ['!answer stamps one-two', { do: 'answer', question: 'stamps', choices: ['one-two'] }],
    ['!answer order mail,gw,mx', { do: 'answer', question: 'order', choices: ['mail', 'gw', 'mx'] }],
    ['!view source ann@globex.example', { do: 'view', view: 'source', mailbox: 'ann@globex.example' }],
    ['!view hops ann@globex.example', { do: 'view', view: 'hops', mailbox: 'ann@globex.example' }],
    ['!view message ann@globex.example', { do: 'view', view: 'message', mailbox: 'ann@globex.example' }],
    [
      '!letter show-pictures ann@globex.example',
      { do: 'letter', deed: 'show-pictures', mailbox: 'ann@globex.example' },
    ],
    ['!view service smtp.postly.example', { do: 'view-host', view: 'service', host: 'smtp.postly.example' }],
    [
      '!suppress postly acme-prod ghost@globex.example off',
      { do: 'suppress', service: 'postly', account: 'acme-prod', address: 'ghost@globex.example', on: false },
    ],
    ['!view queue mx.globex.example', { do: 'view-host', view: 'queue', host: 'mx.globex.example' }],
    ['!view configuration mail.acme.example', { do: 'view-host', view: 'configuration', host: 'mail.acme.example' }],
    ['!view zone globex.example', { do: 'view-names', view: 'zone', zone: 'globex.example' }],
    ['!view lookups', { do: 'view-names', view: 'lookups' }],
    [
      '!zone + Globex.example MX 10 mx2.globex.example.',
      {
        do: 'edit-zones',
        remove: [],
        add: [{ name: 'globex.example', type: 'MX', preference: 10, exchange: 'mx2.globex.example' }],
      },
    ],
    [
      '!zone - globex.example. IN MX 10 mx2.globex.example',
      {
        do: 'edit-zones',
        remove: [{ name: 'globex.example', type: 'MX', preference: 10, exchange: 'mx2.globex.example.globex.example' }],
        add: [],
      },
    ],
    [
      '!configure mail.acme.example mydestination = acme.example, localhost',
      { do: 'configure', host: 'mail.acme.example', parameter: 'mydestination', value: 'acme.example, localhost' },
    ],
    [
      '!configure mail.acme.example relayhost =',
      { do: 'configure', host: 'mail.acme.example', parameter: 'relayhost', value: '' },
    ],
    ['!instead went to mx2', { do: 'instead', words: 'went to mx2' }],
    ['!view overheard mx.globex.example', { do: 'view-overheard', host: 'mx.globex.example' }],
    ['!switch store.globex.example off', { do: 'switch', host: 'store.globex.example', on: false }],
    ['!switch store.globex.example on', { do: 'switch', host: 'store.globex.example', on: true }],
    ['!step connect', { do: 'step', id: 'connect' }],
    ['!open connect', { do: 'open', id: 'connect' }],
    ['!coach angle-brackets', { do: 'coach', id: 'angle-brackets' }],
  ])('%s', (line, meaning) => {
    expect(read(line)).toEqual(meaning);
  });

  test.each(['', '   ', '# a comment', '#!also a comment'])('%j says nothing', (line) => {
    expect(read(line)).toBeUndefined();
  });

  test('lines are counted as an editor counts them, whatever their ends', () => {
    const actions = parseTranscript('# first\r\n\r\n$ telnet mx.globex.example 25\r\nS: 220\n');
    expect(actions.map(({ line }) => line)).toEqual([3, 4]);
  });
});

describe('a line that makes no sense is named with its number', () => {
  test.each([
    'EHLO laptop.acme.example',
    'S 220',
    '$telnet mx.globex.example',
    '^Z',
    '@ 30m',
    '@ +30',
    '@ +3w',
    '!',
    '!step',
    '!tick connect',
    '!answer stamps',
    '!switch store.globex.example',
    '!switch store.globex.example maybe',
    '!view',
    '!view inbox ann@globex.example',
    '!view queue',
    '!letter burn ann@globex.example',
    '!letter show-pictures',
  ])('%s', (line) => {
    expect(() => parseTranscript(`# one\n${line}`)).toThrow(`transcript line 2 makes no sense: ${line}`);
  });
});

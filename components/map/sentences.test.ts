import { expect, test } from 'vitest';
import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { emptyWorld, worldAt } from '#protocol/world.ts';
import { breath, lastSentences, sentenceFor } from './sentences.ts';

const relay = { host: 'mx.globex.example', queueId: 'Q', message: 'm1' };

test.each<[string, Fact]>([
  ['vps66.bargains.example', { type: 'relay.found', by: 'vps66.bargains.example', relay: 'old.example', how: 'plain' }],
  ['lists 192.0.2.1', { type: 'blocklist.listed', zone: 'bl.lab.test', address: '192.0.2.1', reason: '3 letters' }],
  ['changed what was sent', { type: 'bytes.altered', connection: 'c', by: 'server', host: 'wifi.cafe.test', data: '' }],
  [
    'A connection ended because the sandbox was started anew',
    { type: 'connection.closed', connection: 'c', by: 'network', how: 'restarted' },
  ],
  ['A connection was lost', { type: 'connection.closed', connection: 'c', by: 'network', how: 'lost' }],
  [
    'stands for bob@a.test',
    {
      type: 'message.redirected',
      ...relay,
      recipient: 'x@a.test',
      to: ['bob@a.test'],
      how: 'alias',
      by: { name: 'alias_maps', value: '' },
    },
  ],
  [
    'makes a copy of its own for x@a.test',
    {
      type: 'message.redirected',
      ...relay,
      recipient: 'x@a.test',
      to: ['x@a.test'],
      how: 'service',
      by: { name: 'outbound of postly', value: 'out1' },
      as: 'R',
    },
  ],
  [
    'sends nothing to x@a.test',
    {
      type: 'message.redirected',
      ...relay,
      recipient: 'x@a.test',
      to: [],
      how: 'service',
      by: { name: 'suppressed for acme', value: 'complaint' },
    },
  ],
  [
    'into the junk of',
    { type: 'message.delivered', ...relay, recipient: 'a@b', mailbox: 'a@b', folder: 'junk', trace: '' },
  ],
  [
    'answered 554 5.7.1: Relay access denied',
    {
      type: 'smtp.reply',
      host: 'mx',
      connection: 'c',
      verb: 'RCPT',
      code: 554,
      enhanced: '5.7.1',
      lines: ['Relay access denied'],
      because: { reason: 'relay-denied' },
    },
  ],
  [
    'The robot of nina@a.test keeps silent. The return address is empty',
    { type: 'auto-reply.withheld', ...relay, mailbox: 'nina@a.test', because: { reason: 'auto-reply-to-nobody' } },
  ],
])('a fact is told in words: %s', (words, fact) => {
  expect(sentenceFor({ seq: 1, at: 0, ...fact })).toContain(words);
});

const stopped = (seq: number): SandboxEvent => ({ seq, at: 0, type: 'host.stopped', host: `host${seq}.test` });

test('the list ends where the map is, and begins where the sandbox was reset', () => {
  const events = [stopped(1), stopped(2), stopped(3), stopped(4)];
  expect(lastSentences(events, 3, 2, emptyWorld()).map(({ seq }) => seq)).toEqual([2, 3]);
  expect(lastSentences(events, 1, 9, emptyWorld()).map(({ seq }) => seq)).toEqual([1]);
});

test('what a person answered to a caller is in the list, too', () => {
  const laptop = { host: 'laptop.test', address: '192.0.2.10', port: 25 };
  const from = { host: 'mx.test', address: '192.0.2.25', port: 49_152 };
  const said = (seq: number, by: 'client' | 'server', data: string): SandboxEvent => {
    return { seq, at: 0, type: 'bytes.sent', connection: 'c1', by, data };
  };
  const events: SandboxEvent[] = [
    { seq: 1, at: 0, type: 'connection.opened', connection: 'c1', from, to: laptop, driver: 'mta' },
    said(2, 'server', '220 here\r\n'),
    said(3, 'client', 'EHLO mx.test\r\n'),
    said(4, 'server', '550 Nobody here\r\n'),
  ];
  expect(lastSentences(events, 4, 9, worldAt(events)).map(({ text }) => text)).toEqual([
    'mx.test connected to laptop.test, port 25.',
    'laptop.test answered 220, by hand.',
    'laptop.test heard EHLO.',
    'laptop.test answered 550, by hand: Nobody here.',
  ]);
});

test('one or two things are said as they are, many in one breath, and looking back says where one is', () => {
  const sentences = [1, 2, 3, 4].map((seq) => ({ seq, text: `Thing ${seq}.` }));
  expect(breath(sentences, 2)).toBe('Thing 3. Thing 4.');
  expect(breath(sentences, 0)).toBe('4 things happened. Thing 4.');
  expect(breath(sentences.slice(0, 2), 4)).toBe('Thing 2.');
  expect(breath([], 4)).toBe('');
});

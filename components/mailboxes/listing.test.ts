import { expect, test } from 'vitest';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { listingOf } from './listing.ts';
import type { HostMailboxes, Mailbox } from './mailboxes-by-host.ts';

const all = { search: '', shown: undefined, max: 40 };

function letter(id: string, at: number): StoredMessage {
  return { id, at, host: 'mx.a.example', folder: 'inbox', raw: '', reversePath: '', recipient: '' };
}

function mailboxes(count: number, domain: string, messages: StoredMessage[] = []): Mailbox[] {
  return Array.from({ length: count }, (_, index) => ({ address: `reader${index}@${domain}`, messages }));
}

const shownIn = (groups: readonly HostMailboxes[]) =>
  groups.flatMap((group) => group.mailboxes.map(({ address }) => address));

test('a few empty mailboxes stand there by name, behind those with letters', () => {
  const few = [...mailboxes(2, 'a.example'), { address: 'ann@a.example', messages: [letter('l1', 1)] }];
  const { groups, folded, isSearched } = listingOf([{ host: 'mx.a.example', mailboxes: few }], all);
  expect(shownIn(groups)).toEqual(['ann@a.example', 'reader0@a.example', 'reader1@a.example']);
  expect([folded.length, isSearched]).toEqual([0, false]);
});

test('hosts with letters come before those without', () => {
  const groups = [
    { host: 'mx.b.example', mailboxes: mailboxes(2, 'b.example') },
    { host: 'mx.a.example', mailboxes: [{ address: 'ann@a.example', messages: [letter('l1', 1)] }] },
  ];
  expect(listingOf(groups, all).groups.map(({ host }) => host)).toEqual(['mx.a.example', 'mx.b.example']);
});

const crowd: HostMailboxes[] = [
  {
    host: 'mx.a.example',
    mailboxes: [...mailboxes(100, 'a.example'), { address: 'ann@a.example', messages: [letter('l1', 1)] }],
  },
  { host: 'mx.b.example', mailboxes: mailboxes(112, 'b.example') },
];

test('many empty mailboxes are one line, except the one to which another view has led', () => {
  const { groups, folded, isSearched } = listingOf(crowd, { ...all, shown: 'reader7@b.example' });
  expect(shownIn(groups)).toEqual(['ann@a.example', 'reader7@b.example']);
  expect([folded.length, isSearched]).toEqual([211, true]);
});

test('an address is found by a part of it, whether its mailbox is empty or not', () => {
  const { groups, folded } = listingOf(crowd, { ...all, search: ' Reader99@' });
  expect(shownIn(groups)).toEqual(['reader99@a.example', 'reader99@b.example']);
  expect(folded).toEqual([]);
});

test('of very many mailboxes with letters, those with the newest come first; the number of the others is told', () => {
  const filled = Array.from(
    { length: 60 },
    (_, at): Mailbox => ({ address: `${at}@a.example`, messages: [letter(`l${at}`, at)] }),
  );
  const { groups, more } = listingOf([{ host: 'mx.a.example', mailboxes: filled }], all);
  expect(shownIn(groups)).toEqual(filled.slice(20).map(({ address }) => address));
  expect(more).toBe(20);
});

import { describe, expect, test } from 'vitest';
import type { World } from '#protocol/world.ts';
import { openPostOffice, type } from '../../tests/post-office.ts';
import { connectionOfHop, handedInBySender } from './handed-in.ts';
import { receivedChain } from './received-chain.ts';
import { sourceLines } from './source-lines.ts';

/** Kim's letter to Ann by way of her own server, with a stamp that she invented. */
async function annsMailbox(): Promise<World> {
  const { sandbox } = openPostOffice();
  await type(
    sandbox,
    'telnet mail.acme.example 25',
    'EHLO laptop.acme.example',
    'MAIL FROM:<kim@acme.example>',
    'RCPT TO:<ann@globex.example>',
    'DATA',
    'Received: from bank.example by trusted.bank.example with ESMTPS; Mon, 5 Jan 2026 08:00:00 +0000',
    'Subject: hops',
    '',
    '..and a dot',
    '.',
    'QUIT',
  );
  await sandbox.stop();
  return sandbox.world;
}

describe('a letter that the real servers passed on', () => {
  test('is known as it was handed in, however many servers have written on it since', async () => {
    const world = await annsMailbox();
    const stored = world.mailboxes.byAddress['ann@globex.example']?.[0];
    expect(handedInBySender(world, stored?.message)).toBe(
      'Received: from bank.example by trusted.bank.example with ESMTPS; Mon, 5 Jan 2026 08:00:00 +0000\r\nSubject: hops\r\n\r\n.and a dot\r\n',
    );
  });

  test('names who added what, and leaves the invented stamp to the sender', async () => {
    const world = await annsMailbox();
    const stored = world.mailboxes.byAddress['ann@globex.example']?.[0];
    if (!stored) throw new Error('the letter has not arrived');
    const notes = sourceLines(stored.raw, stored.host, handedInBySender(world, stored.message)).filter(
      ({ noteHere }) => noteHere,
    );
    expect(notes.map(({ octets, addedBy }) => [octets.split(':')[0], addedBy])).toEqual([
      ['Return-Path', 'mx.globex.example'],
      ['Received', 'mx.globex.example'],
      ['Received', 'mail.acme.example'],
    ]);
  });

  test('leads from each true stamp to the conversation in which it was written', async () => {
    const world = await annsMailbox();
    const stored = world.mailboxes.byAddress['ann@globex.example']?.[0];
    if (!stored) throw new Error('the letter has not arrived');
    const chain = receivedChain(stored.raw, handedInBySender(world, stored.message));
    expect(chain.map(({ by, worth }) => [by, worth])).toEqual([
      ['trusted.bank.example', 'invented'],
      ['mail.acme.example', 'seen'],
      ['mx.globex.example', 'own'],
    ]);
    const conversations = chain.map(({ by, id }) => connectionOfHop(world, stored.message, by, id));
    expect(conversations.map((id) => id && world.connections.byId[id]?.driver)).toEqual([undefined, 'learner', 'mta']);
  });
});

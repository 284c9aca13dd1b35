import { expect, test } from 'vitest';
import type { SandboxEvent } from '#protocol/events.ts';
import { worldAt } from '#protocol/world.ts';
import { explained } from '../components/wire/explain.ts';
import { wireLines } from '../components/wire/wire-lines.ts';
import { letterForThree, openPostOffice, skip, type } from './post-office.ts';

const hour = 3_600_000;

function mailboxSizes(events: SandboxEvent[]): Record<string, number> {
  const { byAddress } = worldAt(events).mailboxes;
  return Object.fromEntries(Object.entries(byAddress).map(([address, stored]) => [address, stored.length]));
}

test('the story, undisturbed: one copy for each, and one notice for the sender', async () => {
  expect(mailboxSizes((await letterForThree()).flat())).toMatchObject({
    'bob@acme.example': 1,
    'ann@globex.example': 1,
    'kim@acme.example': 1,
  });
});

test('a server killed after any batch of facts delivers every accepted message once, and nothing else', async () => {
  const batches = await letterForThree();
  for (let kept = 1; kept <= batches.length; kept += 1) {
    const history = batches.slice(0, kept).flat();
    const promised = history.some((event) => event.type === 'message.accepted');
    const again = openPostOffice(history);
    await again.sandbox.settled();
    await skip(again.sandbox, hour);
    await again.sandbox.stop();
    const copies = promised ? 1 : 0;
    expect(mailboxSizes([...history, ...again.batches.flat()]), `killed after batch ${kept}`).toMatchObject({
      'bob@acme.example': copies,
      'ann@globex.example': copies,
      'kim@acme.example': copies,
    });
  }
}, 60_000);

test('after a restart the transcript is as before, open connections are closed and the terminal says so', async () => {
  const { sandbox, batches } = openPostOffice();
  await type(sandbox, 'telnet mx.globex.example 25', 'EHLO laptop.acme.example', 'MAIL FROM:<kim@acme.example>');
  const before = structuredClone(sandbox.world.terminals.byName.main?.entries ?? []);
  const again = openPostOffice(batches.flat());
  await again.sandbox.settled();
  const terminal = again.sandbox.world.terminals.byName.main;
  expect(terminal?.entries.slice(0, before.length)).toEqual(before);
  const printed = terminal?.entries.slice(before.length).map((entry) => (entry.kind === 'printed' ? entry.text : ''));
  expect(printed?.join('')).toContain('The sandbox was started anew');
  expect(printed?.join('')).toContain('Connection closed by foreign host.');
  expect(terminal?.prompt).toBe('kim@laptop:~$ ');
  const connections = Object.values(again.sandbox.world.connections.byId);
  expect(connections).toMatchObject([{ state: 'closed', closedHow: 'restarted' }]);
  // The wire ends with why nobody said 221 or 421.
  const [ending] = connections.flatMap((connection) => wireLines(connection).slice(-1));
  expect(ending && explained(ending)).toMatchObject({
    plain: expect.stringContaining('started anew'),
    points: [{ text: 'ended without a goodbye: the sandbox was started anew' }],
  });
  await again.sandbox.stop();
  await sandbox.stop();
});

test('the log folds to the very world that wrote it', async () => {
  const { sandbox, batches } = openPostOffice();
  await type(sandbox, 'telnet mx.globex.example 25', 'EHLO laptop.acme.example', 'QUIT', 'dig MX globex.example');
  expect(worldAt(batches.flat())).toEqual(sandbox.world);
  await sandbox.stop();
});

test('a skip after which nothing happened is not taken back by a restart', async () => {
  const { sandbox, batches } = openPostOffice();
  await type(sandbox, 'whoami');
  await skip(sandbox, hour);
  const before = sandbox.now();
  expect(before).toBeGreaterThanOrEqual(hour);
  await sandbox.stop();
  const again = openPostOffice(batches.flat());
  expect(again.sandbox.now()).toBe(before);
  await again.sandbox.stop();
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { forksKeptMax } from '#protocol/limits.ts';
import { worldAt } from '#protocol/world.ts';
import { letterForThree, openPostOffice, skip } from './post-office.ts';
import { enteredLines, type Tab, WholeServer } from './whole-server.ts';

let server: WholeServer;
let tabs: Tab[];

beforeEach(async () => {
  tabs = [];
  server = await WholeServer.start();
});

afterEach(async () => {
  for (const tab of tabs) tab.close();
  await server.stopAndForget();
});

/** A browser tab that holds the whole log of whatever sandbox the server opens for this visitor. */
async function openTab(cookie: string): Promise<Tab> {
  const tab = server.tab(cookie);
  tabs.push(tab);
  const { head } = await tab.open();
  await tab.until(({ events }) => (events.at(-1)?.seq ?? 0) >= Number(head));
  return tab;
}

function ask(tab: Tab, command: Record<string, unknown>): Promise<Record<string, unknown>> {
  tab.number += 1;
  return tab.send(command);
}

async function fork(tab: Tab, upTo: number): Promise<void> {
  const broken = new Promise((resolve) => tab.socket.once('disconnect', resolve));
  expect(await ask(tab, { type: 'fork', upTo })).toEqual({ done: tab.number });
  // The browsers are sent to open what is there now.
  await broken;
}

function answered(tab: Tab, verb: string): Promise<void> {
  return tab.until(({ events }) => events.some((event) => event.type === 'smtp.reply' && event.verb === verb));
}

function seqOf(tab: Tab, line: string): number {
  const found = tab.events.find((event) => event.type === 'terminal.entered' && event.text === line);
  if (!found) throw new Error(`${line} was not typed`);
  return found.seq;
}

test('a fork begins with the log up to a moment, closes what was open, and the other sandbox goes on untouched', async () => {
  const cookie = await server.newVisitor();
  const first = await openTab(cookie);
  const talk = [
    ['telnet mx.globex.example 25', 'CONNECT'],
    ['EHLO laptop.acme.example', 'EHLO'],
    ['MAIL FROM:<kim@acme.example>', 'MAIL'],
  ] as const;
  for (const [line, verb] of talk) {
    await first.type(line);
    await answered(first, verb);
  }
  const upTo = seqOf(first, 'MAIL FROM:<kim@acme.example>') - 1;
  const before = [...first.events];
  await fork(first, upTo);

  const forked = await openTab(cookie);
  expect(forked.sandbox).not.toBe(first.sandbox);
  expect(forked.events.slice(0, upTo)).toEqual(before.slice(0, upTo));
  expect(forked.events[upTo]).toMatchObject({ seq: upTo + 1, type: 'sandbox.forked', from: first.sandbox });
  await forked.until(({ events }) => events.some(({ type }) => type === 'connection.closed'));
  expect(enteredLines(forked.events)).toEqual(['telnet mx.globex.example 25', 'EHLO laptop.acme.example']);
  expect(worldAt(forked.events).progress.forked).toMatchObject({ from: first.sandbox, seq: upTo + 1 });
  await forked.type('hostname');

  expect(await ask(forked, { type: 'leave-fork' })).toEqual({ done: forked.number });
  const back = await openTab(cookie);
  expect(back.sandbox).toBe(first.sandbox);
  expect(back.events.slice(0, before.length)).toEqual(before);
  // The conversation of the first sandbox is still open.
  await back.type('RCPT TO:<ann@globex.example>');
  await answered(back, 'RCPT');
  expect(enteredLines(back.events)).not.toContain('hostname');
});

test('a reload, a restart and a reset of a fork are in the fork, and from there one can still go back', async () => {
  const cookie = await server.newVisitor();
  const first = await openTab(cookie);
  await first.type('hostname');
  await fork(first, seqOf(first, 'hostname'));
  const forked = await openTab(cookie);
  await forked.type('whoami');
  await server.stop();
  server = await WholeServer.start({ directory: server.directory });

  const later = await openTab(cookie);
  expect(later.sandbox).toBe(forked.sandbox);
  expect(enteredLines(later.events)).toEqual(['hostname', 'whoami']);
  await ask(later, { type: 'reset' });
  await ask(later, { type: 'leave-fork' });
  expect((await openTab(cookie)).sandbox).toBe(first.sandbox);
});

test('only one’s own sandbox can be forked or gone back to, and only from what has happened in it', async () => {
  const ann = await openTab(await server.newVisitor());
  const bob = await openTab(await server.newVisitor());
  const order = { sandbox: ann.sandbox, tab: bob.name, number: 1 };
  for (const command of [{ type: 'fork', upTo: 1 }, { type: 'leave-fork' }]) {
    expect(await bob.ask('command', { ...order, command })).toEqual({
      error: 'no such sandbox is open',
      field: 'sandbox',
    });
  }
  expect(await ask(ann, { type: 'fork', upTo: 1_000_000 })).toMatchObject({ field: 'command.upTo' });
  expect(await ask(ann, { type: 'fork', upTo: 0 })).toMatchObject({ field: 'command.upTo' });
  expect(await ask(ann, { type: 'leave-fork' })).toMatchObject({ error: 'this sandbox is no fork' });
  expect(await ann.type('help')).toEqual({ done: ann.number });
});

test('the oldest forks are forgotten, the first sandbox never', async () => {
  const cookie = await server.newVisitor();
  const first = await openTab(cookie);
  const forks: string[] = [];
  for (let count = 0; count < forksKeptMax + 3; count += 1) {
    const tab = await openTab(cookie);
    if (tab.sandbox !== first.sandbox) forks.push(tab.sandbox);
    await fork(tab, 1);
    tab.close();
    // Nobody looks at it: it leaves the memory as after ten minutes.
    await server.stop();
    server = await WholeServer.start({ directory: server.directory });
  }
  const last = await openTab(cookie);
  await server.stop();
  const kept = server.keptSandboxes();
  expect(kept).toContain(first.sandbox);
  expect(kept).toContain(last.sandbox);
  expect(kept).not.toContain(forks[0]);
  expect(kept).toHaveLength(1 + forksKeptMax);
  server = await WholeServer.start({ directory: server.directory });
});

test('forked at any fact of it, a story ends as it did: each letter arrives once, and one notice', async () => {
  const events = (await letterForThree()).flat();
  expect(events.some(({ more }) => more)).toBe(true);
  for (const { seq, more = 0, at } of events) {
    const upTo = seq + more;
    const history = [...events.slice(0, upTo), { seq: upTo + 1, at, type: 'sandbox.forked', from: 'x' } as const];
    const { sandbox, batches } = openPostOffice(history);
    await sandbox.settled();
    await skip(sandbox, 3_600_000);
    await sandbox.stop();
    const copies = history.some((event) => event.type === 'message.accepted') ? 1 : 0;
    const { byAddress } = worldAt([...history, ...batches.flat()]).mailboxes;
    const sizes = ['bob@acme.example', 'ann@globex.example', 'kim@acme.example'].map((name) => byAddress[name]?.length);
    expect(sizes, `forked at ${seq}`).toEqual([copies, copies, copies]);
  }
}, 60_000);

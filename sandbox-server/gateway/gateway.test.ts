import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sleepAfterMs } from '#protocol/limits.ts';
import { enteredLines, type Tab, WholeServer } from '../../tests/whole-server.ts';
import { openStore } from '../store/sqlite.ts';

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

function tabOf(cookie: string | undefined): Tab {
  const tab = server.tab(cookie);
  tabs.push(tab);
  return tab;
}

async function openTab(cookie?: string): Promise<Tab> {
  const tab = tabOf(cookie ?? (await server.newVisitor()));
  await tab.open();
  return tab;
}

/** The sequence of a log that begins at 1 and has no gap and nothing twice. */
function wholeLog(length: number): number[] {
  return Array.from({ length }, (_, index) => index + 1);
}

const seqs = (tab: Tab) => tab.events.map(({ seq }) => seq);

test('an opened sandbox sends its whole log from the first fact, then what happens', async () => {
  const tab = await openTab();
  await tab.until(({ events }) => events.length > 0);
  expect(tab.events[0]).toMatchObject({ seq: 1, type: 'sandbox.started', lesson: 'post-office' });
  expect(await tab.type('help')).toEqual({ done: 1 });
  expect(enteredLines(tab.events)).toEqual(['help']);
  expect(seqs(tab)).toEqual(wholeLog(tab.events.length));
});

describe('a message that makes no sense is answered with its wrong field, and the connection lives on', () => {
  const open = { lesson: 'post-office', since: 0, protocolVersion: 1 };
  const command = { sandbox: 'x', tab: 'abcdefgh', number: 1, command: { type: 'reset' } };
  test.each([
    ['open', undefined, 'message'],
    ['open', null, 'message'],
    ['open', 'post-office', 'message'],
    ['open', [], 'message'],
    ['open', {}, 'lesson'],
    ['open', { ...open, lesson: '../../etc/passwd' }, 'lesson'],
    ['open', { ...open, lesson: 'nowhere' }, 'lesson'],
    ['open', { ...open, lesson: '__proto__' }, 'lesson'],
    ['open', { ...open, lesson: 'constructor' }, 'lesson'],
    ['open', { ...open, since: -1 }, 'since'],
    ['open', { ...open, since: 1.5 }, 'since'],
    ['open', { ...open, since: '0' }, 'since'],
    ['open', { ...open, protocolVersion: 'one' }, 'protocolVersion'],
    ['open', Buffer.from('octets'), 'lesson'],
    ['command', {}, 'sandbox'],
    ['command', { ...command, sandbox: 'of-nobody' }, 'sandbox'],
    ['command', { ...command, tab: 'A' }, 'tab'],
    ['command', { ...command, number: 0 }, 'number'],
    ['command', { ...command, number: 1e300 }, 'number'],
    ['command', { ...command, command: { type: 'format-disk' } }, 'command.type'],
    ['command', { ...command, command: { type: 'enter-lines', terminal: 'main', lines: [] } }, 'command.lines'],
    ['command', { ...command, command: { type: 'enter-lines', terminal: 'main', lines: [7] } }, 'command.lines.0'],
    ['command', { ...command, command: { type: 'skip-clock', byMs: 1e15 } }, 'command.byMs'],
  ])('%s %j', async (name, message, field) => {
    const tab = await openTab();
    expect(await tab.ask(name, message)).toEqual({ error: expect.any(String), field });
    expect(await tab.type('help')).toEqual({ done: 1 });
    expect(tab.socket.connected).toBe(true);
  });
});

test('a browser that wants no answer, sends nothing, or too much, breaks nothing', async () => {
  const tab = await openTab();
  for (const name of ['open', 'command', 'nonsense', 'error', 'disconnecting']) {
    for (const args of [[], [null], [{}], [1, 2, 3], [{}, 'no function'], [new Uint8Array(9)]]) {
      if (name !== 'disconnecting' && name !== 'error') tab.socket.emit(name, ...args);
    }
  }
  expect(await tab.type('help')).toEqual({ done: 1 });
});

test('a page of another build is told to reload', async () => {
  const tab = tabOf(await server.newVisitor());
  expect(await tab.open({ protocolVersion: 0 })).toMatchObject({ field: 'protocolVersion' });
  expect(tab.closed).toEqual(['reload-page']);
});

test('a command sent twice is done once; also after the connection was lost, and after a restart', async () => {
  const cookie = await server.newVisitor();
  const tab = await openTab(cookie);
  const line = { type: 'enter-lines', terminal: 'main', lines: ['once'] };
  tab.number = 1;
  expect(await tab.send(line)).toEqual({ done: 1 });
  expect(await tab.send(line)).toEqual({ done: 1 });

  await tab.breakConnection();
  await tab.open();
  expect(await tab.send(line)).toEqual({ done: 1 });
  expect(enteredLines(tab.events)).toEqual(['once']);

  await server.stop();
  server = await WholeServer.start({ directory: server.directory });
  const later = server.tab(cookie);
  tabs.push(later);
  await later.open();
  const again = { sandbox: later.sandbox, tab: tab.name, number: 1, command: line };
  expect(await later.ask('command', again)).toEqual({ done: 1 });
  await later.until(({ events }) => events.some(({ type }) => type === 'sandbox.restored'));
  expect(enteredLines(later.events)).toEqual(['once']);
  expect(later.sandbox).toBe(tab.sandbox);
});

test('a connection that is lost again and again delivers every fact once', async () => {
  const cookie = await server.newVisitor();
  const witness = await openTab(cookie);
  const tab = await openTab(cookie);
  for (let round = 1; round <= 12; round += 1) {
    // The line is on its way while the connection breaks; it is sent again with the same number.
    const first = tab.type(`line ${round}`).catch(() => undefined);
    if (round % 2) await tab.breakConnection();
    await tab.open();
    await first;
    await tab.send({ type: 'enter-lines', terminal: 'main', lines: [`line ${round}`] });
  }
  await witness.until(({ events }) => events.at(-1)?.seq === tab.events.at(-1)?.seq);
  expect(seqs(tab)).toEqual(wholeLog(tab.events.length));
  expect(tab.events).toEqual(witness.events);
  expect(enteredLines(tab.events)).toEqual(Array.from({ length: 12 }, (_, index) => `line ${index + 1}`));
});

test('a long history comes in pieces', async () => {
  const cookie = await server.newVisitor();
  const tab = await openTab(cookie);
  for (let round = 1; round <= 3; round += 1) {
    tab.number += 1;
    const lines = Array.from({ length: 300 }, (_, index) => `echo ${index}`);
    await tab.send({ type: 'enter-lines', terminal: 'main', lines });
  }
  await tab.until(({ events }) => enteredLines(events).length === 900);
  const later = await openTab(cookie);
  await later.until(({ events }) => enteredLines(events).length === 900);
  expect(Math.max(...later.batches)).toBeLessThanOrEqual(500);
  expect(later.events.slice(0, 500)).toEqual(tab.events.slice(0, 500));
});

test('two tabs of one visitor share one sandbox; each lesson has its own', async () => {
  const cookie = await server.newVisitor();
  const [first, second] = await Promise.all([openTab(cookie), openTab(cookie)]);
  expect(first.sandbox).toBe(second.sandbox);
  await first.type('seen by both');
  await second.until(({ events }) => enteredLines(events).includes('seen by both'));

  const other = tabOf(cookie);
  await other.open({ lesson: 'second' });
  expect(other.sandbox).not.toBe(first.sandbox);
  expect(enteredLines(other.events)).toEqual([]);
});

test('a tab that goes to another lesson hears of the first no more', async () => {
  const cookie = await server.newVisitor();
  const stays = await openTab(cookie);
  const goes = await openTab(cookie);
  await goes.until(({ events }) => events.length > 0);
  goes.events = [];
  const { sandbox } = await goes.open({ lesson: 'second', since: 0 });
  await stays.type('not for you');
  await goes.until(({ events }) => events.length > 0);
  expect(goes.events[0]).toMatchObject({ seq: 1, lesson: 'second' });
  expect(goes.sandbox).toBe(sandbox);
  expect(enteredLines(goes.events)).toEqual([]);
});

test('a visitor neither sees nor reaches the sandbox of another', async () => {
  const ann = await openTab();
  const bob = await openTab();
  expect(bob.sandbox).not.toBe(ann.sandbox);
  await ann.type('a secret');
  const order = { sandbox: ann.sandbox, tab: bob.name, number: 1, command: { type: 'reset' } };
  expect(await bob.ask('command', order)).toEqual({ error: 'no such sandbox is open', field: 'sandbox' });
  // Naming the other's sandbox in `open` opens one's own.
  expect(await bob.open({ sandbox: ann.sandbox, since: 0 })).toMatchObject({ sandbox: bob.sandbox });
  await bob.type('mine');
  expect(enteredLines(bob.events)).not.toContain('a secret');
  expect(bob.from).toEqual(new Set([bob.sandbox]));
  expect(ann.from).toEqual(new Set([ann.sandbox]));
});

test('a visitor who wants to be forgotten begins anew everywhere, and nothing of it is left on the disk', async () => {
  const cookie = await server.newVisitor();
  const [looks, elsewhere, stranger] = [await openTab(cookie), tabOf(cookie), await openTab()];
  await elsewhere.open({ lesson: 'second' });
  for (const tab of [looks, elsewhere, stranger]) await tab.type('a secret');
  const sentAway = new Promise((resolve) => looks.socket.once('disconnect', resolve));
  expect(await tabOf(cookie).ask('forget')).toEqual({ forgotten: 2 });
  await sentAway;
  const later = await openTab(cookie);
  await later.until(({ events }) => events.length > 0);
  expect(later.sandbox).not.toBe(looks.sandbox);
  expect(enteredLines(later.events)).toEqual([]);
  expect(await stranger.type('still here')).toEqual({ done: 2 });

  await server.stop();
  expect(server.keptSandboxes().toSorted()).toEqual([later.sandbox, stranger.sandbox].toSorted());
  const store = openStore(server.directory);
  expect(store.read(looks.sandbox)).toEqual([]);
  store.close();
  server = await WholeServer.start({ directory: server.directory });
});

test('without the right cookie nothing opens', async () => {
  const cookie = await server.newVisitor();
  await openTab(cookie);
  const [id] = cookie.split('.');
  const { length } = cookie.split('.')[1] ?? '';
  for (const wrong of [undefined, 'relay-lab-visitor=', `${id}.${'A'.repeat(length)}`, `${id}`, 'x=y']) {
    const tab = tabOf(wrong);
    expect(await tab.open()).toMatchObject({ error: expect.stringContaining('cookie') });
    expect(tab.closed).toEqual(['reload-page']);
    expect(await tab.type('help')).toMatchObject({ error: expect.stringContaining('cookie') });
    expect(tab.events).toEqual([]);
  }
});

test('polling works where WebSockets do not', async () => {
  // The client of a page is of the page's origin; without it, a GET is not known to come from there.
  const tab = server.tab(await server.newVisitor(), { transports: ['polling'] });
  tabs.push(tab);
  await tab.open();
  expect(await tab.type('help')).toEqual({ done: 1 });
});

test('a flood is cut off, and the neighbour does not notice', async () => {
  const neighbour = await openTab();
  const flooder = await openTab();
  const cutOff = new Promise((resolve) => flooder.socket.once('disconnect', resolve));
  for (let count = 0; count < 10_000; count += 1) flooder.socket.emit('command', { number: count });
  await cutOff;
  expect(await neighbour.type('help')).toEqual({ done: 1 });
});

test('a message that is too long ends its own connection only', async () => {
  const neighbour = await openTab();
  const tab = await openTab();
  const cutOff = new Promise((resolve) => tab.socket.once('disconnect', resolve));
  tab.socket.emit('command', 'x'.repeat(10_000_000));
  await cutOff;
  expect(await neighbour.type('help')).toEqual({ done: 1 });
  await tab.open();
  expect(await tab.type('help')).toEqual({ done: 1 });
});

test('a server that stops says so, and what was answered is there when it is back', async () => {
  const cookie = await server.newVisitor();
  const tab = await openTab(cookie);
  await tab.type('kept');
  await server.stop();
  await tab.until(({ closed }) => closed.length > 0);
  expect(tab.closed).toEqual(['server-stopping']);
  tab.close();
  server = await WholeServer.start({ directory: server.directory });
  const later = await openTab(cookie);
  await later.until(({ events }) => enteredLines(events).includes('kept'));
});

test('a full disk is said to the learner; nothing that was answered is lost, and there is a way on', async () => {
  await server.stop();
  server = await WholeServer.start({ directory: server.directory, maxPages: 60 });
  const cookie = await server.newVisitor();
  const tab = await openTab(cookie);
  const done: string[] = [];
  for (;;) {
    const text = `echo ${done.length} ${'x'.repeat(1000)}`;
    const answer = await tab.type(text);
    if ('error' in answer) {
      expect(answer.error).toMatch(/cannot save to its disk/);
      break;
    }
    done.push(text);
  }
  expect(done.length).toBeGreaterThan(5);
  expect(server.reports.length).toBeGreaterThan(0);

  await server.stop();
  server = await WholeServer.start({ directory: server.directory });
  const later = await openTab(cookie);
  await later.until(({ events }) => events.some(({ type }) => type === 'sandbox.restored'));
  expect(enteredLines(later.events).slice(0, done.length)).toEqual(done);
  expect(await later.type('echo room again')).toEqual({ done: 1 });
});

test('a sandbox that nobody looks at falls asleep, and wakes as it was', async () => {
  await server.stop();
  const timers = new Set<() => void>();
  const wall = {
    now: () => 0,
    after(ms: number, run: () => void) {
      const timer = () => {
        timers.delete(timer);
        run();
      };
      if (ms === sleepAfterMs) timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  server = await WholeServer.start({ directory: server.directory, wall });
  const cookie = await server.newVisitor();
  const tab = await openTab(cookie);
  await tab.type('before the sleep');
  expect(timers.size).toBe(0);
  tab.close();
  const watcher = await openTab();
  // The server hears of the closed tab before it answers the next round trip of another one.
  for (let round = 0; timers.size === 0 && round < 100; round += 1) await watcher.ask('open', {});
  expect(server.registry.size).toBe(2);
  for (const timer of timers) timer();
  expect(server.registry.size).toBe(1);

  const later = await openTab(cookie);
  await later.until(({ events }) => events.some(({ type }) => type === 'sandbox.restored'));
  expect(later.sandbox).toBe(tab.sandbox);
  expect(enteredLines(later.events)).toEqual(['before the sleep']);
});

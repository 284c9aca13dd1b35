import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SandboxEvent } from '#protocol/events.ts';
import { SandboxClient, type Transport, type TransportEvents } from './sandbox-client.ts';

const refusal = { error: 'acme.example is an alias (CNAME).', field: 'command.add' };
let answers: Awaited<ReturnType<Transport['command']>>[];
let client: SandboxClient;
/** `seq` of the last fact that was there when the page came. */
let head: number;
let server: TransportEvents;

beforeEach(async () => {
  vi.useFakeTimers();
  answers = [];
  head = 0;
  client = new SandboxClient('first-conversation', 'tab', (events) => {
    server = events;
    return {
      open: async () => ({ sandbox: 's', head, now: 0 }),
      command: async ({ number }) => answers.shift() ?? { done: number },
      close: () => undefined,
    };
  });
  server.connected();
  await vi.advanceTimersByTimeAsync(0);
});

afterEach(() => {
  client.close();
  vi.useRealTimers();
});

async function does(): Promise<void> {
  client.send({ type: 'open-view', view: 'lookups' });
  await vi.advanceTimersByTimeAsync(0);
}

function typed(seq: number): SandboxEvent {
  return { seq, at: 0, type: 'terminal.entered', terminal: 'main', text: `${seq}` };
}

const said = () => client.connectedness.getState().refusal;

test('a refusal is said long enough to be read, and is over with the next thing that is done', async () => {
  answers = [refusal];
  await does();
  expect(said()).toEqual(refusal);
  await does();
  expect(said()).toEqual(refusal);
  await vi.advanceTimersByTimeAsync(6000);
  expect(said()).toEqual(refusal);
  await does();
  expect(said()).toBeUndefined();
});

test('what is refused again is said again', async () => {
  answers = [refusal];
  await does();
  await vi.advanceTimersByTimeAsync(6000);
  answers = [{ error: 'this sandbox is full' }];
  await does();
  expect(said()).toEqual({ error: 'this sandbox is full' });
});

test('a history that comes in pieces is shown once, when all of it is there; the map shows the same world', async () => {
  const shown = vi.fn();
  client.facts.subscribe(shown);
  head = 4;
  server.connected();
  await vi.advanceTimersByTimeAsync(0);
  server.events('s', [typed(1), typed(2)]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown).not.toHaveBeenCalled();
  server.events('s', [typed(3), typed(4)]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(shown).toHaveBeenCalledTimes(1);
  expect(client.facts.getState().world.seq).toBe(4);
  expect(client.pacer.store.getState().world).toBe(client.facts.getState().world);
  // What comes from now on is shown as it comes.
  server.events('s', [typed(5)]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(client.pacer.store.getState().world.seq).toBe(5);
});

test('a history that breaks off is asked for from where it broke off', async () => {
  head = 2;
  server.connected();
  await vi.advanceTimersByTimeAsync(0);
  server.events('s', [typed(1)]);
  server.lost();
  server.connected();
  await vi.advanceTimersByTimeAsync(1000);
  server.events('s', [typed(2)]);
  await vi.advanceTimersByTimeAsync(1000);
  expect(client.facts.getState().events.map(({ seq }) => seq)).toEqual([1, 2]);
});

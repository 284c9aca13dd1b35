import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SandboxClient, type Transport } from './sandbox-client.ts';

const refusal = { error: 'acme.example is an alias (CNAME).', field: 'command.add' };
let answers: Awaited<ReturnType<Transport['command']>>[];
let client: SandboxClient;

beforeEach(async () => {
  vi.useFakeTimers();
  answers = [];
  let connected = () => {};
  client = new SandboxClient('first-conversation', 'tab', (events) => {
    connected = events.connected;
    return {
      open: async () => ({ sandbox: 's', head: 0, now: 0 }),
      command: async ({ number }) => answers.shift() ?? { done: number },
      close: () => undefined,
    };
  });
  connected();
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

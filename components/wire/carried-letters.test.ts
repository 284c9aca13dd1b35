import { describe, expect, test } from 'vitest';
import type { Fact } from '#protocol/events.ts';
import { carriedLetters, letterWords } from './carried-letters.ts';
import { attempt, worldOf } from './recorded.ts';

const accepted: Fact = {
  type: 'message.accepted',
  host: 'mail.acme.example',
  queueId: 'A1',
  message: 'm1',
  origin: 'learner',
  connection: 'c1',
  envelope: { reversePath: 'kim@acme.example', recipients: ['ann@globex.example', 'bob@acme.example'] },
  raw: '',
};
const onwards: Fact = {
  ...attempt('refused', 'c2', 'mta'),
  carries: { host: 'mail.acme.example', queueId: 'A1' },
} as Fact;

function carriedBy(id: string) {
  const world = worldOf([attempt('opened'), accepted, onwards]);
  const connection = world.connections.byId[id];
  if (!connection) throw new Error(`the log has no connection ${id}`);
  return carriedLetters(world.messages, connection);
}

describe('the letter of a connection', () => {
  test('is the one that the server took', () => {
    expect(carriedBy('c1')).toMatchObject([{ message: 'm1', queueId: 'A1', taken: true }]);
  });

  test('is known for a server’s attempt that failed, too: the one it was opened for', () => {
    expect(carriedBy('c2')).toMatchObject([{ message: 'm1', queueId: 'A1', taken: false }]);
  });

  test('is said in a few words', () => {
    expect(carriedBy('c1').map(letterWords)).toEqual(['kim@acme.example → ann@globex.example and 1 more']);
    expect(
      letterWords({ message: 'm2', queueId: 'B', reversePath: '', recipients: ['kim@acme.example'], taken: true }),
    ).toBe('<> → kim@acme.example');
  });
});

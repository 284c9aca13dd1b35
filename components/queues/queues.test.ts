import { describe, expect, test } from 'vitest';
import type { Connection } from '#protocol/projections/connections.ts';
import type { Outcome } from '#protocol/projections/messages.ts';
import { OwnWorld } from '../../tests/own-world.ts';
import { attemptsOf, departures, meaningOf, stateOf } from './attempts.ts';
import { countdown } from './countdown.ts';

test.each([
  [-5, 'now'],
  [0, 'now'],
  [1, '0:01'],
  [59_000, '0:59'],
  [271_000, '4:31'],
  [4_000_000, '1:06:40'],
  [4 * 86_400_000 + 3 * 3_600_000, '4 d 3:00:00'],
])('%i ms are counted down as %s', (ms, shown) => {
  expect(countdown(ms)).toBe(shown);
});

test('a message is on hold, being tried, or deferred, as mailq marks it', () => {
  const recipients = { a: { state: 'deferred' }, b: { state: 'active' } } as const;
  expect(stateOf({ held: true, recipients })).toBe('hold');
  expect(stateOf({ held: false, recipients })).toBe('active');
  expect(stateOf({ held: false, recipients: { a: { state: 'deferred' } } })).toBe('deferred');
});

describe('the history of a queue entry', () => {
  test('has each attempt with the conversation in which it failed, and what has left the queue at the end', async () => {
    const world = OwnWorld.open({
      backup: false,
      config: { 'mx.globex.example': { lab_greylist_delay: '300s' } },
    });
    await world.handIn();
    await world.skip(6);
    const { sandbox } = world;
    const [hop] = Object.values(sandbox.world.messages.byId)[0]?.hops ?? [];
    if (!hop) throw new Error('the letter was not accepted');
    const entry = { queueId: hop.queueId, message: 'm1', acceptedAt: hop.at };
    const attempts = attemptsOf(sandbox.world, 'mail.acme.example', entry);
    expect(attempts.map(({ outcome }) => outcome.kind)).toEqual(['deferred', 'relayed']);
    const [first, second] = attempts.map(({ connection }) => connection?.id);
    expect(first).toBeDefined();
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    expect(attempts.map(meaningOf)[0]).toContain('A real mail server comes back');
    expect(departures(sandbox.world, 'mail.acme.example')).toMatchObject([{ kind: 'relayed', message: 'm1' }]);
    await sandbox.stop();
  });

  test('says why nothing was said, and falls back on the subject of the status code', () => {
    const outcome: Outcome = {
      seq: 1,
      at: 1,
      kind: 'deferred',
      host: 'mail.acme.example',
      queueId: 'Q',
      recipient: 'ann@globex.example',
      detail: '',
      status: '4.4.3',
    };
    expect(meaningOf({ outcome, connection: undefined })).toContain('the DNS');
    const refused = { state: 'refused', to: { host: 'mx.globex.example', port: 25 }, exchanges: [] };
    // only what meaningOf reads
    expect(meaningOf({ outcome, connection: refused as unknown as Connection })).toContain('no program of its listens');
  });
});

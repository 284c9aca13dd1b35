import { afterEach, describe, expect, test } from 'vitest';
import type { Command } from '#protocol/commands.ts';
import type { DnsRecord } from '#protocol/scenario.ts';
import type { Refusal } from '#protocol/socket.ts';
import type { Wall } from '../sandbox-server/clock/clock.ts';
import { OwnWorld } from './own-world.ts';

/** What a postmaster does in the views for queues, names and configuration, on the real engine. */

const [acme, globex] = ['mail.acme.example', 'mx.globex.example'];

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

/** A letter waits at Acme's server: Globex's are off. */
async function withWaitingLetter(change: Parameters<typeof OwnWorld.open>[0] = {}): Promise<string> {
  world = OwnWorld.open({ backup: false, ...change });
  await world.command({ type: 'switch-host', host: globex, on: false });
  await world.handIn();
  await world.skip(1);
  const [queueId = ''] = Object.keys(queueOf(acme));
  expect(queueId).not.toBe('');
  return queueId;
}

function queueOf(host: string) {
  return world.sandbox.world.queues.byHost[host] ?? {};
}

/** The reason of the refusal, or nothing. */
async function refused(command: Command): Promise<string | undefined> {
  const before = world.sandbox.world.seq;
  const number = (world.sandbox.world.progress.commands.tester00 ?? 0) + 1;
  const result: { done: number } | Refusal = await world.sandbox.execute({ tab: 'tester00', number, command });
  await world.sandbox.settled();
  if (!('error' in result)) return undefined;
  expect(world.sandbox.world.seq).toBe(before);
  return result.error;
}

describe('queues', () => {
  test('a message is held, which time does not change, released, and tried now', async () => {
    const queueId = await withWaitingLetter();
    await world.command({ type: 'handle-queued', host: acme, queueId, action: 'hold' });
    await world.skip(600);
    expect(queueOf(acme)[queueId]).toMatchObject({ held: true, attempts: 1 });
    expect(await refused({ type: 'handle-queued', host: acme, queueId, action: 'try-now' })).toContain('is on hold');
    expect(await refused({ type: 'run-until-gone', host: acme, queueId })).toContain('is on hold');
    await world.command({ type: 'handle-queued', host: acme, queueId, action: 'release' });
    await world.skip(1);
    expect(queueOf(acme)[queueId]).toMatchObject({ held: false, attempts: 2 });
    await world.command({ type: 'switch-host', host: globex, on: true });
    await world.command({ type: 'handle-queued', host: acme, queueId, action: 'try-now' });
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });

  test('a message is deleted, and nobody is told', async () => {
    const queueId = await withWaitingLetter();
    await world.command({ type: 'handle-queued', host: acme, queueId, action: 'delete' });
    expect(queueOf(acme)).toEqual({});
    expect(await world.mailbox('kim@acme.example')).toHaveLength(0);
    expect(await refused({ type: 'handle-queued', host: acme, queueId, action: 'hold' })).toContain('no message');
  });

  test('a flush tries all at once', async () => {
    await withWaitingLetter();
    await world.command({ type: 'switch-host', host: globex, on: true });
    await world.command({ type: 'flush-queue', host: acme });
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });

  test('“until it bounces” runs five days of attempts, and the sender gets one notice', async () => {
    const queueId = await withWaitingLetter();
    await world.command({ type: 'run-until-gone', host: acme, queueId });
    expect(queueOf(acme)).toEqual({});
    expect(world.facts('message.bounced')).toHaveLength(1);
    expect(await world.mailbox('kim@acme.example')).toHaveLength(1);
    const days = world.sandbox.world.clock.at / 86_400_000;
    expect(days).toBeGreaterThan(5);
    expect(days).toBeLessThan(5.1);
    expect(await refused({ type: 'run-until-gone', host: acme, queueId })).toContain('no message');
  });

  test.each([0.1, 0.3, 0.7])(
    '“until it bounces” does so where time passes between two looks at the clock: %d ms',
    async (ms) => {
      let now = 0;
      const busyWall: Wall = {
        now: () => {
          now += ms;
          return now;
        },
        after: () => () => undefined,
      };
      const queueId = await withWaitingLetter({ wall: busyWall });
      await world.command({ type: 'run-until-gone', host: acme, queueId });
      expect(queueOf(acme)).toEqual({});
      expect(world.facts('message.bounced')).toHaveLength(1);
    },
  );

  test('where the learner has no account, or there is no power, nothing is done', async () => {
    await withWaitingLetter();
    expect(await refused({ type: 'flush-queue', host: globex })).toBe(
      'You have no account on mx.globex.example: only the people who run it can change this.',
    );
    expect(await refused({ type: 'flush-queue', host: 'laptop.acme.example' })).toContain('no mail server');
    expect(await refused({ type: 'flush-queue', host: 'constructor' })).toContain('no mail server');
    await world.command({ type: 'switch-host', host: acme, on: false });
    expect(await refused({ type: 'flush-queue', host: acme })).toBe('mail.acme.example is switched off.');
    const [queueId = ''] = Object.keys(queueOf(acme));
    expect(await refused({ type: 'run-until-gone', host: acme, queueId })).toContain('switched off');
  });
});

describe('configuration', () => {
  const configure = (set: Record<string, string | null>, host = acme): Command => ({ type: 'configure', host, set });

  test('parameters are set together, at once; a line that is taken out leaves the default', async () => {
    world = OwnWorld.open();
    await world.command(configure({ mydestination: 'acme.example, shop.example', hopcount_limit: '7' }));
    expect(world.sandbox.world.config.current[acme]).toMatchObject({
      mydestination: 'acme.example, shop.example',
      hopcount_limit: '7',
    });
    expect(await world.talk(acme, ['EHLO x', 'MAIL FROM:<>', 'RCPT TO:<bob@shop.example>'])).toContain('250 2.1.5 Ok');
    await world.command(configure({ hopcount_limit: null, mynetworks: null }));
    expect(world.sandbox.world.config.current[acme]).not.toHaveProperty('hopcount_limit');
    expect(await world.talk(acme, ['EHLO x', 'MAIL FROM:<>', 'RCPT TO:<ann@globex.example>'])).toContain(
      '554 5.7.1 <ann@globex.example>: Relay access denied',
    );
  });

  test('one bad value among good ones is told, and nothing is changed', async () => {
    world = OwnWorld.open();
    expect(await refused(configure({ hopcount_limit: '9', mynetworks: 'everybody' }))).toBe(
      'mynetworks: "everybody" is not a network such as 192.0.2.0/24',
    );
    expect(await refused(configure({ smtp_relay: 'yes' }))).toContain('is not a parameter that this server knows');
    expect(await refused(configure({ smtp_relay: null }))).toContain('is not a parameter that this server knows');
    expect(await refused(configure({ smtpd_relay_restrictions: 'permit' }))).toContain('open relay');
    expect(await refused(configure({ hopcount_limit: '9' }, globex))).toContain('You have no account');
    expect(world.facts('config.changed')).toEqual([]);
  });

  test('what is set already is no change', async () => {
    world = OwnWorld.open();
    await world.command(configure({ mydestination: 'acme.example', hopcount_limit: null }));
    expect(world.facts('config.changed')).toEqual([]);
  });
});

describe('zones', () => {
  const mx = (exchange: string, preference = 10): DnsRecord => ({
    name: 'globex.example',
    type: 'MX',
    preference,
    exchange,
  });
  const edit = (remove: DnsRecord[], add: DnsRecord[]): Command => ({ type: 'edit-zones', remove, add });

  test('a forgotten final dot stops the mail, and its repair brings it on the way', async () => {
    world = OwnWorld.open({ backup: false, editableZones: ['globex.example'] });
    const fault = mx('mx.globex.example.globex.example');
    await world.command(edit([mx('mx.globex.example')], [fault]));
    expect(world.sandbox.world.names.changes).toMatchObject([{ by: 'learner', add: [fault] }]);
    await world.handIn();
    expect(await world.mailbox('ann@globex.example')).toHaveLength(0);
    await world.command(edit([fault], [mx('MX.globex.example.')]));
    await world.handIn();
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });

  test('a zone that no name server would load is refused whole', async () => {
    world = OwnWorld.open({ editableZones: ['.'] });
    const alias: DnsRecord = { name: 'globex.example', type: 'CNAME', target: 'acme.example' };
    expect(await refused(edit([], [mx('a.globex.example', 5), alias]))).toContain('is an alias (CNAME)');
    expect(await refused(edit([], [{ name: 'x.test', type: 'A', address: 'here' }]))).toContain('not an IPv4 address');
    expect(world.facts('zone.changed')).toEqual([]);
  });

  test('zones of others, and all zones where the scenario says nothing, can only be read', async () => {
    world = OwnWorld.open({ editableZones: ['acme.example'] });
    expect(await refused(edit([mx('mx.globex.example')], []))).toBe(
      'globex.example belongs to somebody else. You can change acme.example.',
    );
    await world.sandbox.stop();
    world = OwnWorld.open();
    expect(await refused(edit([mx('mx.globex.example')], []))).toBe('The zones can be read here, not changed.');
  });

  test('taking out what is not there, and putting in what is there, changes nothing', async () => {
    world = OwnWorld.open({ editableZones: ['.'] });
    await world.command(edit([mx('other.example')], [mx('mx.globex.example')]));
    expect(world.facts('zone.changed')).toEqual([]);
  });
});

test('a server that asks the DNS says for which message or conversation', async () => {
  world = OwnWorld.open({ config: { [globex]: { lab_spf_policy: 'tag' } } });
  await world.handIn();
  await world.sandbox.settled();
  const asked = world.facts('dns.answered').filter(({ driver }) => driver === 'mta');
  const about = (type: string, name: string) =>
    asked.find(({ question }) => question.type === type && question.name === name)?.about;
  const [first, second] = world.facts('message.accepted');
  expect(about('MX', 'globex.example')).toEqual({ queueId: first?.queueId });
  expect(about('A', 'mx.globex.example')).toEqual({ queueId: first?.queueId });
  expect(about('TXT', 'acme.example')).toEqual({ connection: second?.connection, queueId: second?.queueId });
  expect(about('PTR', '10.2.0.192.in-addr.arpa')).toEqual({ connection: first?.connection });
});

test('what is typed while the clock is put forward waits until it is there, in the order of typing', async () => {
  await withWaitingLetter();
  const { sandbox } = world;
  const number = sandbox.world.progress.commands.tester00 ?? 0;
  const arrival = sandbox.now() + 4 * 3_600_000;
  const orders: Command[] = [
    { type: 'skip-clock', byMs: 4 * 3_600_000 },
    { type: 'enter-lines', terminal: 'main', lines: ['whoami'] },
    { type: 'open-view', view: 'queue', host: acme },
  ];
  await Promise.all(
    orders.map((command, at) => sandbox.execute({ tab: 'tester00', number: number + 1 + at, command })),
  );
  expect(world.facts('terminal.entered')).toMatchObject([{ text: 'whoami', at: arrival }]);
  expect(world.facts('view.opened')).toMatchObject([{ host: acme, at: arrival }]);
});

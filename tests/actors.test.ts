import { afterEach, describe, expect, test } from 'vitest';
import { actorSchema } from '#protocol/actors.ts';
import { OwnWorld } from './own-world.ts';

/** Others on this internet: a bot that looks for open relays, a blocklist that notices, and a server that asks it. */

const [acme, old, bot] = ['mail.acme.example', 'relay.oldcorp.example', 'vps66.bargains.example'];
const zone = 'bl.lab.test';
const hour = 3_600_000;

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

/** Oldcorp relays for anybody; ann is a trap. */
function open(config: Record<string, Record<string, string>> = {}, prober?: string): void {
  world = OwnWorld.open({
    hosts: [
      {
        name: old,
        address: '192.0.2.100',
        role: 'mail',
        label: 'old relay',
        position: { column: 1, row: 1 },
        ports: [25],
        mailboxes: ['iris'],
        shell: true,
        config: { mydestination: 'oldcorp.example', mynetworks: '0.0.0.0/0' },
      },
      {
        name: bot,
        address: '203.0.113.66',
        role: 'workstation',
        label: 'bot',
        position: { column: 0, row: 1 },
        switchable: true,
      },
    ],
    backup: false,
    actors: [
      {
        kind: 'spam-bot',
        host: bot,
        startsAfterMs: hour,
        everyMs: hour,
        letters: 3,
        recipients: ['ann@globex.example'],
      },
      { kind: 'blocklist', zone, traps: ['ann@globex.example'], listAfter: 3, delistAfterMs: 5 * hour, prober },
    ],
    config,
  });
}

const answer = (name: string) => world.sandbox.world.names.records.filter((one) => one.name === name);
const listing = () => answer(`100.2.0.192.${zone}`);

async function postconf(setting: string): Promise<void> {
  await world.command({
    type: 'enter-lines',
    terminal: 'main',
    lines: [`ssh ${old}`, `postconf -e '${setting}'`, 'exit'],
  });
}

describe('a spam bot', () => {
  test('finds the open relay among closed servers, and sends through it', async () => {
    open();
    await world.skip(59);
    expect(world.facts('relay.found')).toEqual([]);
    await world.skip(2);
    expect(world.facts('relay.found')).toMatchObject([{ relay: old, by: bot, how: 'plain' }]);
    const spam = await world.mailbox('ann@globex.example');
    expect(spam).toHaveLength(3);
    expect(spam[0]).toMatch(/from vps66\.bargains\.example \(vps66\.bargains\.example \[203\.0\.113\.66\]\)/);
    expect(world.facts('message.accepted').every(({ origin }) => origin === 'actor')).toBe(true);
  });

  test('gives up when the relay is closed, and comes back when it is open again', async () => {
    open();
    await postconf('mynetworks = 127.0.0.0/8');
    await world.skip(61);
    expect(await world.mailbox('ann@globex.example')).toHaveLength(0);
    await postconf('mynetworks = 0.0.0.0/0');
    await world.skip(60);
    expect(await world.mailbox('ann@globex.example')).toHaveLength(3);
  });

  test('knows the old ways of writing a recipient', async () => {
    open({
      [old]: { mynetworks: '127.0.0.0/8', allow_untrusted_routing: 'yes', smtpd_relay_restrictions: 'permit, reject' },
    });
    await world.skip(61);
    expect(world.facts('relay.found')).toMatchObject([{ relay: old }]);
  });

  test('"next event" brings its next round, and "until idle" does not wait for the last one', async () => {
    open();
    await world.command({ type: 'run-clock', to: 'idle' });
    expect(world.sandbox.world.clock.at).toBe(0);
    await world.command({ type: 'run-clock', to: 'next-event' });
    expect(world.facts('relay.found')).toHaveLength(1);
  });

  test('does nothing without power', async () => {
    open();
    await world.command({ type: 'switch-host', host: bot, on: false });
    await world.skip(180);
    expect(world.facts('connection.opened')).toEqual([]);
  });
});

test('who comes in rounds says when he comes first: at the beginning of time he would never', () => {
  const forger = { kind: 'forger', host: bot, reversePath: 'kim@acme.example', domain: 'globex.example', letters: 1 };
  const rounds = { everyMs: hour, rounds: 1 };
  expect(actorSchema.safeParse({ ...forger, ...rounds }).success).toBe(false);
  expect(actorSchema.safeParse({ ...forger, ...rounds, startsAfterMs: 0 }).success).toBe(false);
  expect(actorSchema.safeParse({ ...forger, ...rounds, startsAfterMs: 1 }).success).toBe(true);
});

describe('a forger', () => {
  const globex = 'mx.globex.example';
  const forging = (rounds = 3, config: Record<string, Record<string, string>> = {}) => {
    world = OwnWorld.open({
      hosts: [
        {
          name: bot,
          address: '203.0.113.66',
          role: 'workstation',
          label: 'forger',
          position: { column: 0, row: 1 },
          switchable: true,
        },
      ],
      backup: false,
      actors: [
        {
          kind: 'forger',
          host: bot,
          reversePath: 'kim@acme.example',
          domain: 'globex.example',
          letters: 5,
          startsAfterMs: hour,
          everyMs: hour,
          rounds,
        },
      ],
      config,
    });
  };
  const careless = { [globex]: { lab_accept_then_bounce: 'yes' } };

  test('writes to invented names; a receiver that says yes first sends all the notices to whom he names', async () => {
    forging(3, careless);
    await world.skip(59);
    expect(world.facts('connection.opened')).toEqual([]);
    await world.skip(2);
    const forged = world.facts('message.accepted').filter(({ origin }) => origin === 'actor');
    expect(new Set(forged.flatMap(({ envelope }) => envelope.recipients)).size).toBe(5);
    expect(forged.every(({ envelope }) => envelope.reversePath === 'kim@acme.example')).toBe(true);
    const notices = await world.mailbox('kim@acme.example');
    expect(notices).toHaveLength(5);
    expect(notices[0]).toMatch(/^Return-Path: <>[\s\S]*Reporting-MTA: dns; mx\.globex\.example/);
  });

  test('is refused name by name by a receiver that looks first, and nobody hears of it', async () => {
    forging();
    await world.skip(61);
    expect(world.facts('policy.decided').map(({ verdict }) => verdict)).toEqual(Array(5).fill('reject'));
    expect(world.facts('message.accepted')).toEqual([]);
  });

  test('stays at home after his last round, whatever the clock is put forward, and without power', async () => {
    forging(3, careless);
    await world.skip(10 * 24 * 60);
    expect(await world.mailbox('kim@acme.example')).toHaveLength(15);
    await world.sandbox.stop();
    forging(3, careless);
    await world.command({ type: 'switch-host', host: bot, on: false });
    await world.skip(24 * 60);
    expect(world.facts('connection.opened')).toEqual([]);
  });

  test('does the same in every run of the same seed, and a restart repeats no round', async () => {
    const names = () => world.facts('policy.decided').map(({ recipient }) => recipient);
    forging();
    await world.skip(61);
    const first = names();
    await world.sandbox.stop();
    forging();
    await world.skip(61);
    expect(names()).toEqual(first);
    const before = world.sandbox;
    world = world.restarted(world.sandbox.since(0));
    await before.stop();
    await world.skip(30);
    expect(names()).toHaveLength(5);
    await world.skip(60);
    expect(names()).toHaveLength(10);
  });
});

describe('a blocklist', () => {
  test('answers to its test entry, lists who writes to its traps, and a server that asks it refuses him', async () => {
    open({ [acme]: { smtpd_client_restrictions: `reject_rbl_client ${zone}`, mynetworks: '127.0.0.0/8' } });
    expect(answer(`2.0.0.127.${zone}`)).toHaveLength(1);
    expect(listing()).toEqual([]);
    await world.skip(61);
    expect(listing()).toMatchObject([{ type: 'A', address: '127.0.0.2' }, { type: 'TXT' }]);
    await world.handIn({ host: old, rcpt: ['<bob@acme.example>'], mail: '<iris@oldcorp.example>' });
    expect(world.facts('message.bounced').at(-1)).toMatchObject({
      host: old,
      status: '5.7.1',
      diagnostic: expect.stringMatching(/Client host \[192\.0\.2\.100\] blocked using bl\.lab\.test; 3 letters/),
    });
  });

  test('forgives after a time without new letters, or on request once the server is mended', async () => {
    open();
    await world.skip(61);
    await postconf('mynetworks = 127.0.0.0/8');
    const ask = () => {
      const number = (world.sandbox.world.progress.commands.tester00 ?? 0) + 1;
      return world.sandbox.execute({
        tab: 'tester00',
        number,
        command: { type: 'delist', zone, address: '192.0.2.100' },
      });
    };
    expect(await ask()).toMatchObject({ error: expect.stringMatching(/mend the server first/) });
    await world.skip(61);
    expect(await ask()).not.toHaveProperty('error');
    expect(listing()).toEqual([]);
    await world.sandbox.stop();
    open();
    await world.skip(61);
    await postconf('mynetworks = 127.0.0.0/8');
    await world.skip(5 * 60);
    expect(world.facts('blocklist.delisted')).toHaveLength(1);
    expect(listing()).toEqual([]);
  });

  describe('that tries a server before it takes it off', () => {
    const ask = async (config: string, address = '192.0.2.100') => {
      open({}, 'laptop.acme.example');
      await world.skip(61);
      const lines = [`ssh ${old}`, ...config.split('\n').map((one) => `postconf -e '${one}'`), 'exit'];
      await world.command({ type: 'enter-lines', terminal: 'main', lines: [...lines, `delist ${address}`] });
      return [...world.facts('blocklist.refused').map(({ reason }) => reason), ...world.facts('blocklist.delisted')];
    };
    const ours = 'mynetworks = 127.0.0.0/8 192.0.2.96/27';
    const believing = (table: string) => `${ours}\nsmtpd_relay_restrictions = ${table}, reject_unauth_destination`;

    test.each([
      ['mynetworks = 0.0.0.0/0', /from any stranger/],
      [believing('check_sender_access inline:{oldcorp.example=OK}'), /whoever writes an address of oldcorp\.example/],
      [believing('check_helo_access inline:{oldcorp.example=OK}'), /whoever calls himself relay\.oldcorp\.example/],
    ])('finds that it is still open after %j', async (config, found) => {
      expect(await ask(config)).toEqual([expect.stringMatching(found)]);
      expect(listing()).toHaveLength(2);
    });

    test('takes it off when all is refused, at once', async () => {
      expect(await ask(ours)).toMatchObject([{ type: 'blocklist.delisted', address: '192.0.2.100' }]);
      expect(listing()).toEqual([]);
    });

    test('does not take a not-now for a no: who puts it off may carry it next time', async () => {
      const [reason, ...rest] = await ask(
        `${ours}\nsmtpd_relay_restrictions = permit_mynetworks, defer_unauth_destination`,
      );
      expect(reason).toMatch(/^it puts off mail from any stranger \(4\d\d .*\), so it may still carry it/);
      expect(rest).toEqual([]);
      expect(listing()).toHaveLength(2);
    });

    test('says so when an address is not on the list', async () => {
      expect(await ask(ours, '192.0.2.10')).toEqual([`it is not in ${zone}`]);
    });
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import type { ScenarioInput } from '#protocol/scenario.ts';
import { OwnWorld } from './own-world.ts';

/** What goes wrong on purpose, and what becomes of the mail: it is late, it comes twice, or its sender is told. */

type FaultInput = NonNullable<ScenarioInput['faults']>[number];

const [acme, globex, backup] = ['mail.acme.example', 'mx.globex.example', 'mx2.globex.example'];

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

function openWith(fault: FaultInput, more: Parameters<typeof OwnWorld.open>[0] = {}): OwnWorld {
  world = OwnWorld.open({ faults: [fault], ...more });
  return world;
}

const lost = (when: 'before-acceptance' | 'after-acceptance', host = globex): FaultInput => ({
  id: 'lost',
  label: 'the connection breaks at the final dot',
  kind: 'lose-connection',
  host,
  when,
  times: 1,
  on: true,
});

describe('a connection that breaks at the final dot', () => {
  test('after the message was stored: the retry delivers it a second time, with the same Message-ID (RFC 1047)', async () => {
    openWith(lost('after-acceptance'));
    await world.handIn();
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
    expect(world.lastDeferral()).toMatch(/^4\.4\.2 lost connection with mx\.globex\.example/);
    await world.skip(10);
    const letters = await world.mailbox('ann@globex.example');
    expect(letters).toHaveLength(2);
    for (const letter of letters) expect(letter).toContain('Message-Id: <one@acme.example>');
  });

  test('before it was stored: the retry delivers it once', async () => {
    openWith(lost('before-acceptance'));
    await world.handIn();
    expect(await world.mailbox('ann@globex.example')).toHaveLength(0);
    await world.skip(10);
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });

  test('a learner’s own letter: no reply comes, and nobody is responsible for it', async () => {
    openWith(lost('before-acceptance', acme));
    const replies = await world.handIn();
    expect(replies.at(-1)).toMatch(/^354/);
    expect(world.facts('message.accepted')).toHaveLength(0);
  });
});

describe('a network that fails for a while', () => {
  test('a cut link: the mail waits, and goes when it is mended', async () => {
    openWith({ id: 'cut', label: 'cut', kind: 'cut-link', between: [acme, globex], on: true });
    await world.command({ type: 'switch-host', host: backup, on: false });
    await world.handIn();
    await world.skip(2);
    expect(world.lastDeferral()).toMatch(/^4\.4\.1 connect to mx2?\.globex\.example.*: Connection timed out/);
    await world.command({ type: 'switch-fault', fault: 'cut', on: false });
    await world.skip(20);
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });

  test('a cut in the middle of a conversation ends it at once', async () => {
    openWith({ id: 'cut', label: 'cut', kind: 'cut-link', between: ['laptop.acme.example', acme] });
    const socket = await world.sandbox.dial({ to: { address: '192.0.2.25', port: 25 }, timeoutMs: 1000 });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.resume();
    await world.command({ type: 'switch-fault', fault: 'cut', on: true });
    await closed;
    expect(world.facts('connection.closed')).toMatchObject([{ by: 'network', how: 'lost' }]);
  });

  test('a border that drops port 25 answers nothing; one that rejects it answers at once', async () => {
    for (const [how, fact] of [
      ['drop', 'connection.timed-out'],
      ['reject', 'connection.refused'],
    ] as const) {
      world = OwnWorld.open({
        networks: [{ name: 'acme', cidr: '192.0.2.0/26', blocks: [{ port: 25, how }] }],
      });
      // Inside the network nothing is blocked.
      await world.handIn();
      await world.skip(2);
      expect(world.facts(fact).map(({ to }) => to.host)).toEqual([globex, backup]);
      await world.sandbox.stop();
    }
  });
});

describe('a name server that fails', () => {
  test('SERVFAIL is a reason to wait, not to give up', async () => {
    openWith({ id: 'dns', label: 'DNS', kind: 'servfail', domain: 'globex.example', on: true });
    await world.handIn();
    expect(world.lastDeferral()).toMatch(/^4\.4\.3 Host or domain name not found.*try again/);
    await world.command({ type: 'switch-fault', fault: 'dns', on: false });
    await world.skip(10);
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });
});

describe('a server that cannot take mail now', () => {
  test('421 at the greeting: the next MX is tried, and keeps the mail until the better one is back', async () => {
    openWith({ id: 'down', label: 'busy', kind: 'not-available', host: globex, on: true });
    await world.handIn();
    expect(Object.keys(world.sandbox.world.queues.byHost[backup] ?? {})).toHaveLength(1);
    await world.command({ type: 'switch-fault', fault: 'down', on: false });
    await world.skip(10);
    const [letter = ''] = await world.mailbox('ann@globex.example');
    expect(letter.match(/^\tby \S+/gm)).toEqual([`\tby ${globex}`, `\tby ${backup}`, `\tby ${acme}`]);
  });

  test('a full disk is 452 after MAIL FROM, and the mail waits', async () => {
    openWith({ id: 'full', label: 'full', kind: 'disk-full', host: globex, on: true });
    await world.handIn();
    expect(world.lastDeferral()).toMatch(/^4\.3\.1 host mx\.globex\.example.*452 4\.3\.1 Insufficient system storage/);
    await world.command({ type: 'switch-fault', fault: 'full', on: false });
    await world.skip(10);
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });

  test('a border that lets a port out no more: the caller hears nothing, and a port that was always blocked stays so', async () => {
    const network = { name: 'Wi-Fi', cidr: '192.0.2.0/28', blocks: [{ port: 2525, how: 'reject' as const }] };
    const fault = {
      id: 'hotel',
      label: 'a hotel',
      kind: 'block-port',
      network: 'Wi-Fi',
      port: 25,
      how: 'drop',
    } as const;
    openWith(fault, { networks: [network] });
    const call = async (port: number) => {
      await world.command({ type: 'enter-lines', terminal: 'main', lines: [`nc -zv ${acme} ${port}`] });
      await world.skip(1);
      return [
        ...world.facts('connection.opened'),
        ...world.facts('connection.refused'),
        ...world.facts('connection.timed-out'),
      ]
        .toSorted((one, other) => one.seq - other.seq)
        .at(-1)?.type;
    };
    expect([await call(25), await call(2525)]).toEqual(['connection.opened', 'connection.refused']);
    await world.command({ type: 'switch-fault', fault: 'hotel', on: true });
    expect([await call(25), await call(2525)]).toEqual(['connection.timed-out', 'connection.refused']);
    await world.command({ type: 'switch-fault', fault: 'hotel', on: false });
    expect([await call(25), await call(2525)]).toEqual(['connection.opened', 'connection.refused']);
  });

  test('what a border always blocks stays blocked when a fault of the same port is over', async () => {
    const network = { name: 'Wi-Fi', cidr: '192.0.2.0/28', blocks: [{ port: 25, how: 'drop' as const }] };
    const fault = {
      id: 'hotel',
      label: 'a hotel',
      kind: 'block-port',
      network: 'Wi-Fi',
      port: 25,
      how: 'drop',
    } as const;
    openWith(fault, { networks: [network] });
    await world.command({ type: 'switch-fault', fault: 'hotel', on: true });
    await world.command({ type: 'switch-fault', fault: 'hotel', on: false });
    await world.command({ type: 'enter-lines', terminal: 'main', lines: [`nc -zv ${acme} 25`] });
    expect(world.facts('connection.opened')).toEqual([]);
  });

  test('without power: the backup MX takes over; without both the mail waits', async () => {
    world = OwnWorld.open();
    await world.command({ type: 'switch-host', host: globex, on: false });
    await world.handIn();
    await world.skip(1);
    expect(Object.keys(world.sandbox.world.queues.byHost[backup] ?? {})).toHaveLength(1);
    await world.command({ type: 'switch-host', host: globex, on: true });
    await world.skip(20);
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });
});

test('two servers of equal preference share the letters (RFC 5321 §5.1), and a better one gets them all', async () => {
  const mxOfPreference = (preference: number) =>
    ({ name: 'globex.example', type: 'MX', preference, exchange: backup }) as const;
  const called = async (preference: number) => {
    world = OwnWorld.open({ backup: false, dns: [mxOfPreference(preference)] });
    for (let letter = 0; letter < 12; letter += 1) await world.handIn();
    const hosts = world.facts('connection.opened').map(({ to }) => to.host);
    await world.sandbox.stop();
    return new Set(hosts.filter((host) => host !== acme));
  };
  expect(await called(10)).toEqual(new Set([globex, backup]));
  expect(await called(20)).toEqual(new Set([globex]));
});

test('a call that nobody answers is seen while its caller waits; given up, it does not time out', async () => {
  world = OwnWorld.open();
  await world.command({ type: 'switch-host', host: globex, on: false });
  await world.command({ type: 'enter-lines', terminal: 'main', lines: [`telnet ${globex} 25`] });
  const call = () => Object.values(world.sandbox.world.connections.byId).map(({ state, to }) => [state, to.host]);
  expect(call()).toEqual([['calling', globex]]);
  await world.command({ type: 'press-key', terminal: 'main', key: 'interrupt' });
  await world.skip(1);
  expect(world.facts('connection.timed-out')).toHaveLength(0);
  expect(call()).toEqual([['given-up', globex]]);
});

describe('a fault of the scenario', () => {
  test('that blocks a port of a network which is not there is refused', () => {
    const fault = {
      id: 'hotel',
      label: 'a hotel',
      kind: 'block-port',
      network: 'Wi-Fi',
      port: 25,
      how: 'drop',
    } as const;
    expect(() => OwnWorld.open({ faults: [fault] })).toThrow('there is no network Wi-Fi');
  });

  test('that does not exist cannot be switched', async () => {
    world = OwnWorld.open();
    const command = { type: 'switch-fault', fault: 'ghost', on: true } as const;
    expect(await world.sandbox.execute({ tab: 'tester00', number: 1, command })).toMatchObject({
      error: /no fault ghost/,
    });
  });
});

import { describe, expect, test } from 'vitest';
import { openConnectionsMax } from '#protocol/limits.ts';
import { stoppedWall, type Wall } from '../clock/clock.ts';
import type { OpenedConnection } from './network.ts';
import { laptop, mx, mxAddress, openSmallInternet, quiet, reading } from './small-internet.ts';

describe('a call', () => {
  test('to a port where somebody listens is a fact before the listener hears of it', async () => {
    const { network, world, call, of } = openSmallInternet();
    const heard: [OpenedConnection, string | undefined][] = [];
    network.listen(mx, 25, (_socket, opened) => heard.push([opened, world.connections.byId[opened.id]?.state]));
    const carries = { host: laptop, queueId: 'Q1' };
    const socket = await call(25, { driver: 'mta', carries });
    const opened = {
      from: { host: laptop, address: '192.0.2.10', port: 49_152 },
      to: { host: mx, address: mxAddress, port: 25 },
      driver: 'mta',
      carries,
    };
    expect(heard).toEqual([[{ id: 'c1', ...opened }, 'open']]);
    expect(of('connection.opened')).toMatchObject([{ connection: 'c1', ...opened }]);
    expect([socket.connection, socket.localPort, socket.remoteAddress, socket.remotePort]).toEqual([
      'c1',
      49_152,
      mxAddress,
      25,
    ]);
  });

  test('gets an id and a port of its own, also when calls overlap', async () => {
    const { network, call, of } = openSmallInternet();
    network.listen(mx, 25, () => undefined);
    const refused = call(26).catch((error: Error) => error);
    const sockets = await Promise.all([call(25), call(25)]);
    await refused;
    expect(sockets.map(({ connection }) => connection)).toEqual(['c2', 'c3']);
    expect(of('connection.refused')).toMatchObject([{ connection: 'c1', from: { port: 49_152 } }]);
    expect(sockets.map(({ localPort }) => localPort)).toEqual([49_153, 49_154]);
  });

  test('to a port where nobody listens is refused', async () => {
    const { network, call, of } = openSmallInternet();
    const calling = call(80);
    expect(network.busy()).toBe(true);
    await expect(calling).rejects.toMatchObject({ code: 'ECONNREFUSED', message: 'Connection refused' });
    expect(network.busy()).toBe(false);
    expect(of('connection.refused')).toMatchObject([{ connection: 'c1', to: { host: mx, port: 80 } }]);
  });

  test.each([
    ['an address that nobody has', '203.0.113.9', '203.0.113.9'],
    ['a host without power', mxAddress, mx],
  ])('to %s times out on the clock, and nobody waits for it', async (_name, address, host) => {
    const { network, clock, record, call, of } = openSmallInternet();
    network.listen(mx, 25, () => undefined);
    record({ type: 'host.stopped', host: mx });
    const calling = call(25, { to: { address, port: 25 } });
    expect(network.busy()).toBe(false);
    clock.advanceTo(29_999);
    expect(of('connection.timed-out')).toEqual([]);
    clock.advanceTo(30_000);
    await expect(calling).rejects.toMatchObject({ code: 'ETIMEDOUT', message: 'Connection timed out' });
    expect(of('connection.timed-out')).toMatchObject([{ at: 30_000, to: { host, address, port: 25 } }]);
  });

  test('times out when the host loses its power before it could answer', async () => {
    const { network, clock, record, call } = openSmallInternet();
    network.listen(mx, 25, () => undefined);
    const calling = call(25).catch((error: Error) => error);
    record({ type: 'host.stopped', host: mx });
    await quiet(network);
    clock.advanceTo(30_000);
    expect(await calling).toMatchObject({ code: 'ETIMEDOUT' });
  });

  test('is refused while too many connections are open, and answered again when one has ended', async () => {
    const { network, call } = openSmallInternet();
    network.listen(mx, 25, (socket) => socket.resume());
    const sockets = await Promise.all(Array.from({ length: openConnectionsMax }, () => call(25)));
    await expect(call(25)).rejects.toMatchObject({
      code: 'ECONNREFUSED',
      message: `Too many open connections (${openConnectionsMax} at most)`,
    });
    sockets[0]?.resume().end();
    await quiet(network);
    await expect(call(25)).resolves.toBeDefined();
  });

  test.each(['127.0.0.1', 'localhost'])('to %s stays on the host, and comes from there', async (address) => {
    const { network, call, of } = openSmallInternet();
    network.listen(mx, 25, () => undefined);
    await call(25, { from: mx, to: { address, port: 25 } });
    const inside = { host: mx, address: '127.0.0.1' };
    expect(of('connection.opened')).toMatchObject([{ from: inside, to: { ...inside, port: 25 } }]);
  });

  test.each([
    ['own address', mxAddress],
    ['own name', mx],
    ['own other name', 'mail.globex.example'],
  ])('to the %s reaches the host itself, by its address', async (_name, address) => {
    const { network, call, of } = openSmallInternet();
    network.listen(mx, 25, () => undefined);
    await call(25, { from: mx, to: { address, port: 25 } });
    const itself = { host: mx, address: mxAddress };
    expect(of('connection.opened')).toMatchObject([{ from: itself, to: itself }]);
  });
});

describe('busy', () => {
  test('while octets are under way, until they have arrived', async () => {
    const { network, pair } = openSmallInternet();
    const [client, server] = await pair();
    expect(network.busy()).toBe(false);
    const read = reading(server);
    client.write('EHLO');
    expect([read(), network.busy()]).toEqual(['', true]);
    await new Promise((resolve) => setImmediate(resolve));
    expect([read(), network.busy()]).toEqual(['EHLO', false]);
  });

  test('not while somebody does not read what has arrived', async () => {
    const { network, pair } = openSmallInternet();
    const [client] = await pair();
    client.write(Buffer.alloc(1_000_000));
    await quiet(network);
    expect(network.busy()).toBe(false);
  });
});

describe('latency', () => {
  /** A wall that is turned by hand. */
  function handWall() {
    let now = 0;
    let ring: { at: number; run: () => void } | undefined;
    const wall: Wall = {
      now: () => now,
      after: (ms, run) => {
        ring = { at: now + ms, run };
        return () => {
          ring = undefined;
        };
      },
    };
    const turn = async (ms: number) => {
      now += ms;
      if (ring && ring.at <= now) ring.run();
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { wall, turn };
  }

  test('passes on the clock: a round trip to connect, one way for octets', async () => {
    const { wall, turn } = handWall();
    const { network, pair, of } = openSmallInternet({ wall, latencyMs: 10 });
    const connecting = pair();
    await turn(19);
    expect(of('connection.opened')).toEqual([]);
    await turn(1);
    const [client, server] = await connecting;
    client.write('one');
    await turn(5);
    client.write('two');
    const read = reading(server);
    expect(of('bytes.sent')).toMatchObject([
      { at: 20, data: 'one' },
      { at: 25, data: 'two' },
    ]);
    await turn(5);
    expect([read(), network.busy()]).toEqual(['one', true]);
    await turn(5);
    expect([read(), network.busy()]).toEqual(['onetwo', false]);
  });

  test('is left out while the clock does not run by itself', async () => {
    const { network, pair } = openSmallInternet({ wall: stoppedWall, latencyMs: 10 });
    const [client, server] = await pair();
    const read = reading(server);
    client.write('arrives');
    await quiet(network);
    expect(read()).toBe('arrives');
  });
});

describe('the end of a network', () => {
  test('a host that loses its power loses its connections at once, and what is under way', async () => {
    const { network, pair, of } = openSmallInternet();
    const [client, server] = await pair();
    const read = reading(client);
    server.write('220 too late');
    network.loseHost(mx);
    await quiet(network);
    expect([client.destroyed, server.destroyed, read()]).toEqual([true, true, '']);
    expect(of('connection.closed')).toMatchObject([{ connection: 'c1', by: 'network', how: 'lost' }]);
  });

  test('connections of other hosts go on', async () => {
    const { network, pair } = openSmallInternet();
    const [client] = await pair(25, { from: mx });
    network.loseHost(laptop);
    expect(client.destroyed).toBe(false);
  });

  test('a stopped network drops everything without a fact, and leaves no alarm behind', async () => {
    const { network, clock, call, pair, facts } = openSmallInternet();
    const [client, server] = await pair();
    client.setTimeout(1000);
    client.write('EHLO');
    let settled = false;
    for (const calling of [call(25), call(25, { to: { address: '203.0.113.9', port: 25 } })]) {
      const note = () => {
        settled = true;
      };
      calling.then(note, note);
    }
    const before = facts.length;
    network.stop();
    await quiet(network);
    expect([client.destroyed, server.destroyed, settled, network.busy()]).toEqual([true, true, false, false]);
    expect(clock.nextDueAt()).toBeUndefined();
    expect(facts).toHaveLength(before);
  });
});

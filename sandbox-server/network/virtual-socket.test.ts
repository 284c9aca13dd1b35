import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSmallInternet, quiet, reading } from './small-internet.ts';
import type { VirtualSocket } from './virtual-socket.ts';

/** What happened to a socket, in order. */
function diary(socket: VirtualSocket): string[] {
  const events: string[] = [];
  socket.on('data', (chunk: Buffer) => events.push(`data ${chunk.toString('latin1')}`));
  socket.on('end', () => events.push('end'));
  socket.on('error', (error: NodeJS.ErrnoException) => events.push(`error ${error.code}`));
  socket.on('close', () => events.push('close'));
  return events;
}

describe('octets', () => {
  test('arrive in order and whole, both ways, whatever the pieces and however they are read', async () => {
    const pieces = fc.array(
      fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.uint8Array({ size: '+2', maxLength: 90_000 })),
    );
    await fc.assert(
      fc.asyncProperty(pieces, pieces, fc.array(fc.boolean()), async (up, down, pauses) => {
        const { network, pair, said, of } = openSmallInternet();
        const [client, server] = await pair();
        const received = { client: [] as Buffer[], server: [] as Buffer[] };
        client.on('data', (chunk) => received.client.push(chunk));
        server.on('data', (chunk) => {
          received.server.push(chunk);
          if (!pauses.pop()) return;
          server.pause();
          setImmediate(() => server.resume());
        });
        for (const piece of up) client.write(piece);
        for (const piece of down) server.write(piece);
        client.end();
        await Promise.all([closed(client), closed(server)]);
        await quiet(network);
        expect(Buffer.concat(received.server).equals(Buffer.concat(up))).toBe(true);
        expect(Buffer.concat(received.client).equals(Buffer.concat(down))).toBe(true);
        expect(said('client')).toBe(Buffer.concat(up).toString('latin1'));
        expect(said('server')).toBe(Buffer.concat(down).toString('latin1'));
        expect(of('connection.closed')).toMatchObject([{ by: 'client', how: 'fin' }]);
      }),
      { numRuns: 60 },
    );
  });

  test('never arrive inside write()', async () => {
    const { network, pair } = openSmallInternet();
    const [client, server] = await pair();
    const events = diary(server);
    client.write('STARTTLS');
    expect(events).toEqual([]);
    await quiet(network);
    expect(events).toEqual(['data STARTTLS']);
  });

  test('are a fact each time that they leave; what is corked leaves as one', async () => {
    const { pair, of } = openSmallInternet();
    const [client] = await pair();
    client.write('EHLO');
    client.write('');
    client.write(' a\r\n');
    client.cork();
    client.write('MAIL\r\n');
    client.write('RCPT\r\n');
    client.uncork();
    const sent = of('bytes.sent').map(({ by, data }) => [by, data]);
    expect(sent).toEqual([
      ['client', 'EHLO'],
      ['client', ' a\r\n'],
      ['client', 'MAIL\r\nRCPT\r\n'],
    ]);
  });

  test('are copied: the writer may use its memory again', async () => {
    const { network, pair } = openSmallInternet();
    const [client, server] = await pair();
    const events = diary(server);
    const memory = Buffer.from('first');
    client.write(memory);
    memory.fill('x');
    await quiet(network);
    expect(events).toEqual(['data first']);
  });

  test('stop leaving when the other side does not read, and go on when it does', async () => {
    const { network, pair, said } = openSmallInternet();
    const [client, server] = await pair();
    for (let piece = 0; piece < 100; piece += 1) client.write(Buffer.alloc(10_000));
    await quiet(network);
    expect(said('client').length).toBeLessThan(300_000);
    expect(client.writableNeedDrain).toBe(true);
    const read = reading(server);
    await quiet(network);
    expect(read()).toHaveLength(1_000_000);
    expect(client.writableNeedDrain).toBe(false);
  });
});

describe('an end', () => {
  test('by FIN lets the other side finish, and is written down once, for who began', async () => {
    const { network, pair, of } = openSmallInternet();
    const [client, server] = await pair();
    const [atClient, atServer] = [diary(client), diary(server)];
    server.end('221 Bye');
    expect(server.readyState).toBe('readOnly');
    expect(of('connection.closed')).toEqual([]);
    await quiet(network);
    expect(atClient).toEqual(['data 221 Bye', 'end', 'close']);
    expect(atServer).toEqual(['end', 'close']);
    expect(client.readyState).toBe('closed');
    expect(of('connection.closed')).toMatchObject([{ connection: 'c1', by: 'server', how: 'fin' }]);
  });

  test('by destroy() is FIN, too, behind what was written', async () => {
    const { network, pair, of } = openSmallInternet();
    const [client, server] = await pair();
    const atClient = diary(client);
    server.write('421 Bye');
    server.destroy();
    await quiet(network);
    expect(atClient).toEqual(['data 421 Bye', 'end', 'close']);
    expect(of('connection.closed')).toMatchObject([{ by: 'server', how: 'fin' }]);
  });

  test('by destroy(error) is RST: the other side gets ECONNRESET', async () => {
    const { network, pair, of } = openSmallInternet();
    const [client, server] = await pair();
    const atClient = diary(client);
    server.destroy(new Error('broken'));
    expect(of('connection.closed')).toMatchObject([{ by: 'server', how: 'rst' }]);
    await quiet(network);
    expect(atClient).toEqual(['error ECONNRESET', 'close']);
    expect(of('connection.closed')).toHaveLength(1);
  });

  test('octets for a side that is gone are answered with RST', async () => {
    const { network, pair, of } = openSmallInternet();
    const [client, server] = await pair();
    let code: string | undefined;
    // It does not read, and so does not see the FIN before.
    server.on('error', (error: NodeJS.ErrnoException) => {
      code = error.code;
    });
    client.destroy();
    server.write('250 for nobody');
    await quiet(network);
    expect(code).toBe('ECONNRESET');
    expect(of('connection.closed')).toMatchObject([{ by: 'client', how: 'rst' }]);
  });

  test('by RST without any listener ends no process, even when all listeners were removed', async () => {
    const { network, pair } = openSmallInternet();
    const [client, server] = await pair();
    client.removeAllListeners();
    server.destroy(new Error('nobody listens here either'));
    await quiet(network);
    expect(client.destroyed).toBe(true);
  });

  test('on both sides at once is one end', async () => {
    const { network, pair, of } = openSmallInternet();
    const [client, server] = await pair();
    client.resume().end();
    server.resume().end();
    await quiet(network);
    expect([client.destroyed, server.destroyed]).toEqual([true, true]);
    expect(of('connection.closed')).toHaveLength(1);
  });

  test('asked for twice is sent once', async () => {
    const { network, pair, of } = openSmallInternet();
    const [client, server] = await pair();
    const atServer = diary(server);
    client.end();
    client.destroy();
    await quiet(network);
    expect(atServer).toEqual(['end', 'close']);
    expect(of('connection.closed')).toMatchObject([{ by: 'client', how: 'fin' }]);
  });
});

describe('the idle timer', () => {
  test('runs on the clock of the sandbox, from the last octet in either direction', async () => {
    const { network, clock, pair } = openSmallInternet();
    const [client, server] = await pair();
    server.resume();
    let timeouts = 0;
    server.setTimeout(300_000, () => {
      timeouts += 1;
    });
    clock.advanceTo(200_000);
    client.write('NOOP');
    await quiet(network);
    clock.advanceTo(499_999);
    expect(timeouts).toBe(0);
    clock.advanceTo(500_000);
    expect(timeouts).toBe(1);
    clock.advanceTo(2_000_000);
    expect(timeouts).toBe(1);
  });

  test('is gone with 0, and with the socket', async () => {
    const { clock, pair } = openSmallInternet();
    const [client, server] = await pair();
    client.setTimeout(1000).setTimeout(0);
    server.setTimeout(1000).destroy();
    expect(clock.nextDueAt()).toBeUndefined();
  });
});

function closed(socket: VirtualSocket): Promise<void> {
  return new Promise((resolve) => socket.once('close', resolve));
}

import { once } from 'node:events';
import { expect, test } from 'vitest';
import type { VirtualSocket } from '../sandbox-server/network/virtual-socket.ts';
import { openPostOffice } from './post-office.ts';

/** What the server sent, each piece as it went over the cable. */
async function conversation(talk: (socket: VirtualSocket, settled: () => Promise<void>) => Promise<void>) {
  const { sandbox } = openPostOffice();
  const socket = await sandbox.dial({ to: { address: '198.51.100.25', port: 25 }, timeoutMs: 1000 });
  await once(socket, 'data');
  await talk(socket, () => sandbox.settled());
  await sandbox.settled();
  const [connection = ''] = sandbox.world.connections.order;
  const { bytes = [], exchanges = [] } = sandbox.world.connections.byId[connection] ?? {};
  await sandbox.stop();
  const pieces = bytes.flatMap(({ by, data }) => (by === 'server' ? [data] : [])).slice(1);
  return { pieces, codes: exchanges.flatMap((said) => (said.kind === 'reply' ? [said.code] : [])).slice(1) };
}

const envelope = 'MAIL FROM:<kim@acme.example>\r\nRCPT TO:<ann@globex.example>\r\n';
const ok = '250 2.1.0 Ok\r\n250 2.1.5 Ok\r\n';

test('answers to commands that came together leave together, each a reply of its own', async () => {
  const { pieces, codes } = await conversation(async (socket) => {
    socket.write(`HELO a.example\r\n${envelope}DATA\r\n`);
  });
  expect(pieces).toEqual([`250 mx.globex.example\r\n${ok}354 End data with <CR><LF>.<CR><LF>\r\n`]);
  expect(codes).toEqual([250, 250, 250, 354]);
});

test('nobody waits for an answer behind half a line', async () => {
  const { pieces } = await conversation(async (socket) => {
    socket.write(`HELO a.example\r\n${envelope}NO`);
  });
  expect(pieces).toEqual([`250 mx.globex.example\r\n${ok}`]);
});

test('nobody waits for an answer while the server reads a chunk', async () => {
  const { pieces } = await conversation(async (socket, settled) => {
    socket.write('EHLO a.example\r\n');
    await settled();
    socket.write(`${envelope}BDAT 9 LAST\r\nhal`);
  });
  expect(pieces.slice(1)).toEqual([ok]);
});

test('a client that talks on and on gets its answers in pieces', async () => {
  const { pieces, codes } = await conversation(async (socket) => {
    socket.write('NOOP\r\n'.repeat(10_000));
  });
  expect(codes).toHaveLength(10_000);
  expect(pieces.length).toBeGreaterThan(1);
});

test('nobody waits for an answer when what stands behind it is no command', async () => {
  const { pieces } = await conversation(async (socket) => {
    socket.write('NOOP\r\nSTARTTLS\r\nNOOP\r\n\x16\x03\x01\x02\0\x01\n\n');
  });
  expect(pieces.join('')).toMatch(/^(250 2.0.0 Ok\r\n502 .*\r\n)250 2.0.0 Ok\r\n5\d\d .*\r\n$/);
});

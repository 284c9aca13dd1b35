import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import net from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { openPostOffice, skip, type } from './post-office.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** Every way of Node to a real network; each ends the test when it is taken. */
function tripWires() {
  const taken: string[] = [];
  const wire = (name: string) => () => {
    taken.push(name);
    throw new Error(`${name} was called: a sandbox reached for the real network`);
  };
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(wire('net.Socket.connect'));
  vi.spyOn(net.Server.prototype, 'listen').mockImplementation(wire('net.Server.listen'));
  vi.spyOn(dgram, 'createSocket').mockImplementation(wire('dgram.createSocket'));
  vi.spyOn(http, 'request').mockImplementation(wire('http.request'));
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolveMx', 'resolveTxt', 'reverse'] as const) {
    vi.spyOn(dns, name as 'lookup').mockImplementation(wire(`dns.${name}`) as never); // six overloads, one wire
  }
  for (const name of ['resolve', 'resolve4', 'resolve6', 'resolveMx', 'reverse'] as const) {
    vi.spyOn(dns.Resolver.prototype, name as 'resolve4').mockImplementation(wire(`Resolver.${name}`) as never);
  }
  return taken;
}

test('a sandbox that tries everything opens no real socket and asks no real name server', async () => {
  const taken = tripWires();
  const { sandbox } = openPostOffice();
  await type(sandbox, 'telnet www.globex.example 25', 'telnet 8.8.8.8 25');
  await skip(sandbox, 31_000);
  await type(
    sandbox,
    'nc -v mx.globex.example 25',
    'QUIT',
    'dig MX gmail.com',
    'host google.com',
    'telnet google.com 80',
    'telnet localhost 22',
    'swaks --server mail.acme.example --from kim@acme.example --to ann@globex.example',
    'swaks --server mail.acme.example --from kim@acme.example --to somebody@gmail.com',
    'mail',
    'mailq',
  );
  await skip(sandbox, 6 * 24 * 3_600_000);
  expect(sandbox.world.mailboxes.byAddress['ann@globex.example']).toHaveLength(1);
  expect(taken).toEqual([]);
  await sandbox.stop();
});

import dgram from 'node:dgram';
import dns from 'node:dns';
import http from 'node:http';
import net from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { OwnWorld } from './own-world.ts';
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

test('nor does one whose servers speak TLS, fetch a policy over HTTPS, and check SPF, DKIM and DMARC', async () => {
  const taken = tripWires();
  const world = OwnWorld.open({
    hosts: [
      {
        name: 'mta-sts.globex.example',
        address: '198.51.100.81',
        role: 'web',
        label: 'policy',
        position: { column: 3, row: 0 },
        pages: { '/.well-known/mta-sts.txt': 'version: STSv1\nmode: enforce\nmx: mx.globex.example\n' },
      },
    ],
    backup: false,
    dns: [{ name: '_mta-sts.globex.example', type: 'TXT', text: 'v=STSv1; id=1' }],
    config: {
      'mail.acme.example': { lab_mta_sts: 'yes' },
      'mx.globex.example': { smtpd_tls_security_level: 'may', lab_spf_policy: 'tag', lab_dmarc_policy: 'tag' },
    },
  });
  await world.handIn({
    letter: 'From: kim@acme.example\r\nDKIM-Signature: v=1; a=rsa-sha256; d=gmail.com; s=x; h=from; bh=; b=',
  });
  expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  expect(world.facts('mail.authenticated')).toHaveLength(1);
  expect(world.facts('web.requested')).toMatchObject([{ status: 200 }]);
  await world.sandbox.stop();
  expect(taken).toEqual([]);
});

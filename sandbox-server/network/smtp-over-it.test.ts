import dns from 'node:dns';
import net from 'node:net';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { mx, openSmallInternet, quiet } from './small-internet.ts';

/** Ways to the real network that were taken. */
const taken: string[] = [];

beforeEach(() => {
  const wire = (name: string) => () => {
    taken.push(name);
    throw new Error(`${name} was called`);
  };
  vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(wire('net.Socket.connect'));
  vi.spyOn(net.Server.prototype, 'listen').mockImplementation(wire('net.Server.listen'));
  vi.spyOn(dns, 'lookup').mockImplementation(wire('dns.lookup') as never); // six overloads, one wire
  vi.spyOn(dns, 'reverse').mockImplementation(wire('dns.reverse'));
  vi.spyOn(dns.Resolver.prototype, 'resolve4').mockImplementation(wire('Resolver.resolve4'));
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(taken).toEqual([]);
});

/** npm smtp-server at one end, nodemailer at the other, nothing of ours but the cable. */
async function talk(options: SMTPServerOptions, client: { requireTLS?: boolean; ignoreTLS?: boolean }, raw: Buffer) {
  const internet = openSmallInternet();
  const received: Buffer[] = [];
  const server = new SMTPServer({
    name: mx,
    authOptional: true,
    logger: false,
    disableReverseLookup: true,
    ...options,
    onData(stream, _session, done) {
      stream.on('data', (chunk) => received.push(chunk));
      stream.on('end', () => done(null, 'taken'));
    },
  });
  server.on('error', () => undefined);
  internet.network.listen(mx, 25, (socket, { id, from, to }) => {
    const addresses = { remoteAddress: from.address, remotePort: from.port, localAddress: to.address };
    server.connect(socket as never, { id, ...addresses, localPort: to.port }); // a Duplex that does what it calls
  });
  const connection = new SMTPConnection({
    connection: (await internet.call(25)) as never, // likewise
    host: mx,
    name: 'laptop.acme.example',
    logger: false,
    tls: { rejectUnauthorized: false },
    ...client,
  });
  const envelope = { from: 'kim@acme.example', to: ['ann@globex.example', 'bob@globex.example'] };
  const response = await new Promise<string | undefined>((resolve, reject) => {
    connection.once('error', reject);
    connection.connect((error) => {
      if (error) return reject(error);
      connection.send(envelope, raw, (failed, info) => (failed ? reject(failed) : resolve(info?.response)));
    });
  });
  const { secure } = connection;
  connection.quit();
  await new Promise<void>((resolve) => connection.once('end', () => resolve()));
  await quiet(internet.network);
  return { ...internet, response, secure, received: Buffer.concat(received) };
}

const letter = Buffer.from(`Subject: long\r\n\r\n${'0123456789 '.repeat(6)}\r\n`.repeat(3000));

test('npm smtp-server and nodemailer exchange a whole message', async () => {
  const { received, response, said, of } = await talk({ hideSTARTTLS: true }, { ignoreTLS: true }, letter);
  expect(response).toBe('250 taken');
  expect(received.equals(letter)).toBe(true);
  expect(said('client')).toContain('MAIL FROM:<kim@acme.example>');
  expect(said('client')).toContain(letter.toString('latin1'));
  expect(said('server')).toMatch(/^220 mx\.globex\.example ESMTP[\s\S]*221 /);
  expect(of('connection.closed')).toHaveLength(1);
});

test('what nodemailer pipelines leaves as one segment', async () => {
  const { of } = await talk({ hideSTARTTLS: true }, { ignoreTLS: true }, Buffer.from('Subject: hi\r\n\r\nhi\r\n'));
  const envelope = of('bytes.sent').filter(({ data }) => data.startsWith('MAIL FROM'));
  expect(envelope.map(({ data }) => data.split('\r\n').length - 1)).toEqual([4]);
});

test('STARTTLS works over it, and the tap sees no more than an eavesdropper', async () => {
  const { received, secure, said, of } = await talk({}, { requireTLS: true }, letter);
  expect(secure).toBe(true);
  expect(received.equals(letter)).toBe(true);
  expect(said('client')).toContain('STARTTLS\r\n');
  expect(said('client')).not.toContain('MAIL FROM');
  expect(said('client')).not.toContain('0123456789');
  expect(of('connection.closed')).toHaveLength(1);
});

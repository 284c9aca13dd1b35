import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import type { HostState } from '#protocol/projections/hosts.ts';
import { mx, openSmallInternet } from './small-internet.ts';
import { acceptTls, startTls } from './tls.ts';

async function handshake(certificate: HostState['certificate'], serverName = mx) {
  const internet = openSmallInternet();
  const { record } = internet;
  const host = { ...internet.host(mx), certificate };
  const [client, server] = await internet.pair(465);
  const accepting = acceptTls(server, { connection: server.connection, host, record });
  const session = await startTls(client, { connection: client.connection, host: 'laptop', serverName, record });
  return { internet, session, server: await accepting };
}

describe('TLS over a virtual connection', () => {
  test('a good certificate is trusted, and only the two ends know what was said', async () => {
    const { internet, session, server } = await handshake('valid');
    expect(session).toMatchObject({ trusted: true });
    const [heard] = [once(session.socket, 'data')];
    server.write('220 secret ESMTP\r\n');
    expect(String((await heard)[0])).toBe('220 secret ESMTP\r\n');
    expect(internet.said('server')).not.toContain('secret');
    expect(internet.of('plaintext.sent').map(({ by, data }) => [by, data])).toEqual([
      ['server', '220 secret ESMTP\r\n'],
    ]);
    const [established] = internet.of('tls.established');
    expect(established).toMatchObject({ mode: 'implicit', protocol: 'TLSv1.3', serverName: mx, certificate: 'valid' });
    // With TLS 1.3 the client has looked before the server knows that the handshake is done.
    expect(internet.world.connections.byId[established?.connection ?? '']?.tls).toMatchObject({ trusted: true });
  });

  test.each([
    ['expired', 'certificate has expired'],
    ['self-signed', 'self-signed certificate'],
    ['wrong-name', 'hostname mismatch'],
  ] as const)('a certificate that is %s is told to the client, who decides', async (certificate, problem) => {
    const { internet, session } = await handshake(certificate);
    expect(session).toMatchObject({ trusted: false, problem });
    expect(internet.of('certificate.checked')).toMatchObject([{ trusted: false, problem }]);
  });

  test('a certificate for another name than the one called is a mismatch', async () => {
    const { session } = await handshake('valid', 'mail.other.example');
    expect(session.problem).toBe('hostname mismatch');
  });

  test('a client that talks plain text to it fails the handshake, and nothing else', async () => {
    const internet = openSmallInternet();
    const [client, server] = await internet.pair(465);
    const accepting = acceptTls(server, {
      connection: server.connection,
      host: internet.host(mx),
      record: internet.record,
    });
    client.write('EHLO laptop.acme.example\r\n');
    await expect(accepting).rejects.toThrow();
    expect(internet.of('tls.failed')).toHaveLength(1);
  });
});

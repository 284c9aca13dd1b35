import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WholeServer } from '../../tests/whole-server.ts';
import { type CallerRules, isHttps, isOurHost } from './callers.ts';

const rules: CallerRules = {
  publicHosts: ['lab.example.org'],
  allowedOrigins: ['https://school.example.org'],
  trustProxy: true,
};

describe('the name by which the server was called', () => {
  test.each([
    ['localhost', true],
    ['localhost:3000', true],
    ['LOCALHOST:3000', true],
    ['127.0.0.1:3000', true],
    ['[::1]:3000', true],
    ['192.168.1.5:3000', true],
    ['lab.example.org', true],
    ['lab.example.org:8080', true],
    [undefined, false],
    ['', false],
    ['evil.example', false],
    ['evil.example:3000', false],
    ['localhost.evil.example:3000', false],
    ['evil-localhost:3000', false],
    ['127.0.0.1.evil.example', false],
    ['lab.example.org.evil.example', false],
    ['evillab.example.org', false],
    ['localhost:3000@evil.example', false],
    ['localhost:3000/x', false],
    ['2130706433', false],
  ])('%s: %s', (host, ours) => {
    expect(isOurHost(host, rules)).toBe(ours);
  });
});

test('https is believed of a trusted proxy only', () => {
  expect(isHttps({ 'x-forwarded-proto': 'https' }, rules)).toBe(true);
  expect(isHttps({ 'x-forwarded-proto': 'https' }, { ...rules, trustProxy: false })).toBe(false);
  expect(isHttps({}, rules)).toBe(false);
});

describe('the page that opens a socket', () => {
  let server: WholeServer;
  beforeAll(async () => {
    server = await WholeServer.start({ rules });
  });
  afterAll(() => server.stopAndForget());

  /** Whether a WebSocket is granted; PORT stands for the server's own. */
  function upgrade(headers: Record<string, string>): Promise<boolean> {
    const filled = Object.entries(headers).map(([name, value]) => [name, value.replace('PORT', String(server.port))]);
    return new Promise((resolve) => {
      const request = httpRequest({
        port: server.port,
        path: '/ws/?EIO=4&transport=websocket',
        headers: {
          Host: `localhost:${server.port}`,
          Connection: 'Upgrade',
          Upgrade: 'websocket',
          'Sec-WebSocket-Version': '13',
          'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
          ...Object.fromEntries(filled),
        },
      });
      request.on('upgrade', (_response, socket) => {
        socket.destroy();
        resolve(true);
      });
      request.on('response', (response) => {
        response.resume();
        resolve(false);
      });
      request.on('error', () => resolve(false));
      request.end();
    });
  }

  test.each([
    ['its own', { Origin: 'http://localhost:PORT' }, true],
    ['its own, by address', { Host: '127.0.0.1:PORT', Origin: 'http://127.0.0.1:PORT' }, true],
    [
      'its own, by a public name behind a proxy',
      { Host: 'lab.example.org', Origin: 'https://lab.example.org', 'X-Forwarded-Proto': 'https' },
      true,
    ],
    ['one that the operator allows', { Origin: 'https://school.example.org' }, true],
    ['none', {}, false],
    ['none, though it says same-origin', { 'Sec-Fetch-Site': 'same-origin' }, false],
    ['null', { Origin: 'null' }, false],
    ['evil', { Origin: 'http://evil.example' }, false],
    ['a look-alike with a suffix', { Origin: 'http://localhost:PORT.evil.example' }, false],
    ['a look-alike with another suffix', { Origin: 'http://localhost.evil.example:PORT' }, false],
    ['a look-alike with a prefix', { Origin: 'http://evil-localhost:PORT' }, false],
    ['a look-alike of the allowed one', { Origin: 'https://school.example.org.evil.example' }, false],
    ['another port', { Origin: 'http://localhost:1' }, false],
    ['another scheme', { Origin: 'https://localhost:PORT' }, false],
    ['the address instead of the name', { Origin: 'http://127.0.0.1:PORT' }, false],
    ['a file', { Origin: 'file://' }, false],
    ['a rebound name, which names itself', { Host: 'evil.example:PORT', Origin: 'http://evil.example:PORT' }, false],
  ])('%s', async (_name, headers, granted) => {
    expect(await upgrade(headers)).toBe(granted);
  });

  test('a rebound name gets no page either', async () => {
    const status = await new Promise((resolve) => {
      const request = httpRequest({ port: server.port, path: '/', headers: { Host: 'evil.example' } });
      request.on('response', (response) => resolve(response.resume().statusCode)).end();
    });
    expect(status).toBe(421);
  });

  test('a WebSocket elsewhere is not left hanging', async () => {
    await new Promise<void>((resolve) => {
      const request = httpRequest({
        port: server.port,
        path: '/',
        headers: { Connection: 'Upgrade', Upgrade: 'websocket' },
      });
      request.on('error', () => resolve()).end();
    });
  });
});

import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { OwnWorld } from '../../tests/own-world.ts';

/** The web server of a virtual host, in a whole sandbox. */
let world: OwnWorld;
afterEach(() => world.sandbox.stop());

const to = { address: '203.0.113.80', port: 80 };

function open(): void {
  world = OwnWorld.open({
    hosts: [
      {
        name: 'www.shop.example',
        address: to.address,
        role: 'web',
        label: 'a shop',
        position: { column: 2, row: 2 },
        pages: { '/': 'Welcome' },
      },
    ],
  });
}

test('a form that breaks off in its body asks for nothing, and the next client is served', async () => {
  open();
  const broken = await world.sandbox.dial({ to, timeoutMs: 1000 });
  broken.on('error', () => undefined);
  broken.write('POST /form HTTP/1.1\r\nHost: www.shop.example\r\nContent-Length: 100\r\n\r\nname=');
  await world.sandbox.settled();
  broken.destroy();
  // A rejection that nobody caught would fail this test.
  await world.sandbox.settled();
  expect(world.facts('web.requested')).toEqual([]);

  const whole = await world.sandbox.dial({ to, timeoutMs: 1000 });
  let heard = '';
  whole.on('data', (data: Buffer) => {
    heard += data.toString('latin1');
  });
  whole.write('POST /form HTTP/1.1\r\nHost: www.shop.example\r\nContent-Length: 5\r\n\r\nname=');
  await once(whole, 'close');
  expect(heard).toMatch(/^HTTP\/1\.1 \d{3} /);
  expect(world.facts('web.requested')).toMatchObject([{ method: 'POST', path: '/form' }]);
});

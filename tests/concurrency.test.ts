import { afterEach, expect, test } from 'vitest';
import { OwnWorld } from './own-world.ts';

/** How many letters a server sends at a time, and to whom (`smtp_destination_concurrency_limit`). */

const acme = 'mail.acme.example';

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

const slow = ['mx.globex.example', 'mx.initech.example'];

/** Both receivers take a minute before they greet, so that whoever calls them is seen waiting. */
async function openWithQueue(config: Record<string, string>, letters: number): Promise<void> {
  const patient = { lab_greet_delay: '60s', smtpd_timeout: '1h' };
  world = OwnWorld.open({
    backup: false,
    hosts: [
      {
        name: 'mx.initech.example',
        address: '203.0.113.25',
        role: 'mail',
        label: 'Initech',
        position: { column: 2, row: 2 },
        ports: [25],
        mailboxes: ['peter'],
        config: { mydestination: 'initech.example' },
      },
    ],
    dns: [{ name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' }],
    config: { [acme]: config, 'mx.globex.example': patient, 'mx.initech.example': patient },
  });
  for (let count = 0; count < letters; count += 1) await world.handIn();
  await world.handIn({ rcpt: ['<peter@initech.example>'] });
}

/** Connections that Acme's server has open to each receiver. */
function open(): number[] {
  const all = Object.values(world.sandbox.world.connections.byId);
  return slow.map((name) => all.filter(({ to, state }) => to.host === name && state === 'open').length);
}

test('no more letters go to one next hop at a time than the limit says, and the others hold up nobody', async () => {
  await openWithQueue({ smtp_destination_concurrency_limit: '2' }, 5);
  expect(open()).toEqual([2, 1]);
  await world.skip(1);
  expect(open()).toEqual([2, 0]);
  await world.skip(5);
  expect(await world.mailbox('ann@globex.example')).toHaveLength(5);
  expect(await world.mailbox('peter@initech.example')).toHaveLength(1);
});

test('without a word in the configuration it is twenty, as in Postfix', async () => {
  await openWithQueue({}, 22);
  expect(open()).toEqual([20, 1]);
});

test('0 is no limit; changed while running, it counts at once', async () => {
  await openWithQueue({ smtp_destination_concurrency_limit: '1' }, 4);
  expect(open()).toEqual([1, 1]);
  await world.command({
    type: 'configure',
    host: acme,
    set: { smtp_destination_concurrency_limit: '0' },
  });
  expect(open()).toEqual([4, 1]);
});

test('a receiver hangs up on the calls that are too many, and not on those that came first', async () => {
  world = OwnWorld.open({
    backup: false,
    config: {
      [acme]: {
        alias_maps:
          'all: a b c d, a: ann@globex.example, b: bob@globex.example, c: cat@globex.example, d: dan@globex.example',
      },
      'mx.globex.example': { smtpd_client_connection_count_limit: '3', alias_maps: 'bob: ann, cat: ann, dan: ann' },
    },
  });
  await world.handIn({ rcpt: ['<all@acme.example>'] });
  expect(await world.mailbox('ann@globex.example')).toHaveLength(3);
  expect(world.lastDeferral()).toMatch(/^4\.7\.0 .*421 .*too many connections/);
});

test('a server with several addresses calls from another one at each attempt, and a greylist takes it for strangers', async () => {
  const from = (addresses: string) => ({ [acme]: { lab_source_addresses: addresses } });
  const greylist = { 'mx.globex.example': { lab_greylist_delay: '300s' } };
  world = OwnWorld.open({ backup: false, config: { ...from('203.0.113.10 198.51.100.110'), ...greylist } });
  await world.handIn();
  await world.skip(6);
  expect(world.facts('greylist.noted').map(({ client }) => client)).toEqual(['203.0.113.0', '198.51.100.0']);
  expect(await world.mailbox('ann@globex.example')).toHaveLength(0);
  await world.sandbox.stop();
  world = OwnWorld.open({ backup: false, config: { ...from('203.0.113.10'), ...greylist } });
  await world.handIn();
  await world.skip(6);
  expect(world.facts('greylist.noted')).toHaveLength(1);
  expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
});

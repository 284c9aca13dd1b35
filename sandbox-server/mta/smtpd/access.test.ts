import { describe, expect, test } from 'vitest';
import { isInNetwork } from '#protocol/border.ts';
import { eventsVersion } from '#protocol/events.ts';
import { defineScenario } from '#protocol/scenario.ts';
import { worldAt } from '#protocol/world.ts';
import { Clock, stoppedWall } from '../../clock/clock.ts';
import { Resolver } from '../../dns/resolver.ts';
import type { MtaParts } from '../parts.ts';
import { decide } from './access.ts';

const inside = '192.0.2.10';
const stranger = '203.0.113.66';

function worldWith(config: Record<string, string>) {
  const scenario = defineScenario({
    hosts: [
      {
        name: 'mail.acme.example',
        address: '192.0.2.25',
        role: 'mail',
        label: '',
        position: { column: 0, row: 0 },
        mailboxes: ['kim', 'bob'],
        config: { mydestination: 'acme.example', mynetworks: '127.0.0.0/8 192.0.2.0/26', ...config },
      },
    ],
    terminal: { host: 'mail.acme.example', user: 'kim' },
  });
  return worldAt([
    { seq: 1, at: 0, type: 'sandbox.started', version: eventsVersion, lesson: 'test', seed: 's', scenario },
  ]);
}

/** What deciding needs: nothing is sent, and what is recorded is not looked at. */
function partsOf(world: ReturnType<typeof worldWith>): MtaParts {
  const record = async () => undefined;
  const parts: Partial<MtaParts> = {
    world,
    record,
    clock: new Clock(stoppedWall, 0),
    resolver: new Resolver({ world, record }),
    extensions: new Map(),
  };
  return parts as MtaParts;
}

/** configuration · client · recipient → verdict · reason · deciding parameter, if it is one */
const cases: [Record<string, string>, string, string, string, string, string | undefined][] = [
  [{}, inside, 'bob@acme.example', 'local', 'recipient-local', 'mydestination'],
  [{}, stranger, 'bob@acme.example', 'local', 'recipient-local', 'mydestination'],
  [{}, stranger, 'BOB@ACME.example', 'local', 'recipient-local', 'mydestination'],
  [{}, inside, 'nobody@acme.example', 'reject', 'user-unknown', undefined],
  [{}, inside, 'ann@globex.example', 'relay', 'recipient-relayed-for-network', 'mynetworks'],
  [{}, stranger, 'ann@globex.example', 'reject', 'relay-denied', 'smtpd_relay_restrictions'],
  [
    { relay_domains: 'globex.example' },
    stranger,
    'ann@globex.example',
    'relay',
    'recipient-relay-domain',
    'relay_domains',
  ],
  [
    { mydestination: 'acme.example, globex.example' },
    inside,
    'ann@globex.example',
    'reject',
    'user-unknown',
    undefined,
  ],
  [{ mynetworks: '0.0.0.0/0' }, stranger, 'ann@globex.example', 'relay', 'recipient-relayed-for-network', 'mynetworks'],
  [
    { smtpd_relay_restrictions: 'permit, reject' },
    stranger,
    'ann@globex.example',
    'relay',
    'recipient-relayed-for-anyone',
    'smtpd_relay_restrictions',
  ],
  [
    { smtpd_relay_restrictions: 'reject' },
    inside,
    'ann@globex.example',
    'reject',
    'recipient-refused',
    'smtpd_relay_restrictions',
  ],
];

describe('a server decides about a recipient by its configuration', () => {
  test.each(cases)('%j, client %s, to %s: %s', async (config, address, recipient, verdict, reason, parameter) => {
    const request = { host: 'mail.acme.example', client: { address }, reversePath: 'iris@oldcorp.example', recipient };
    const decided = await decide(request, partsOf(worldWith(config)));
    expect(decided.verdict).toBe(verdict);
    expect(decided.because).toMatchObject({ reason });
    expect(decided.because.parameter?.name).toBe(parameter);
  });
});

describe('a table in a restriction list', () => {
  const ask = async (rule: string, said: { address?: string; name?: string; hello?: string; reversePath?: string }) => {
    const { address = stranger, name, hello, reversePath = 'promo@bargains.example' } = said;
    const config = { smtpd_relay_restrictions: `${rule}, reject_unauth_destination` };
    const request = { host: 'mail.acme.example', client: { address, name }, hello, reversePath };
    const decided = await decide({ ...request, recipient: 'ann@globex.example' }, partsOf(worldWith(config)));
    return `${decided.verdict} ${decided.because.reason}`;
  };

  test('that believes the sender address is an open door, and the reason says so', async () => {
    const rule = 'check_sender_access inline:{acme.example=OK}';
    expect(await ask(rule, { reversePath: 'Bob@Acme.example' })).toBe('relay permitted-by-claim');
    expect(await ask(rule, { reversePath: 'bob@sales.acme.example' })).toBe('relay permitted-by-claim');
    expect(await ask(rule, { reversePath: 'bob@notacme.example' })).toBe('reject relay-denied');
    expect(await ask(rule, { reversePath: '' })).toBe('reject relay-denied');
  });

  test('that believes the greeting is one, too', async () => {
    const rule = 'check_helo_access inline:{acme.example=OK}';
    expect(await ask(rule, { hello: 'mail.acme.example' })).toBe('relay permitted-by-claim');
    expect(await ask(rule, { hello: 'vps66.bargains.example' })).toBe('reject relay-denied');
  });

  test('names the empty sender of notices <>', async () => {
    const rule = 'check_sender_access inline:{<>=REJECT,acme.example=OK}';
    expect(await ask(rule, { reversePath: '' })).toBe('reject recipient-refused');
    expect(await ask(rule, { reversePath: 'bob@acme.example' })).toBe('relay permitted-by-claim');
  });

  test('of clients looks at name, address and network', async () => {
    const rule = 'check_client_access inline:{203.0.113=OK,198.51.100.45=DUNNO}';
    expect(await ask(rule, {})).toBe('relay permitted-by-table');
    expect(await ask(rule, { address: '198.51.100.45' })).toBe('reject relay-denied');
    const named = { address: '198.51.100.9', name: 'vps66.bargains.example' };
    expect(await ask('check_client_access inline:{bargains.example=REJECT}', named)).toBe('reject recipient-refused');
  });
});

test('a network is its first address and the bits that count', () => {
  expect(isInNetwork('192.0.2.63', '192.0.2.0/26')).toBe(true);
  expect(isInNetwork('192.0.2.64', '192.0.2.0/26')).toBe(false);
  expect(isInNetwork('192.0.2.64', '192.0.2.64')).toBe(true);
  expect(isInNetwork('255.255.255.255', '0.0.0.0/0')).toBe(true);
});

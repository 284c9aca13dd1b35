import { afterEach, describe, expect, test } from 'vitest';
import type { ScenarioInput } from '#protocol/scenario.ts';
import { OwnWorld } from './own-world.ts';

/** A server that hands everything to a smart host, which wants to know who it is. */

const [acme, isp] = ['mail.acme.example', 'smtp.isp.example'];

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

function open(config: Record<string, string>, more: Partial<ScenarioInput> = {}): void {
  world = OwnWorld.open({
    hosts: [
      {
        name: isp,
        address: '203.0.113.40',
        role: 'mail',
        label: 'smart host of the ISP',
        position: { column: 2, row: 0 },
        ports: [25, 465, 587],
        accounts: [{ user: 'u1807', password: 'harbor' }],
        config: { mydestination: 'isp.example', smtpd_tls_security_level: 'may', smtpd_sasl_auth_enable: 'yes' },
      },
    ],
    backup: false,
    config: { [acme]: { relayhost: `[${isp}]:587`, ...config } },
    ...more,
  });
}

const login = { smtp_sasl_auth_enable: 'yes', smtp_sasl_password_maps: `[${isp}]:587 u1807:harbor` };

test('a server under soft_bounce refuses for now what it would refuse for good, in words and in its queue', async () => {
  open({ relayhost: '', soft_bounce: 'yes' });
  const [, , , unknown] = await world.talk(acme, ['EHLO x.example', 'MAIL FROM:<>', 'RCPT TO:<nobody@acme.example>']);
  expect(unknown).toMatch(/^450 4\.1\.1 .*User unknown/);
  await world.handIn({ rcpt: ['<nobody@globex.example>'] });
  expect(world.lastDeferral()).toMatch(/^4\.1\.1 .*550 5\.1\.1/);
  await world.command({ type: 'configure', host: acme, set: { soft_bounce: 'no' } });
  await world.command({ type: 'flush-queue', host: acme });
  expect(world.facts('message.bounced')).toMatchObject([{ status: '5.1.1' }]);
});

describe('a smart host', () => {
  test('takes mail of a server that logs in inside TLS, and carries it on', async () => {
    open(login);
    await world.handIn();
    const [letter = ''] = await world.mailbox('ann@globex.example');
    expect(letter).toMatch(/by smtp\.isp\.example with ESMTPSA id/);
    expect(world.facts('login.attempted')).toMatchObject([{ host: isp, user: 'u1807', ok: true }]);
  });

  test('is reached on 465 with TLS from the first octet', async () => {
    open({
      relayhost: `[${isp}]:465`,
      smtp_sasl_auth_enable: 'yes',
      smtp_sasl_password_maps: `[${isp}]:465 u1807:harbor`,
      smtp_tls_wrappermode: 'yes',
      smtp_tls_security_level: 'encrypt',
    });
    await world.handIn();
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
    expect(world.facts('tls.established')).toMatchObject([{ mode: 'implicit' }]);
  });

  test('that does not know the server keeps nothing: the mail waits with its words', async () => {
    open({ ...login, smtp_sasl_password_maps: `[${isp}]:587 u1807:wrong` });
    await world.handIn();
    expect(world.lastDeferral()).toMatch(/^4\.7\.0 SASL authentication failed; server smtp\.isp\.example.*535 5\.7\.8/);
  });

  test('that offers no login before TLS gets no password from a server that may not use TLS', async () => {
    open({ ...login, smtp_tls_security_level: 'none' });
    await world.handIn();
    expect(world.lastDeferral()).toMatch(/offered no compatible authentication mechanisms/);
    expect(world.facts('login.attempted')).toEqual([]);
  });

  test('is the way round a network that drops port 25', async () => {
    const networks = [{ name: 'office', cidr: '192.0.2.0/26', blocks: [{ port: 25, how: 'drop' as const }] }];
    open({ relayhost: '' }, { networks });
    await world.handIn();
    await world.skip(2);
    expect(world.lastDeferral()).toMatch(/Connection timed out/);
    await world.sandbox.stop();
    open(login, { networks });
    await world.handIn();
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });
});

import { afterEach, describe, expect, test } from 'vitest';
import { overheardBy } from '#protocol/eavesdropper.ts';
import type { ScenarioInput } from '#protocol/scenario.ts';
import { OwnWorld } from './own-world.ts';

/** Somebody sits between two servers: what he hears, what he can change, and what stops him. */

const [acme, globex, evil] = ['mail.acme.example', 'mx.globex.example', 'wifi.cafe.test'];

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

interface Way {
  intercept?: 'off' | 'listen' | 'strip';
  /** Acme's `smtp_tls_security_level`. */
  level?: string;
  mtaSts?: boolean;
  certificate?: 'valid' | 'expired' | 'wrong-name' | 'self-signed';
  dns?: ScenarioInput['dns'];
  signedZones?: string[];
  policy?: string;
}

/** Acme's way out leads through the eavesdropper. */
function open(way: Way): void {
  const {
    intercept = 'listen',
    level = 'may',
    mtaSts = false,
    certificate = 'valid',
    dns = [],
    signedZones = [],
  } = way;
  const policy = way.policy ?? 'version: STSv1\r\nmode: enforce\r\nmx: mx.globex.example\r\nmax_age: 604800\r\n';
  world = OwnWorld.open({
    backup: false,
    hosts: [
      {
        name: globex,
        address: '198.51.100.25',
        role: 'mail',
        label: 'Globex',
        position: { column: 2, row: 0 },
        ports: [25],
        mailboxes: ['ann'],
        certificate,
        config: { mydestination: 'globex.example', smtpd_tls_security_level: 'may' },
      },
      {
        name: evil,
        address: '192.0.2.225',
        role: 'router',
        label: 'café',
        position: { column: 1, row: 1 },
        config: { lab_intercept: intercept },
      },
      {
        name: 'mta-sts.globex.example',
        address: '198.51.100.81',
        role: 'web',
        label: 'policy of Globex',
        position: { column: 3, row: 0 },
        pages: { '/.well-known/mta-sts.txt': policy },
      },
    ],
    dns: [{ name: '_mta-sts.globex.example', type: 'TXT', text: 'v=STSv1; id=1' }, ...dns],
    signedZones,
    networks: [{ name: 'office', cidr: '192.0.2.0/26', gateway: evil }],
    config: { [acme]: { smtp_tls_security_level: level, lab_mta_sts: mtaSts ? 'yes' : 'no' } },
  });
}

const secret = 'Subject: the secret plan';

async function send(): Promise<{ delivered: number; readable: boolean; deferral: string }> {
  await world.handIn({ letter: secret });
  const heard = overheardBy(world.sandbox.world, evil).flatMap(({ clear }) => clear.map(({ data }) => data));
  const delivered = (await world.mailbox('ann@globex.example')).length;
  return { delivered, readable: heard.join('').includes(secret), deferral: world.lastDeferral() };
}

describe('who listens on the way', () => {
  test('reads a letter that goes without TLS, and hears nothing of it with TLS', async () => {
    open({ level: 'none' });
    expect(await send()).toMatchObject({ delivered: 1, readable: true });
    await world.sandbox.stop();
    open({ level: 'may' });
    expect(await send()).toMatchObject({ delivered: 1, readable: false });
    expect(overheardBy(world.sandbox.world, evil).some(({ sealed }) => sealed > 500)).toBe(true);
  });

  test('hears only what passes through his own host', async () => {
    open({ level: 'none' });
    await world.handIn({ rcpt: ['<bob@acme.example>'], letter: secret });
    expect(overheardBy(world.sandbox.world, evil)).toEqual([]);
  });
});

describe('who overwrites STARTTLS on the way', () => {
  test('gets the letter in the clear where TLS is only nice to have', async () => {
    open({ intercept: 'strip' });
    expect(await send()).toMatchObject({ delivered: 1, readable: true });
    expect(world.facts('bytes.altered')).toMatchObject([{ host: evil, data: expect.stringContaining('XXXXXXXX') }]);
  });

  test('gets nothing where TLS is a must: the letter waits', async () => {
    open({ intercept: 'strip', level: 'encrypt' });
    const { delivered, readable, deferral } = await send();
    expect([delivered, readable]).toEqual([0, false]);
    expect(deferral).toMatch(/^4\.7\.4 TLS is required, but was not offered by host mx\.globex\.example/);
  });

  test('is stopped by the receiver’s MTA-STS policy, which came over HTTPS', async () => {
    open({ intercept: 'strip', mtaSts: true });
    expect(await send()).toMatchObject({ delivered: 0, readable: false });
    expect(world.facts('tls-policy.found')).toMatchObject([{ source: 'mta-sts', enforced: true }]);
    expect(world.facts('web.requested')).toMatchObject([{ path: '/.well-known/mta-sts.txt', status: 200 }]);
  });

  test('is not stopped by a policy that only tests', async () => {
    open({ intercept: 'strip', mtaSts: true, policy: 'version: STSv1\nmode: testing\nmx: mx.globex.example\n' });
    expect(await send()).toMatchObject({ delivered: 1, readable: true });
  });

  test('is stopped by DANE: a signed zone says which key is right', async () => {
    const tlsa = {
      name: '_25._tcp.mx.globex.example',
      type: 'TLSA',
      usage: 3,
      selector: 1,
      matching: 1,
      data: 'auto',
    } as const;
    open({ intercept: 'strip', level: 'dane', dns: [tlsa], signedZones: ['globex.example'] });
    expect(await send()).toMatchObject({ delivered: 0, readable: false });
    await world.sandbox.stop();
    // Without a signature he could have changed the DNS as well: it counts for nothing.
    open({ intercept: 'strip', level: 'dane', dns: [tlsa] });
    expect(await send()).toMatchObject({ delivered: 1, readable: true });
  });
});

describe('a certificate', () => {
  test.each(['expired', 'self-signed', 'wrong-name'] as const)(
    'that is %s does not stop who only wants TLS, but who wants to know',
    async (certificate) => {
      open({ certificate, level: 'encrypt' });
      expect(await send()).toMatchObject({ delivered: 1, readable: false });
      expect(world.facts('certificate.checked')).toMatchObject([{ trusted: false }]);
      await world.sandbox.stop();
      open({ certificate, level: 'verify' });
      expect((await send()).deferral).toMatch(/^4\.7\.5 Server certificate not trusted/);
      await world.sandbox.stop();
      open({ certificate, mtaSts: true });
      expect((await send()).deferral).toMatch(/^4\.7\.5 Server certificate not trusted/);
    },
  );

  test('of nobody’s making is right when DANE names its key, and wrong when it names another', async () => {
    const tlsa = (data: string) =>
      ({ name: '_25._tcp.mx.globex.example', type: 'TLSA', usage: 3, selector: 1, matching: 1, data }) as const;
    open({ certificate: 'self-signed', level: 'dane', dns: [tlsa('auto')], signedZones: ['globex.example'] });
    expect(await send()).toMatchObject({ delivered: 1 });
    await world.sandbox.stop();
    open({ level: 'dane', dns: [tlsa('00'.repeat(32))], signedZones: ['globex.example'] });
    expect((await send()).deferral).toMatch(/key not in TLSA/);
  });

  test('of the next server must be the one that its MTA-STS policy names', async () => {
    open({ mtaSts: true, policy: 'version: STSv1\nmode: enforce\nmx: *.other.example\n' });
    expect((await send()).deferral).toMatch(/not a server of the MTA-STS policy/);
  });
});

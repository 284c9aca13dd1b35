import { gunzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { ScenarioInput } from '#protocol/scenario.ts';
import { dkimKeyPair } from '../sandbox-server/mail-auth/sign.ts';
import { OwnWorld } from './own-world.ts';

/** SPF, DKIM, DMARC and ARC as servers live them: who signs, who checks, and what a detour does to it. */

const [acme, globex, club] = ['mail.acme.example', 'mx.globex.example', 'lists.club.example'];

let keys: Record<'rsa' | 'ed25519' | 'club', { privateKey: string; record: string }>;
beforeAll(async () => {
  const [rsa, ed25519, ofClub] = await Promise.all([
    dkimKeyPair('rsa-sha256'),
    dkimKeyPair('ed25519-sha256'),
    dkimKeyPair('rsa-sha256'),
  ]);
  keys = { rsa, ed25519, club: ofClub };
});

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

/** Acme publishes all three, and asks to refuse what is not its own; Globex looks. */
function open(more: { policy?: string; rua?: string; config?: Record<string, Record<string, string>> } = {}): void {
  const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;
  const hosts: ScenarioInput['hosts'] = [
    {
      name: acme,
      address: '192.0.2.25',
      role: 'mail',
      label: 'Acme',
      position: { column: 1, row: 0 },
      ports: [25],
      mailboxes: ['kim'],
      dkimKeys: [
        { domain: 'acme.example', selector: 'rsa', algorithm: 'rsa-sha256', privateKey: keys.rsa.privateKey },
        { domain: 'acme.example', selector: 'ed', algorithm: 'ed25519-sha256', privateKey: keys.ed25519.privateKey },
      ],
      config: {
        mydestination: 'acme.example',
        mynetworks: '127.0.0.0/8 192.0.2.0/26',
        lab_dkim_sign: 'acme.example:rsa, acme.example:ed',
      },
    },
    {
      name: club,
      address: '203.0.113.80',
      role: 'mail',
      label: 'lists',
      position: { column: 2, row: 1 },
      ports: [25],
      mailboxes: ['postmaster'],
      dkimKeys: [
        { domain: 'club.example', selector: 'arc', algorithm: 'rsa-sha256', privateKey: keys.club.privateKey },
      ],
      config: {
        mydestination: 'club.example',
        lab_lists: 'talk: ann@globex.example',
        lab_dmarc_policy: 'tag',
        lab_arc_seal: 'club.example:arc',
      },
    },
  ];
  world = OwnWorld.open({
    hosts,
    backup: false,
    dns: [
      txt('acme.example', 'v=spf1 ip4:192.0.2.25 -all'),
      txt('rsa._domainkey.acme.example', keys.rsa.record),
      txt('ed._domainkey.acme.example', keys.ed25519.record),
      txt('_dmarc.acme.example', `v=DMARC1; p=${more.policy ?? 'reject'}${more.rua ? `; rua=mailto:${more.rua}` : ''}`),
      txt('arc._domainkey.club.example', keys.club.record),
      { name: 'club.example', type: 'MX', preference: 10, exchange: club },
    ],
    config: { [globex]: { lab_dmarc_policy: 'enforce' }, ...more.config },
  });
}

const letter = 'From: kim@acme.example\r\nTo: ann@globex.example\r\nSubject: minutes\r\nMessage-Id: <1@acme.example>';

function lastResult() {
  const { result } =
    world
      .facts('mail.authenticated')
      .filter(({ host }) => host === globex)
      .at(-1) ?? {};
  return result;
}

describe('mail of Acme’s own server', () => {
  test('is signed with both keys, and passes everything at Globex', async () => {
    open();
    await world.handIn({ letter });
    const [stored = ''] = await world.mailbox('ann@globex.example');
    expect(stored.match(/^DKIM-Signature:/gm)).toHaveLength(2);
    expect(stored).toMatch(/^Authentication-Results: mx\.globex\.example;/m);
    expect(lastResult()).toMatchObject({
      spf: { result: 'pass', steps: [{ term: 'ip4:192.0.2.25', outcome: 'match' }] },
      dkim: [{ result: 'pass' }, { result: 'pass' }],
      dmarc: { result: 'pass', alignment: { spf: { aligned: true }, dkim: { aligned: true } } },
    });
  });

  test('results that somebody wrote in Globex’ name on the way in are taken off', async () => {
    open();
    await world.handIn({
      letter: `Authentication-Results: mx.globex.example; dkim=pass header.d=evil.example\r\n${letter}`,
    });
    const [stored = ''] = await world.mailbox('ann@globex.example');
    expect(stored).not.toContain('evil.example');
  });
});

describe('mail in Acme’s name from elsewhere', () => {
  const spoof = () => world.handIn({ host: globex, mail: '<kim@acme.example>', letter });

  test('is refused after the dot, by the wish of the domain: 550 5.7.26', async () => {
    open();
    expect((await spoof()).at(-2)).toMatch(/^550 5\.7\.26 Unauthenticated email from acme\.example/);
    expect(lastResult()).toMatchObject({ spf: { result: 'fail' }, dkim: [], dmarc: { result: 'fail' } });
    expect(await world.mailbox('ann@globex.example')).toHaveLength(0);
  });

  test('goes to the junk folder with p=quarantine, and to the inbox with p=none', async () => {
    for (const [policy, folder] of [
      ['quarantine', 'junk'],
      ['none', 'inbox'],
    ]) {
      open({ policy });
      await spoof();
      await world.sandbox.settled();
      expect(world.sandbox.world.mailboxes.byAddress['ann@globex.example']).toMatchObject([{ folder }]);
      await world.sandbox.stop();
    }
  });

  test('is refused for SPF alone where the receiver says so: 550 5.7.23', async () => {
    open({ policy: 'none', config: { [globex]: { lab_spf_policy: 'enforce' } } });
    expect((await spoof()).at(-2)).toMatch(/^550 5\.7\.23 <kim@acme\.example>: Sender address rejected: SPF fail/);
  });
});

describe('a mailing list between them', () => {
  test('that changes nothing keeps DKIM whole: DMARC passes though SPF is not aligned any more', async () => {
    open();
    await world.handIn({ rcpt: ['<talk@club.example>'], letter });
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
    expect(lastResult()).toMatchObject({ dmarc: { result: 'pass', alignment: { spf: { aligned: false } } } });
  });

  test('that adds a footer breaks the signature, and ARC tells what it was when it came', async () => {
    open({ policy: 'none', config: { [club]: { lab_footer: '-- \\ntalk mailing list' } } });
    await world.handIn({ rcpt: ['<talk@club.example>'], letter });
    const result = lastResult();
    expect(result?.dkim.map(({ result: one, comment }) => [one, comment])).toEqual([
      ['fail', 'body hash did not verify'],
      ['fail', 'body hash did not verify'],
    ]);
    expect(result?.dmarc.result).toBe('fail');
    expect(result?.arc).toMatchObject({ result: 'pass', instances: 1, sealers: ['club.example'] });
    expect(result?.arc.original).toMatch(/lists\.club\.example;.*dkim=pass/);
  });
});

describe('the owner of a domain', () => {
  const reports = async () =>
    (await world.mailbox('kim@acme.example')).filter((raw) => raw.includes('Subject: Report Domain: acme.example'));

  test('hears at midnight what came in its name, refused mail included, once', async () => {
    open({ rua: 'kim@acme.example', config: { [globex]: { lab_dmarc_policy: 'enforce', lab_dmarc_reports: 'yes' } } });
    await world.handIn({ letter });
    await world.handIn({ host: globex, mail: '<kim@acme.example>', letter });
    await world.skip(16 * 60);
    const [report = ''] = await reports();
    expect(report).toMatch(/filename="?globex\.example!acme\.example!\d+!\d+\.xml\.gz/);
    const [, encoded = ''] =
      /base64[\s\S]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)/.exec(report.slice(report.indexOf('application/gzip'))) ?? [];
    const xml = gunzipSync(Buffer.from(encoded, 'base64')).toString();
    expect(xml.match(/<source_ip>[^<]*/g)).toEqual(['<source_ip>192.0.2.25', '<source_ip>192.0.2.10']);
    expect(xml).toContain('<disposition>reject</disposition>');
    await world.skip(24 * 60);
    expect(await reports()).toHaveLength(1);
  });

  test('elsewhere hears nothing unless it agreed', async () => {
    open({ rua: 'dave@globex.example', config: { [globex]: { lab_dmarc_policy: 'tag', lab_dmarc_reports: 'yes' } } });
    await world.handIn({ letter });
    await world.skip(16 * 60);
    expect(await world.mailbox('dave@globex.example')).toHaveLength(0);
  });
});

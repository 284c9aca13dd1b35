import dns from 'node:dns';
import net from 'node:net';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type MailAuthentication, mailAuthenticationSchema } from '#protocol/mail-authentication.ts';
import { arcSeal } from './arc.ts';
import { dkimKeyPair, dkimSign } from './sign.ts';
import { srsForward } from './srs.ts';
import { authenticate } from './verify.ts';
import { zones } from './zones-for-tests.ts';

const letter = 'From: Ann <ann@acme.example>\r\nTo: chess@lists.example\r\nSubject: Opening\r\n\r\ne4 or d4?\r\n';

const acme = { name: 'mx.acme.example', address: '192.0.2.25' };
const lists = { name: 'mx.lists.example', address: '198.51.100.25' };
const forwarder = { name: 'mx.alumni.example', address: '198.51.100.77' };

let keys: { privateKey: string; record: string };
let listKeys: { privateKey: string; record: string };
let world: string;

beforeAll(async () => {
  keys = await dkimKeyPair('rsa-sha256');
  listKeys = await dkimKeyPair('ed25519-sha256');
  world = `
    acme.example                    TXT v=spf1 ip4:${acme.address} -all
    s1._domainkey.acme.example      TXT ${keys.record}
    _dmarc.acme.example             TXT v=DMARC1; p=reject
    lists.example                   TXT v=spf1 ip4:${lists.address} -all
    arc._domainkey.lists.example    TXT ${listKeys.record}
    alumni.example                  TXT v=spf1 ip4:${forwarder.address} -all
  `;
});

/** What a server finds when this client hands it the message. */
async function received(
  { name, address }: typeof acme,
  reversePath: string,
  raw: string,
  { host = 'mx.globex.example', names = world } = {},
): Promise<MailAuthentication> {
  const client = { address, hello: name };
  const authentication = await authenticate({ host, client, reversePath, raw, at: 0 }, zones(names).look);
  return mailAuthenticationSchema.parse(authentication);
}

function signed(raw = letter): Promise<string> {
  const { privateKey } = keys;
  return dkimSign(raw, { domain: 'acme.example', selector: 's1', privateKey, algorithm: 'rsa-sha256' }, 0);
}

describe('a letter on the direct way', () => {
  test('passes everything, and the server writes it down', async () => {
    const found = await received(acme, 'ann@acme.example', await signed());
    expect(found).toMatchObject({
      spf: { result: 'pass', aligned: true },
      dkim: [{ result: 'pass', aligned: true }],
      dmarc: { result: 'pass', disposition: 'none' },
      arc: { result: 'none', instances: 0, sealers: [] },
    });
    expect(found.header.split('\r\n\t')).toEqual([
      'mx.globex.example;',
      'spf=pass smtp.mailfrom=ann@acme.example;',
      'dkim=pass header.d=acme.example header.s=s1 header.a=rsa-sha256;',
      'dmarc=pass (p=reject dis=none) header.from=acme.example',
    ]);
  });

  test('from an impostor fails everything', async () => {
    const found = await received({ name: 'evil.example', address: '203.0.113.66' }, 'ann@acme.example', letter);
    expect(found).toMatchObject({
      spf: { result: 'fail' },
      dkim: [],
      dmarc: { result: 'fail', disposition: 'reject' },
    });
    expect(found.header).toContain('dkim=none (message not signed)');
  });

  test('from an impostor with an own domain on the envelope passes SPF, and fails DMARC', async () => {
    const names = `${world}\nevil.example TXT v=spf1 ip4:203.0.113.66 -all`;
    const evil = { name: 'evil.example', address: '203.0.113.66' };
    expect(await received(evil, 'x@evil.example', letter, { names })).toMatchObject({
      spf: { result: 'pass', aligned: false },
      dmarc: { result: 'fail', disposition: 'reject' },
    });
  });
});

describe('a forwarder', () => {
  test('breaks SPF when it keeps the reverse-path; the signature holds', async () => {
    expect(await received(forwarder, 'ann@acme.example', await signed())).toMatchObject({
      spf: { result: 'fail', aligned: true },
      dkim: [{ result: 'pass' }],
      dmarc: { result: 'pass', alignment: { spf: { aligned: false }, dkim: { aligned: true } } },
    });
  });

  test('with SRS passes SPF for itself, which does not align', async () => {
    const rewritten = srsForward('ann@acme.example', 'alumni.example', 'secret', 0);
    expect(await received(forwarder, rewritten, letter)).toMatchObject({
      spf: { result: 'pass', domain: 'alumni.example', aligned: false },
      dmarc: { result: 'fail', explanation: 'What passed does not align with acme.example.' },
    });
  });
});

describe('a mailing list', () => {
  async function throughTheList(): Promise<{ footed: string; sealed: string }> {
    const raw = await signed();
    const seen = await received(acme, 'ann@acme.example', raw, { host: lists.name });
    const footed = raw.replace('Subject: Opening', 'Subject: [chess] Opening').concat('-- \r\nchess@lists.example\r\n');
    const key = { domain: 'lists.example', selector: 'arc', privateKey: listKeys.privateKey };
    return { footed, sealed: await arcSeal(footed, key, seen, 1000) };
  }

  test('breaks the signature with its footer, and so DMARC', async () => {
    const { footed } = await throughTheList();
    expect(await received(lists, 'chess-bounces@lists.example', footed)).toMatchObject({
      spf: { result: 'pass', aligned: false },
      dkim: [{ result: 'fail', comment: 'body hash did not verify', aligned: true }],
      dmarc: { result: 'fail', disposition: 'reject' },
    });
  });

  test('that seals tells what it saw', async () => {
    const { sealed } = await throughTheList();
    const { dkim, dmarc, arc, header } = await received(lists, 'chess-bounces@lists.example', sealed);
    expect(dkim).toMatchObject([{ result: 'fail' }]);
    expect(dmarc.result).toBe('fail');
    expect(arc).toMatchObject({ result: 'pass', instances: 1, sealers: ['lists.example'] });
    expect(arc.original).toBe(
      'mx.lists.example; spf=pass smtp.mailfrom=ann@acme.example; dkim=pass header.d=acme.example header.s=s1 header.a=rsa-sha256; dmarc=pass (p=reject dis=none) header.from=acme.example',
    );
    expect(header).toContain('\r\n\tarc=pass (i=1 ');
  });

  test('that is followed by another one makes a chain; the first still tells', async () => {
    const { sealed } = await throughTheList();
    const seen = await received(lists, 'chess-bounces@lists.example', sealed, { host: forwarder.name });
    const names = `${world}\na2._domainkey.alumni.example TXT ${keys.record}`;
    const key = { domain: 'alumni.example', selector: 'a2', privateKey: keys.privateKey };
    const again = await arcSeal(`Received: from x by y\r\n${sealed}`, key, seen, 2000);
    const { arc } = await received(forwarder, 'kim@alumni.example', again, { names });
    expect(arc).toMatchObject({ result: 'pass', instances: 2, sealers: ['lists.example', 'alumni.example'] });
    expect(arc.original).toMatch(/^mx\.lists\.example; spf=pass /);
  });

  test('cannot vouch for what was changed after its seal', async () => {
    const { sealed } = await throughTheList();
    const changed = sealed.replace('e4 or d4?', 'Send money.');
    const found = await received(lists, 'chess-bounces@lists.example', changed);
    expect(found.arc).toMatchObject({ result: 'fail', instances: 1 });
    expect(found.header).toContain('arc=fail');
  });

  test('whose testimony was changed has a broken seal', async () => {
    const { sealed } = await throughTheList();
    const changed = sealed.replace('i=1; mx.lists.example', 'i=1; mx.acme.example');
    expect((await received(lists, 'chess-bounces@lists.example', changed)).arc.result).toBe('fail');
  });

  test('passes on a broken chain as broken, once', async () => {
    const { sealed } = await throughTheList();
    const changed = sealed.replace('e4 or d4?', 'Send money.');
    const seen = await received(lists, 'chess-bounces@lists.example', changed);
    const key = { domain: 'alumni.example', selector: 'a2', privateKey: keys.privateKey };
    const marked = await arcSeal(changed, key, seen, 2000);
    expect(marked).toMatch(/^ARC-Seal: i=2; .*cv=fail/);
    expect(await arcSeal(marked, key, await received(forwarder, '', marked), 3000)).toBe(marked);
  });
});

describe('an odd message', () => {
  test.each([
    ['nothing at all', ''],
    ['no header', '\r\nHello\r\n'],
    ['no body', 'From: ann@acme.example'],
    ['no From', 'Subject: x\r\n\r\n'],
    ['rubbish for a signature', 'DKIM-Signature: ;;;=\r\nFrom: ann@acme.example\r\n\r\n'],
    ['rubbish for a seal', 'ARC-Seal: i=1; cv=pass\r\nARC-Seal: i=x\r\nFrom: ann@acme.example\r\n\r\n'],
    ['octets of all kinds', `From: "${String.fromCharCode(...Array(256).keys())}" <ann@acme.example>\r\n\r\n\xff`],
  ])('is judged without a throw: %s', async (_, raw) => {
    const found = await received({ name: '', address: '203.0.113.1' }, '', raw);
    expect(['none', 'fail', 'permerror']).toContain(found.dmarc.result);
  });

  test('with two From fields passes for neither', async () => {
    const twofold = `From: boss@acme.example\r\n${await signed()}`;
    const { dkim, dmarc } = await received(acme, 'ann@acme.example', twofold);
    expect(dkim).toMatchObject([{ result: 'pass' }]);
    expect(dmarc.result).toBe('permerror');
  });

  test('cannot write into the header that tells of it', async () => {
    const raw =
      'DKIM-Signature: v=1; a=rsa-sha256; d=evil.example;\r\n s=x dmarc=pass; h=from; bh=eA==; b=eA==\r\nFrom: ann@acme.example\r\n\r\n';
    const { header } = await received(acme, '"a; dkim=pass"@acme.example', raw);
    expect(header).toContain('smtp.mailfrom="\\"a; dkim=pass\\"@acme.example"');
    expect(header).not.toMatch(/\n(?!\t)/);
    expect(header.split(';\r\n\t').filter((result) => result.startsWith('dmarc='))).toHaveLength(1);
  });

  test('cannot make the server ask the DNS without end', async () => {
    const signature = (n: number) =>
      `DKIM-Signature: v=1; a=rsa-sha256; d=d${n}.example; s=s; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=eA==\r\n`;
    const raw = `${Array.from({ length: 1000 }, (_, n) => signature(n)).join('')}From: ann@acme.example\r\n\r\n`;
    const { look, asked } = zones(world);
    await authenticate(
      { host: 'mx', client: { address: acme.address, hello: 'x' }, reversePath: '', raw, at: 0 },
      look,
    );
    expect(asked.length).toBeLessThanOrEqual(300);
  });
});

test('a DNS that fails everywhere is a temperror everywhere, never a throw', async () => {
  const names = ['acme.example SERVFAIL', 'example SERVFAIL', 'arpa SERVFAIL'].join('\n');
  expect(await received(acme, 'ann@acme.example', await signed(), { names })).toMatchObject({
    spf: { result: 'temperror' },
    dkim: [{ result: 'temperror' }],
    dmarc: { result: 'temperror', disposition: 'none' },
  });
});

test('one question is asked once', async () => {
  const { look, asked } = zones(world);
  const client = { address: acme.address, hello: acme.name };
  const reversePath = 'ann@acme.example';
  await authenticate({ host: 'mx.globex.example', client, reversePath, raw: await signed(), at: 0 }, look);
  expect(asked).toEqual([...new Set(asked)]);
});

describe('the real network', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test('is never asked, whatever the virtual DNS lacks', async () => {
    const wires = [
      vi.spyOn(net.Socket.prototype, 'connect'),
      vi.spyOn(dns, 'lookup'),
      ...(['resolve', 'resolveTxt', 'resolve4', 'resolveMx', 'resolvePtr', 'reverse'] as const).flatMap((name) => [
        vi.spyOn(dns, name),
        vi.spyOn(dns.promises, name),
      ]),
      vi.spyOn(globalThis, 'fetch'),
    ];
    const raw = `ARC-Seal: i=1; a=rsa-sha256; cv=none; d=gone.example; s=x; b=eA==\r\n${await signed()}`;
    const spf = 'acme.example TXT v=spf1 a mx ptr exists:%{i}.x.example include:gone.example -all exp=why.example';
    for (const names of ['', world, spf, 'example SERVFAIL']) {
      await received(acme, 'ann@acme.example', raw, { names });
      await received(acme, '', letter, { names });
    }
    for (const wire of wires) expect(wire).not.toHaveBeenCalled();
  });
});

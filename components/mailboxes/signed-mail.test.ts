import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { mimeTree } from '#protocol/mime-tree.ts';
import type { StoredMessage } from '#protocol/projections/mailboxes.ts';
import { parseTranscript } from '#protocol/transcript.ts';
import { stoppedWall } from '../../sandbox-server/clock/clock.ts';
import { loadPresets } from '../../sandbox-server/courses.ts';
import { play } from '../../sandbox-server/sandbox/player.ts';
import { Sandbox } from '../../sandbox-server/sandbox/sandbox.ts';
import { arcSets } from './authentication/arc-sets.ts';
import { signaturesOf } from './authentication/canonical.ts';
import { changesSinceSigned } from './authentication/changes.ts';
import { inShort } from './authentication/in-short.ts';
import { spfTree } from './authentication/spf-tree.ts';
import { copyOf, otherCopies } from './compare/copies.ts';
import { envelopeNotes, stopsOf } from './envelope/stops.ts';
import { handedTo, wayOf } from './handed-in.ts';
import { waysOfCopies } from './mailboxes-by-host.ts';
import { aggregatePart, aggregateXml } from './reports/aggregate-report.ts';

/** The preset "signed-mail" with real servers: what the views say about letters that went different ways. */

let sandbox: Sandbox;
beforeEach(async () => {
  const course = (await loadPresets('content/presets')).get('signed-mail');
  if (!course) throw new Error('no preset signed-mail');
  const append = async () => undefined;
  sandbox = new Sandbox({ id: 'signed', course, seed: 'seed', history: [], append, wall: stoppedWall });
});
afterEach(() => sandbox.stop());

async function send(to: string, server = 'mail.acme.example'): Promise<StoredMessage[]> {
  await play(sandbox, parseTranscript(`$ swaks --server ${server} --from kim@acme.example --to ${to}`));
  await sandbox.settled();
  return sandbox.world.mailboxes.byAddress['ann@globex.example'] ?? [];
}

async function only(to: string, server?: string): Promise<StoredMessage> {
  const [letter, second] = await send(to, server);
  if (!letter || second) throw new Error('not exactly one letter has arrived');
  return letter;
}

function lastCheck(letter: StoredMessage) {
  const hop = wayOf(sandbox.world, letter).at(-1);
  if (!hop?.authentication) throw new Error('nobody checked the letter');
  return { hop, checks: hop.authentication, arrived: handedTo(sandbox.world, hop) ?? '' };
}

describe('authentication', () => {
  test('the straight way: one sentence, nothing to mend, and the SPF tree with its look-ups', async () => {
    const { checks } = lastCheck(await only('ann@globex.example'));
    expect(inShort(checks)).toEqual({
      sentence:
        'It is from acme.example, and that is proved: SPF and DKIM passed for a domain that aligns with acme.example.',
      mend: [],
    });
    expect(spfTree(checks.spf.steps)).toMatchObject([
      {
        term: 'include:_hosts.acme.example',
        outcome: 'match',
        record: 'v=spf1 ip4:192.0.2.64/26 mx:acme.example ?all',
        lookups: 1,
        lookupsAfter: 2,
        children: [
          { term: 'ip4:192.0.2.64/26', outcome: 'no-match' },
          { term: 'mx:acme.example', outcome: 'match' },
        ],
      },
    ]);
  });

  test('a forwarder: SPF fails for a stranger’s address, the signature carries it', async () => {
    const { checks } = lastCheck(await only('ann@alumni.example'));
    expect(checks.spf).toMatchObject({ result: 'fail', client: '203.0.113.40' });
    expect(inShort(checks).sentence).toMatch(/^It is from acme\.example, and that is proved: DKIM passed/);
  });

  test('a forwarder with SRS: SPF passes for the forwarder’s domain, which the view sees on the envelope', async () => {
    const letter = await only('ann@uni.example');
    expect(lastCheck(letter).checks.spf).toMatchObject({ result: 'pass', domain: 'uni.example', aligned: false });
    const notes = envelopeNotes(stopsOf(sandbox.world, letter), letter.raw);
    expect(notes.newReversePath).toMatchObject([{ host: 'mail.uni.example', from: 'kim@acme.example' }]);
    expect(notes.newReversePath[0]?.to).toMatch(/^SRS0=.*@uni\.example$/);
  });

  test('a list with a footer: which part of the signed letter is not as it was, and what ARC keeps', async () => {
    const letter = await only('talk@club.example');
    expect(letter.folder).toBe('junk');
    const { checks, arrived, hop } = lastCheck(letter);
    const { sentence, mend } = inShort(checks);
    expect(sentence).toMatch(/^Nothing proves that it is from acme\.example\. .* asks to treat it as suspicious\.$/);
    expect(mend.join('\n')).toMatch(/SPF passed for club\.example[\s\S]*body was changed[\s\S]*trusts club\.example/);
    const message = sandbox.world.messages.byId[letter.message ?? ''];
    const [signature] = signaturesOf(arrived);
    if (!message || !signature) throw new Error('the letter is not known');
    const changes = changesSinceSigned(message, signature, arrived);
    expect(changes).toMatchObject({ signer: 'mail.acme.example', fields: [] });
    expect(changes?.body?.arrived.startsWith(changes.body.signed.trimEnd())).toBe(true);
    expect(changes?.body?.arrived).toContain('talk mailing list');
    expect(arcSets(arrived)).toMatchObject([{ instance: 1, sealer: 'club.example', chain: 'none' }]);
    expect(arcSets(arrived)[0]?.results).toMatch(/^lists\.club\.example; spf=pass/);
    expect(hop.host).toBe('mx.globex.example');
  });

  test('a changed header field is named', async () => {
    const letter = await only('ann@globex.example');
    const message = sandbox.world.messages.byId[letter.message ?? ''];
    const { arrived } = lastCheck(letter);
    const changed = arrived.replace(/^Subject: .*$/m, 'Subject: changed');
    const [signature] = signaturesOf(changed);
    if (!message || !signature) throw new Error('the letter is not known');
    expect(changesSinceSigned(message, signature, changed)).toMatchObject({
      fields: [{ name: 'subject', arrived: 'subject:changed\r\n' }],
      body: undefined,
    });
    expect(changesSinceSigned(message, signature, arrived)).toMatchObject({ fields: [], body: undefined });
  });

  test('a domain that publishes nothing: SPF comes before DMARC, which can only tie to From what works', async () => {
    await play(
      sandbox,
      parseTranscript('$ swaks --server mx.globex.example --from dave@club.test --to ann@globex.example'),
    );
    await sandbox.settled();
    const [letter] = sandbox.world.mailboxes.byAddress['ann@globex.example'] ?? [];
    if (!letter) throw new Error('the letter has not arrived');
    expect(inShort(lastCheck(letter).checks).mend).toEqual([
      expect.stringMatching(/^Publish an SPF record for club\.test/),
      expect.stringMatching(/^Publish a TXT record at _dmarc\.club\.test/),
    ]);
  });

  test('a forged letter: what its owner could do, and that a stranger is what SPF is for', async () => {
    const { checks } = lastCheck(await only('ann@globex.example', 'mx.globex.example'));
    expect(inShort(checks).mend).toHaveLength(2);
    expect(inShort(checks).mend[0]).toMatch(/192\.0\.2\.10 sends for acme\.example, add ip4:192\.0\.2\.10/);
    expect(inShort(checks).mend[1]).toMatch(/^Sign mail of acme\.example with DKIM/);
  });
});

describe('one letter on several ways', () => {
  test('each copy knows its own way, its envelopes and the lines of each server', async () => {
    const letters = await send('ann@globex.example,ann@alumni.example,talk@club.example');
    const ways = letters.map((letter) =>
      stopsOf(sandbox.world, letter)
        .map(({ host }) => host)
        .join(' '),
    );
    expect(ways.sort()).toEqual([
      'mail.acme.example lists.club.example lists.club.example mx.globex.example',
      'mail.acme.example mail.alumni.example mail.alumni.example mx.globex.example',
      'mail.acme.example mx.globex.example',
    ]);
    expect([...waysOfCopies(sandbox.world, letters).values()].sort()).toEqual([
      'came by lists.club.example',
      'came by mail.alumni.example',
      'came straight',
    ]);
    const listed = letters.find(({ reversePath }) => reversePath === 'talk-bounces@club.example');
    if (!listed) throw new Error('no copy by the list');
    const stops = stopsOf(sandbox.world, listed);
    expect(stops[2]).toMatchObject({
      insteadOf: { recipient: 'talk@club.example' },
      recipients: ['ann@globex.example'],
    });
    expect(stops[0]?.client).toEqual({ hello: 'laptop.acme.example', address: '192.0.2.10' });
    expect(stops[0]?.added.map(({ name }) => name)).toEqual(['received', 'dkim-signature', 'dkim-signature']);
    expect(stops[1]?.added.map(({ name }) => name)).toEqual([
      'authentication-results',
      'received',
      'arc-seal',
      'arc-message-signature',
      'arc-authentication-results',
    ]);
  });

  test('the other copies come first, then the letter as each server had it', async () => {
    const [first] = await send('ann@globex.example,ann@alumni.example');
    if (!first) throw new Error('nothing has arrived');
    const copies = otherCopies(sandbox.world, 'ann@globex.example', first);
    expect(copies[0]).toMatchObject({ group: 'the same letter by another way' });
    expect(copies.filter(({ group }) => group === 'this letter on its way').map(({ label }) => label)).toContain(
      'as it came to mail.acme.example',
    );
    expect(copyOf(sandbox.world, 'ann@globex.example', first).authentication?.dmarc.result).toBe('pass');
    expect(new Set(copies.map(({ id }) => id)).size).toBe(copies.length);
  });

  test('what somebody else got of the same letter is offered after what was handed in', async () => {
    const [letter] = await send('ann@globex.example,bob@acme.example');
    if (!letter) throw new Error('nothing has arrived');
    const [first, ...others] = otherCopies(sandbox.world, 'ann@globex.example', letter);
    expect(first?.label).toBe('as it came to mail.acme.example');
    expect(others.at(-1)).toMatchObject({ group: 'the same letter to somebody else' });
  });

  test('a blind copy is on the first envelope and in no header', async () => {
    const to = 'ann@globex.example,bob@acme.example';
    await play(
      sandbox,
      parseTranscript(
        `$ swaks --server mail.acme.example --from kim@acme.example --to ${to} --header "To: ann@globex.example"`,
      ),
    );
    await sandbox.settled();
    const [letter] = sandbox.world.mailboxes.byAddress['ann@globex.example'] ?? [];
    if (!letter) throw new Error('nothing has arrived');
    const notes = envelopeNotes(stopsOf(sandbox.world, letter), letter.raw);
    expect(notes).toMatchObject({ blind: ['bob@acme.example'], openBcc: false, otherAuthor: false });
    expect(letter.raw).not.toContain('bob@acme.example');
  });
});

test('the report that comes at midnight unpacks to its XML', async () => {
  await send('ann@globex.example');
  await play(sandbox, parseTranscript('@ +16h'));
  await sandbox.settled();
  const [report] = sandbox.world.mailboxes.byAddress['postmaster@acme.example'] ?? [];
  const part = report && aggregatePart(mimeTree(report.raw));
  if (!part) throw new Error('no report has arrived');
  expect(await aggregateXml(part)).toContain('<source_ip>192.0.2.25</source_ip>');
});

import PostalMime from 'postal-mime';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxEvent } from '#protocol/events.ts';
import type { MailboxProviderActor } from '#protocol/mailbox-provider.ts';
import type { ScenarioInput } from '#protocol/scenario.ts';
import { dkimKeyPair } from '../sandbox-server/mail-auth/sign.ts';
import { OwnWorld } from './own-world.ts';

/** People behind a mailbox provider: what they do with a letter, what machines do for them, and what a sender can see of it. */

const [acme, freemail, track] = ['mail.acme.example', 'mx.freemail.example', 'track.acme.example'];
const hour = 3_600_000;

let keys: { privateKey: string; record: string };
beforeAll(async () => {
  keys = await dkimKeyPair('rsa-sha256');
});

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

type Actor = Partial<MailboxProviderActor>;
type Person = Partial<MailboxProviderActor['people'][number]>;

const human = (more: Person = {}) => ({ mailbox: 'zoe', readsAfterMs: [hour, hour] as [number, number], ...more });

/** Acme signs and sends; Freemail has people; the tracker of the links is a web host of Acme's. */
function open(
  actor: object,
  { dns = [], config = {} }: { dns?: ScenarioInput['dns']; config?: Record<string, string> } = {},
): void {
  const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;
  const plain = { position: { column: 3, row: 1 }, label: '' };
  world = OwnWorld.open({
    backup: false,
    hosts: [
      {
        name: acme,
        address: '192.0.2.25',
        role: 'mail',
        label: 'Acme',
        position: { column: 1, row: 0 },
        ports: [25],
        mailboxes: ['kim', 'fbl', 'out', 'postmaster'],
        dkimKeys: [{ domain: 'acme.example', selector: 'p1', algorithm: 'rsa-sha256', privateKey: keys.privateKey }],
        config: {
          mydestination: 'acme.example',
          mynetworks: '127.0.0.0/8 192.0.2.0/26',
          lab_dkim_sign: 'acme.example:p1',
        },
      },
      {
        name: freemail,
        address: '198.51.100.65',
        role: 'mail',
        label: 'Freemail',
        position: { column: 2, row: 1 },
        ports: [25],
        switchable: true,
        mailboxes: ['zoe', 'leo', 'postmaster'],
        config: { mydestination: 'freemail.example', lab_dmarc_policy: 'tag', ...config },
      },
      { ...plain, name: 'homes.freemail.example', address: '198.51.100.70', role: 'workstation' },
      { ...plain, name: 'proxy.freemail.example', address: '198.51.100.71', role: 'workstation' },
      { ...plain, name: 'scanner.freemail.example', address: '198.51.100.72', role: 'workstation' },
      {
        ...plain,
        name: track,
        address: '203.0.113.15',
        role: 'web',
        switchable: true,
        pages: { '/o/1.gif': 'GIF89a', '/c/1': 'spring', '/c/2': 'summer', '/u/1': 'gone' },
      },
    ],
    dns: [
      txt('p1._domainkey.acme.example', keys.record),
      { name: 'freemail.example', type: 'MX', preference: 10, exchange: freemail },
      ...dns,
    ],
    actors: [
      {
        kind: 'mailbox-provider',
        host: freemail,
        domain: 'freemail.example',
        readersHost: 'homes.freemail.example',
        ...actor,
      },
    ],
  });
}

const html = `<p>Hi</p><a href="https://${track}/c/1">spring</a> <a href="https://${track}/c/2">summer</a>
<a href="https://${track}/u/1">Unsubscribe</a><img src="https://${track}/o/1.gif" width="1">`;
const oneClick = `List-Unsubscribe: <mailto:out@acme.example>, <https://${track}/u/1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`;

function newsletter(to = 'zoe', fields = ''): Promise<string[]> {
  const letter = `From: <news@acme.example>\r\nTo: <${to}@freemail.example>\r\nSubject: News\r\n${fields}Content-Type: text/html\r\n\r\n${html.replaceAll('\n', '\r\n')}`;
  const lines = ['EHLO laptop.acme.example', 'MAIL FROM:<news@acme.example>', `RCPT TO:<${to}@freemail.example>`];
  return world.talk(acme, [...lines, 'DATA', `${letter}\r\n.`, 'QUIT']);
}

const minutes = (count: number) => world.skip(count);

/** What the tracker saw: method, path, whose address, which program. */
function requests() {
  const { connections } = world.sandbox.world;
  return world.facts('web.requested').map(({ method, path, connection, agent = '' }) => ({
    asked: `${method} ${path}`,
    from: connections.byId[connection]?.from.host,
    agent,
  }));
}
const asked = () => requests().map((one) => one.asked);

describe('a person', () => {
  test('who sees pictures is seen; the fact that it read is another than the request', async () => {
    open({ people: [human()] });
    await newsletter();
    await minutes(59);
    expect(requests()).toEqual([]);
    await minutes(2);
    expect(world.facts('letter.read')).toMatchObject([{ mailbox: 'zoe@freemail.example', how: 'with-images' }]);
    expect(requests()).toMatchObject([
      { asked: 'GET /o/1.gif', from: 'homes.freemail.example', agent: expect.stringMatching(/^Mozilla/) },
    ]);
  });

  test('is heard inside TLS; the octets of its cable are counted and not kept', async () => {
    open({ people: [human()] });
    await newsletter();
    await minutes(61);
    const [connection] = Object.values(world.sandbox.world.connections.byId).filter(({ to }) => to.port === 443);
    expect(connection?.bytes).toEqual([]);
    expect(connection?.octets?.client).toBeGreaterThan(500);
    expect(connection?.inside.map(({ data }) => data).join('')).toMatch(
      /^GET \/o\/1\.gif HTTP\/1\.1\r\n(.|\s)*GIF89a$/,
    );
  });

  test.each(['without-images', 'as-text'] as const)('who reads %s leaves no trace', async (reads) => {
    open({ people: [human({ reads })] });
    await newsletter();
    await minutes(61);
    expect(world.facts('letter.read')).toMatchObject([{ how: reads }]);
    expect(requests()).toEqual([]);
  });

  test('who never reads does nothing, and nobody reads what lies in junk', async () => {
    const dns = [{ name: '_dmarc.acme.example', type: 'TXT', text: 'v=DMARC1; p=quarantine' } as const];
    open({ people: [human({ reads: 'never', clicks: 1, reports: 1 }), human({ mailbox: 'leo' })] }, { dns });
    await newsletter();
    const forged = 'From: <kim@acme.example>\r\nTo: <leo@freemail.example>\r\n\r\nhttps://track.acme.example/c/1';
    const lines = ['EHLO a.example', 'MAIL FROM:<x@bargains.example>', 'RCPT TO:<leo@freemail.example>'];
    await world.talk(freemail, [...lines, 'DATA', `${forged}\r\n.`]);
    expect(world.sandbox.world.mailboxes.byAddress['leo@freemail.example']).toMatchObject([{ folder: 'junk' }]);
    await minutes(600);
    expect(world.facts('letter.read')).toEqual([]);
    expect(requests()).toEqual([]);
  });

  test('follows its share of the links, the way out not among them', async () => {
    open({ people: [human({ clicks: 1, reads: 'without-images' })] });
    await newsletter();
    await minutes(63);
    expect(world.facts('letter.clicked').map(({ url }) => new URL(url).pathname)).toEqual(['/c/1', '/c/2']);
    expect(asked().sort()).toEqual(['GET /c/1', 'GET /c/2']);
  });

  test('presses "unsubscribe": one POST, as the letter’s signed fields offer', async () => {
    open({ people: [human({ unsubscribes: 1 })] });
    await newsletter('zoe', oneClick);
    await minutes(65);
    expect(world.facts('letter.unsubscribed')).toMatchObject([{ how: 'one-click', address: `https://${track}/u/1` }]);
    expect(asked()).toContain('POST /u/1');
    const sent = world.facts('plaintext.sent').map(({ data }) => data);
    expect(sent.join('')).toMatch(/\r\n\r\nList-Unsubscribe=One-Click/);
  });

  test('writes a letter where there is only mailto:, and presses "spam" where there is no way out', async () => {
    open({ people: [human({ unsubscribes: 1 }), human({ mailbox: 'leo', unsubscribes: 1 })] });
    await newsletter('zoe', 'List-Unsubscribe: <mailto:out@acme.example>\r\n');
    await newsletter('leo');
    await minutes(65);
    expect(await world.mailbox('out@acme.example')).toMatchObject([expect.stringMatching(/Subject: unsubscribe/)]);
    expect(world.facts('letter.reported')).toMatchObject([{ mailbox: 'leo@freemail.example', because: 'no-way-out' }]);
  });
});

describe('machines', () => {
  const imageProxy = { host: 'proxy.freemail.example', agent: 'FreemailProxy/1.0' };

  test('a privacy proxy asks for the pictures though nobody reads, and the reader is not seen', async () => {
    open({ people: [human({ reads: 'never' }), human({ mailbox: 'leo' })], imageProxy });
    await newsletter('zoe');
    await newsletter('leo');
    await minutes(1);
    const byProxy = { asked: 'GET /o/1.gif', from: 'proxy.freemail.example', agent: 'FreemailProxy/1.0' };
    expect(requests()).toEqual([byProxy, byProxy]);
    expect(world.facts('letter.read')).toEqual([]);
    await minutes(61);
    expect(world.facts('letter.read')).toMatchObject([{ mailbox: 'leo@freemail.example' }]);
    expect(requests()).toHaveLength(2);
  });

  test('a proxy that asks on opening tells when, but not who', async () => {
    open({ people: [human()], imageProxy: { ...imageProxy, when: 'on-opening' } });
    await newsletter();
    await minutes(59);
    expect(requests()).toEqual([]);
    await minutes(2);
    expect(requests()).toMatchObject([{ from: 'proxy.freemail.example' }]);
  });

  test('a scanner follows every link within two seconds, but never presses one click', async () => {
    open({ people: [human({ reads: 'never' })], linkScanner: { host: 'scanner.freemail.example' } });
    await newsletter('zoe', oneClick);
    await world.command({ type: 'skip-clock', byMs: 2000 });
    expect(asked().sort()).toEqual(['GET /c/1', 'GET /c/2', 'GET /u/1']);
    expect(world.facts('letter.inspected')).toMatchObject([{ by: 'link-scanner', requests: 3 }]);
    expect(world.facts('letter.clicked')).toEqual([]);
    expect(world.facts('letter.unsubscribed')).toEqual([]);
  });
});

describe('a complaint', () => {
  const loop = (more: object) => [{ to: 'fbl@acme.example', ...more }];

  test.each([
    ['address', { clients: ['192.0.2.25'] }],
    ['signature', { signedBy: ['acme.example'] }],
  ])('moves the letter to junk and goes to the feedback loop that is registered by %s', async (_, registered) => {
    open({ people: [human({ reports: 1 })], feedbackLoops: loop(registered) });
    await newsletter();
    await minutes(65);
    expect(world.facts('letter.reported')).toMatchObject([{ because: 'unwanted', feedbackTo: 'fbl@acme.example' }]);
    expect(world.sandbox.world.mailboxes.byAddress['zoe@freemail.example']).toMatchObject([{ folder: 'junk' }]);
    const [report = ''] = await world.mailbox('fbl@acme.example');
    expect(report).toMatch(/^Content-Type: multipart\/report; report-type=feedback-report;/m);
    const { attachments } = await PostalMime.parse(report, { forceRfc822Attachments: true });
    const [fields, original] = attachments.map(({ content }) => new TextDecoder().decode(content as ArrayBuffer));
    expect(fields).toMatch(/^Feedback-Type: abuse\r?\nUser-Agent: .+\r?\nVersion: 1\r?\n/);
    expect(fields).toMatch(/^Source-IP: 192\.0\.2\.25\r?$/m);
    expect(fields).toMatch(/^Original-Rcpt-To: <zoe@freemail\.example>\r?$/m);
    expect(fields).toMatch(/^Reported-Domain: acme\.example\r?$/m);
    expect(original).toContain('Subject: News');
  });

  test('is told to nobody who has not asked', async () => {
    open({ people: [human({ reports: 1 })], feedbackLoops: loop({ clients: ['203.0.113.11'] }) });
    await newsletter();
    await minutes(65);
    expect(world.facts('letter.reported')[0]).not.toHaveProperty('feedbackTo');
    expect(await world.mailbox('fbl@acme.example')).toEqual([]);
  });

  test('one among too many makes the sender wait, until a day has passed', async () => {
    const config = { lab_complaint_limit: '100', lab_reply_style: 'tagged' };
    open({ crowd: { count: 12, reads: { 'as-text': 1 }, readsAfterMs: [hour, hour], reports: 1 } }, { config });
    for (const number of Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'))) {
      await newsletter(`u${number}`);
    }
    await minutes(65);
    expect(world.facts('letter.reported')).toHaveLength(12);
    await newsletter('zoe');
    expect(world.lastDeferral()).toMatch(/421 4\.7\.0 \[TS04\] temporarily deferred due to user complaints/);
    expect(world.facts('smtp.reply').findLast(({ code }) => code === 421)?.because).toMatchObject({
      reason: 'complaints-too-many',
      detail: '12 of 12 letters within a day were reported as spam',
    });
    await minutes(26 * 60);
    expect(await world.mailbox('zoe@freemail.example')).toHaveLength(1);
  });
});

describe('the learner in a reader’s place', () => {
  const handle = (
    deed: 'show-pictures' | 'follow-link' | 'report-spam',
    url?: string,
    mailbox = 'zoe@freemail.example',
  ) => world.execute({ type: 'handle-letter', mailbox, message: `${mailbox}/1`, deed, ...(url ? { url } : {}) });

  test('sees pictures, follows the first link, and the tracker takes it for a person: it is one', async () => {
    open({ people: [human({ reads: 'never' })] });
    await newsletter();
    await handle('show-pictures');
    await handle('follow-link');
    await handle('follow-link', `https://${track}/c/2`);
    expect(requests()).toMatchObject([
      { asked: 'GET /o/1.gif', from: 'homes.freemail.example', agent: expect.stringMatching(/^Mozilla/) },
      { asked: 'GET /c/1' },
      { asked: 'GET /c/2' },
    ]);
    expect(world.facts('letter.read')).toMatchObject([{ how: 'with-images' }]);
    expect(world.facts('letter.handled').map(({ deed }) => deed)).toEqual([
      'show-pictures',
      'follow-link',
      'follow-link',
    ]);
  });

  test('shows pictures that a proxy has loaded before: nobody is asked again', async () => {
    open({ people: [human({ reads: 'never', proxied: true })], imageProxy: { host: 'proxy.freemail.example' } });
    await newsletter();
    await minutes(1);
    await handle('show-pictures');
    expect(requests()).toMatchObject([{ asked: 'GET /o/1.gif', from: 'proxy.freemail.example' }]);
  });

  test('presses "spam" once; whoever would have done it later has no need to', async () => {
    open({ people: [human({ reports: 1 })] });
    await newsletter();
    await handle('report-spam');
    expect(world.sandbox.world.mailboxes.byAddress['zoe@freemail.example']?.[0]?.folder).toBe('junk');
    expect(await handle('report-spam')).toMatchObject({ error: 'that letter has been reported already' });
    await minutes(180);
    expect(world.facts('letter.reported')).toHaveLength(1);
  });

  test('presses "spam" twice as fast as a mouse can: one report', async () => {
    open({ people: [human({ reads: 'never' })], feedbackLoops: [{ clients: ['192.0.2.25'], to: 'fbl@acme.example' }] });
    await newsletter();
    const letter = { mailbox: 'zoe@freemail.example', message: 'zoe@freemail.example/1' };
    const first = (world.sandbox.world.progress.commands.tester00 ?? 0) + 1;
    const press = (number: number) =>
      world.sandbox.execute({
        tab: 'tester00',
        number,
        command: { type: 'handle-letter', ...letter, deed: 'report-spam' },
      });
    await Promise.all([press(first), press(first + 1)]);
    await world.sandbox.settled();
    expect(world.facts('letter.reported')).toHaveLength(1);
    expect(await world.mailbox('fbl@acme.example')).toHaveLength(1);
  });

  test('cannot open what is not there', async () => {
    open({ people: [human()] });
    await newsletter();
    expect(await handle('follow-link', 'https://elsewhere.example/')).toMatchObject({
      error: 'there is no such link in the letter',
    });
    expect(await handle('show-pictures', undefined, 'leo@freemail.example')).toMatchObject({
      error: 'nobody whom you can play reads the mail of leo@freemail.example',
    });
    expect(requests()).toEqual([]);
    expect(world.facts('letter.handled')).toEqual([]);
  });
});

describe('a crowd', () => {
  const crowd: Actor['crowd'] = {
    count: 60,
    prefix: 'u',
    reads: { 'with-images': 5, 'without-images': 2, 'as-text': 1, never: 2 },
    readsAfterMs: [hour, 8 * hour],
    clicks: 0.2,
    reports: 0.02,
    unsubscribes: 0.02,
  };

  test('is drawn from the seed: not all alike, and the same in every run', async () => {
    const run = async () => {
      open({ crowd });
      for (let number = 1; number <= 60; number += 1) await newsletter(`u${String(number).padStart(2, '0')}`);
      await world.command({ type: 'run-clock', to: 'idle' });
      const ways = world.facts('letter.read').map(({ mailbox, how }) => `${mailbox} ${how}`);
      await world.sandbox.stop();
      return ways;
    };
    const first = await run();
    expect(first.length).toBeGreaterThan(35);
    expect(first.length).toBeLessThan(60);
    expect(new Set(first.map((line) => line.split(' ')[1])).size).toBe(3);
    expect(await run()).toEqual(first);
  });
});

describe('time', () => {
  test('"next event" reaches the next deed of a reader, and "until idle" ends when all is read', async () => {
    open({ people: [human({ clicks: 1, reports: 1 })] });
    await newsletter();
    await world.command({ type: 'run-clock', to: 'next-event' });
    expect(world.facts('letter.read')).toHaveLength(1);
    expect(world.facts('letter.clicked')).toHaveLength(0);
    await world.command({ type: 'run-clock', to: 'idle' });
    expect(world.facts('letter.clicked')).toHaveLength(2);
    expect(world.facts('letter.reported')).toHaveLength(1);
  });

  test('a tracker without power costs the reader its patience, and nothing hangs', async () => {
    open({ people: [human({ clicks: 1 })] });
    await newsletter();
    await world.command({ type: 'switch-host', host: track, on: false });
    await world.command({ type: 'run-clock', to: 'idle' });
    expect(world.facts('letter.clicked')).toHaveLength(2);
    expect(world.facts('connection.timed-out')).toHaveLength(3);
    expect(requests()).toEqual([]);
  });

  test('who cannot get at his mail while the server is down reads it when it is back', async () => {
    open({ people: [human()] });
    await newsletter();
    await world.command({ type: 'switch-host', host: freemail, on: false });
    await minutes(120);
    expect(world.facts('letter.read')).toEqual([]);
    await world.command({ type: 'switch-host', host: freemail, on: true });
    await minutes(1);
    expect(world.facts('letter.read')).toHaveLength(1);
  });
});

describe('a restart', () => {
  test('at whatever fact: everything is done, and nothing twice', async () => {
    const reader = human({ clicks: 1, unsubscribes: 1 });
    open({
      people: [reader, human({ mailbox: 'leo', reports: 1 })],
      feedbackLoops: [{ to: 'fbl@acme.example', clients: ['192.0.2.25'] }],
    });
    await newsletter('zoe', oneClick);
    await newsletter('leo', oneClick);
    const batches: SandboxEvent[][] = [];
    world.sandbox.subscribe((batch) => batches.push(batch));
    await world.command({ type: 'run-clock', to: 'idle' });
    const deeds = ['letter.read', 'letter.clicked', 'letter.unsubscribed', 'letter.reported'];
    const all = world.sandbox.since(0);
    const done = (events: readonly SandboxEvent[]) =>
      events
        .filter(({ type }) => deeds.includes(type))
        .map((event) => `${event.type} ${'mailbox' in event ? event.mailbox : ''} ${'url' in event ? event.url : ''}`)
        .sort();
    const expected = done(all);
    expect(expected).toHaveLength(6);
    // What is appended as one batch is on disk as a whole, or not at all.
    const cuts = batches
      .filter((batch) => batch.some(({ type }) => deeds.includes(type)))
      .map((batch) => batch.at(-1)?.seq);
    expect(cuts).toHaveLength(5);
    for (const cut of cuts) {
      await world.sandbox.stop();
      world = world.restarted(all.slice(0, cut));
      await world.command({ type: 'run-clock', to: 'idle' });
      expect(done(world.sandbox.since(0)), `cut after fact ${cut}`).toEqual(expected);
      expect(await world.mailbox('fbl@acme.example'), `cut after fact ${cut}`).toHaveLength(1);
    }
  });
});

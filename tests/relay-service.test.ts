import { afterEach, describe, expect, test } from 'vitest';
import { domainVerified, serviceEvents, suppression } from '#protocol/questions.ts';
import { type DnsRecord, defineScenario } from '#protocol/scenario.ts';
import { metricsByProvider, serviceMetrics } from '#protocol/service-metrics.ts';
import { worldAt } from '#protocol/world.ts';
import { mailAcmeWithLogins } from '../content/worlds/lab-hosts.ts';
import {
  acmeAtPostly,
  out1Postly,
  out2Postly,
  postly,
  postlyZone,
  smtpPostly,
  trackPostly,
} from '../content/worlds/postly.ts';
import { fetchOver } from '../sandbox-server/network/web.ts';
import { OwnWorld } from './own-world.ts';

/** A relay service on the real engine: who may send through it, what it makes of a letter, and what it hears afterwards. */

const service = smtpPostly.name;
const hour = 3_600_000;
const login = `AUTH PLAIN ${Buffer.from('\0acme-prod\0blue-Kettle-7').toString('base64')}`;
const [proof, key, returnPath] = acmeAtPostly as [DnsRecord, DnsRecord, DnsRecord];

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

/** Acme's records at Postly unless said otherwise; Globex refuses strangers, Initech accepts first, Freemail is strict. */
function open({
  records = acmeAtPostly,
  config = {},
}: {
  records?: DnsRecord[];
  config?: Record<string, Record<string, string>>;
} = {}): void {
  world = OwnWorld.open({
    hosts: [
      { ...smtpPostly, config: { ...smtpPostly.config, smtpd_tls_auth_only: 'no' } },
      out1Postly,
      out2Postly,
      trackPostly,
      {
        name: 'mx.initech.example',
        address: '198.51.100.45',
        role: 'mail',
        label: 'Initech',
        position: { column: 4, row: 1 },
        ports: [25],
        mailboxes: ['omar'],
        config: { mydestination: 'initech.example', lab_accept_then_bounce: 'yes' },
      },
      {
        name: 'mx.freemail.example',
        address: '198.51.100.65',
        role: 'mail',
        label: 'Freemail',
        position: { column: 4, row: 2 },
        ports: [25],
        mailboxes: ['zoe', 'leo'],
        config: { mydestination: 'freemail.example', lab_spf_policy: 'tag', lab_dmarc_policy: 'tag' },
      },
    ],
    dns: [
      { name: 'initech.example', type: 'MX', preference: 10, exchange: 'mx.initech.example' },
      { name: 'freemail.example', type: 'MX', preference: 10, exchange: 'mx.freemail.example' },
      { name: '_dmarc.acme.example', type: 'TXT', text: 'v=DMARC1; p=none' },
      ...postlyZone,
      ...records,
    ],
    relayServices: [postly],
    editableZones: ['.'],
    backup: false,
    config,
  });
}

const envelope = (recipients: string[], from = 'news@acme.example') => [
  `MAIL FROM:<${from}>`,
  ...recipients.map((one) => `RCPT TO:<${one}>`),
];

const newsletter = (...more: string[]) => [
  'From: Acme News <news@acme.example>',
  'Subject: Spring',
  'Message-Id: <spring@acme.example>',
  'MIME-Version: 1.0',
  'Content-Type: text/html; charset=utf-8',
  ...more,
  '',
  '<p>Spring!</p><a href="https://shop.acme.example/spring">See</a>',
];

/** Hands in as the customer; the replies from MAIL on. */
async function send(recipients: string[], letter = newsletter(), from?: string): Promise<string[]> {
  const lines = ['EHLO web.acme.example', login, ...envelope(recipients, from), 'DATA', `${letter.join('\r\n')}\r\n.`];
  const replies = await world.talk(service, [...lines, 'QUIT'], 587);
  return replies.slice(3);
}

const state = () => world.sandbox.world.services.byName.postly ?? expect.fail('no service');
const events = (recipient: string) =>
  serviceEvents(world.sandbox.world, { service: 'postly', recipient }).map(({ event }) => event);
const suppressed = (address: string) => suppression(world.sandbox.world, 'postly', 'acme-prod', address)?.reason;
const changeZone = (add: DnsRecord[], remove: DnsRecord[] = []) => world.command({ type: 'edit-zones', add, remove });
const configure = (set: Record<string, string>) => world.command({ type: 'configure', host: service, set });

/** Asks the tracking host as a browser would. */
async function fetch(url: string, more: { method?: string; body?: string; agent?: string } = {}) {
  const { hostname, pathname, protocol } = new URL(url);
  expect([hostname, protocol]).toEqual([trackPostly.name, 'https:']);
  const socket = await world.sandbox.dial({ to: { address: trackPostly.address, port: 80 }, timeoutMs: 1000 });
  const { agent = 'Mozilla/5.0', ...request } = more;
  const answer = await fetchOver(socket, {
    host: hostname,
    path: pathname,
    headers: { 'user-agent': agent },
    ...request,
  });
  await world.sandbox.settled();
  return answer;
}

async function lastLetter(address: string): Promise<string> {
  return (await world.mailbox(address)).at(-1) ?? expect.fail(`nothing for ${address}`);
}
const found = (text: string, pattern: RegExp) => pattern.exec(text)?.[1] ?? expect.fail(`no ${pattern}`);

describe('a scenario with a service', () => {
  test('that lacks what the service needs is refused, and says what', () => {
    world = OwnWorld.open();
    const hosts = [{ ...smtpPostly, mailboxes: [], accounts: [], dkimKeys: [], config: {} }];
    const broken = () => defineScenario({ hosts, relayServices: [postly], terminal: { host: service, user: 'kim' } });
    for (const problem of [
      /there is no mail host out1\.postly\.example/,
      /there is no web host track\.postly\.example/,
      /bounces\.postly\.example is not in mydestination of smtp\.postly\.example/,
      /has no mailbox fbl/,
      /has no account acme-prod/,
      /has no DKIM key postly\.example:p1/,
    ]) {
      expect(broken).toThrow(problem);
    }
  });
});

describe('who may send', () => {
  const refused = '554 5.7.1 Sender domain acme.example is not verified for this account';

  test('nobody before the DNS proves that the domain is his; then it works, without a restart', async () => {
    open({ records: [] });
    expect((await send(['ann@globex.example']))[0]).toBe(refused);
    expect(world.facts('smtp.reply').find(({ code }) => code === 554)?.because).toMatchObject({
      reason: 'sending-domain-unverified',
      detail: expect.stringMatching(/_postly\.acme\.example TXT "postly-verify=7f3c", found nothing/),
    });
    await changeZone([{ ...proof, text: 'postly-verify=wrong' } as DnsRecord]);
    expect((await send(['ann@globex.example']))[0]).toBe(refused);
    expect(domainVerified(world.sandbox.world, 'postly', 'acme-prod', 'acme.example')).toBe(false);
    await changeZone([proof]);
    expect((await send(['ann@globex.example'])).at(-2)).toMatch(/^250 2\.0\.0 Ok: queued/);
    expect(domainVerified(world.sandbox.world, 'postly', 'acme-prod', 'acme.example')).toBe(true);
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
    expect(world.facts('sending-domain.checked').map(({ verified }) => verified)).toContain(false);
  });

  test('a complete answer is believed for an hour, and no longer', async () => {
    open();
    await send(['ann@globex.example']);
    await changeZone([], [proof]);
    expect((await send(['ann@globex.example']))[0]).toBe('250 2.1.0 Ok');
    await world.skip(61);
    expect((await send(['ann@globex.example']))[0]).toBe(refused);
  });

  test('a domain that the customer never entered, in the envelope or in From, is refused', async () => {
    open();
    const other = '554 5.7.1 Sender domain globex.example is not verified for this account';
    expect((await send(['zoe@freemail.example'], newsletter(), 'kim@globex.example'))[0]).toBe(other);
    const forged = ['From: Ann <ann@globex.example>', '', 'Hello'];
    expect((await send(['zoe@freemail.example'], forged)).at(-2)).toBe(other);
    expect((await send(['zoe@freemail.example'], ['Subject: from nobody', '', 'Hello'])).at(-2)).toMatch(
      /^554 5\.6\.0/,
    );
    expect(world.facts('service.noted')).toEqual([]);
  });

  test('only the proof: sent, but neither SPF nor DKIM is aligned; each further record aligns one', async () => {
    open({ records: [proof] });
    const results = () => world.facts('mail.authenticated').at(-1)?.result;
    await send(['zoe@freemail.example']);
    expect(results()).toMatchObject({
      spf: { result: 'pass', domain: 'bounces.postly.example' },
      dkim: [{ domain: 'postly.example', result: 'pass' }],
      dmarc: { result: 'fail' },
    });
    await changeZone([returnPath]);
    await send(['zoe@freemail.example']);
    expect(results()).toMatchObject({
      spf: { result: 'pass', domain: 'bounce.acme.example' },
      dmarc: { result: 'pass' },
    });
    await changeZone([key], [returnPath]);
    await send(['zoe@freemail.example']);
    expect(results()).toMatchObject({
      spf: { domain: 'bounces.postly.example' },
      dkim: [
        { domain: 'acme.example', result: 'pass' },
        { domain: 'postly.example', result: 'pass' },
      ],
      dmarc: { result: 'pass' },
    });
  });
});

describe('how much', () => {
  const taken = (replies: string[]) => replies.filter((reply) => reply === '250 2.1.5 Ok').length;
  const many = (count: number) => Array.from({ length: count }, (_, index) => `u${index}@globex.example`);

  test('the daily limit is a no, counts recipients over all connections, and rolls', async () => {
    open({ config: { [service]: { lab_daily_limit: '3' } } });
    const first = await send(many(5));
    expect(taken(first)).toBe(3);
    expect(first).toContain('550 5.4.5 Daily sending limit reached');
    expect(taken(await send(['ann@globex.example']))).toBe(0);
    await world.skip(24 * 60);
    expect(taken(await send(['ann@globex.example']))).toBe(1);
    expect(world.facts('policy.decided').find(({ verdict }) => verdict === 'reject')?.because).toMatchObject({
      reason: 'daily-limit-reached',
      parameter: { name: 'lab_daily_limit', value: '3' },
    });
  });

  test('the rate is only a wait: a mail server in front loses nothing', async () => {
    open({
      config: {
        [service]: { lab_rate_per_min: '2' },
        'mail.acme.example': {
          relayhost: `[${service}]:587`,
          smtp_sasl_auth_enable: 'yes',
          smtp_sasl_password_maps: `[${service}]:587 acme-prod:blue-Kettle-7`,
        },
      },
    });
    expect(await send(many(3))).toContain('451 4.7.0 Rate limit exceeded, retry later');
    await world.skip(1);
    for (const one of ['ann', 'dave', 'ann', 'dave', 'ann']) {
      await world.handIn({ rcpt: [`<${one}@globex.example>`], letter: 'From: <kim@acme.example>' });
    }
    expect(world.lastDeferral()).toMatch(/^4\.7\.0 host smtp\.postly\.example.* said: 451 4\.7\.0 Rate limit/);
    await world.skip(60);
    const got = [...(await world.mailbox('ann@globex.example')), ...(await world.mailbox('dave@globex.example'))];
    expect(got).toHaveLength(5);
  });

  test('both count at any host with logins, for those who log in', async () => {
    const host = mailAcmeWithLogins.name;
    world = OwnWorld.open({
      hosts: [{ ...mailAcmeWithLogins, config: { ...mailAcmeWithLogins.config, mynetworks: '192.0.2.0/26' } }],
      config: { [host]: { smtpd_tls_auth_only: 'no', lab_daily_limit: '1' } },
    });
    const kim = `AUTH PLAIN ${Buffer.from('\0kim\0sardine').toString('base64')}`;
    const two = envelope(['ann@globex.example', 'dave@globex.example'], 'kim@acme.example');
    expect((await world.talk(host, ['EHLO laptop.acme.example', kim, ...two], 587)).slice(-2)).toEqual([
      '250 2.1.5 Ok',
      '550 5.4.5 Daily sending limit reached',
    ]);
    expect((await world.talk(host, ['EHLO laptop.acme.example', ...two])).slice(-2)).toEqual([
      '250 2.1.5 Ok',
      '250 2.1.5 Ok',
    ]);
  });
});

describe('what becomes of a letter', () => {
  test('each recipient gets a copy with a return path of its own, from hosts that take turns', async () => {
    open();
    await send(['ann@globex.example', 'dave@globex.example', 'zoe@freemail.example']);
    const copies = world.facts('message.accepted').filter(({ host }) => host.startsWith('out'));
    expect(copies.map(({ host }) => host)).toEqual([out1Postly.name, out2Postly.name, out1Postly.name]);
    const paths = copies.map(({ envelope: { reversePath } }) => reversePath);
    expect(new Set(paths).size).toBe(3);
    for (const path of paths) expect(path).toMatch(/^b-[0-9a-f-]+@bounce\.acme\.example$/);
    expect(world.sandbox.world.queues.byHost[service]).toEqual({});
    expect(events('ann@globex.example')).toEqual(['accepted', 'delivered']);
  });

  test('links and picture come before the signature; in the other order the signature is broken', async () => {
    open({ config: { [service]: { lab_track_opens: 'yes', lab_track_clicks: 'yes' } } });
    const dkim = () =>
      world
        .facts('mail.authenticated')
        .at(-1)
        ?.result.dkim.map(({ result }) => result);
    await send(['zoe@freemail.example']);
    expect(dkim()).toEqual(['pass', 'pass']);
    const submitted = world.facts('message.accepted')[0]?.raw;
    expect(submitted).not.toContain(trackPostly.name);
    const letter = await lastLetter('zoe@freemail.example');
    expect(letter).toMatch(/<a href="https:\/\/track\.postly\.example\/c\/[^"]+">See<\/a><img src="https:\/\/track/);
    await configure({ lab_track_order: 'after-sign' });
    await send(['zoe@freemail.example']);
    expect(dkim()).toEqual(['fail', 'fail']);
    await send(['zoe@freemail.example'], ['From: <news@acme.example>', '', 'Plain text has nothing to track.']);
    expect(dkim()).toEqual(['pass', 'pass']);
  });

  test('the knobs are off unless somebody turns them, and a letter without tracking is as it came', async () => {
    open();
    await send(['ann@globex.example']);
    expect(await lastLetter('ann@globex.example')).toContain(newsletter().join('\r\n'));
  });

  test('to leave with one click: the customer writes the fields, or the service does, and both are signed', async () => {
    open();
    const fields = ['List-Unsubscribe: <%unsubscribe_url%>', 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'];
    const signedLeave = /^ h=.*List-Unsubscribe-Post/ms;
    await send(['zoe@freemail.example'], newsletter(...fields));
    const own = await lastLetter('zoe@freemail.example');
    expect(own).toMatch(/^List-Unsubscribe: <https:\/\/track\.postly\.example\/u\/[0-9a-f-]+>\r$/m);
    expect(own).toMatch(signedLeave);
    await send(['zoe@freemail.example']);
    expect(await lastLetter('zoe@freemail.example')).not.toContain('List-Unsubscribe');
    await configure({ lab_list_unsubscribe: 'yes' });
    await send(['zoe@freemail.example']);
    const added = await lastLetter('zoe@freemail.example');
    expect(added).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
    expect(added).toMatch(signedLeave);
    await send(['zoe@freemail.example'], newsletter('List-Unsubscribe: <mailto:leave@acme.example>'));
    expect(await lastLetter('zoe@freemail.example')).not.toContain('One-Click');
  });
});

describe('what comes back', () => {
  test('a bad address is refused once, and not tried again', async () => {
    open();
    await send(['ghost@globex.example', 'ann@globex.example']);
    expect(state().events.find(({ event }) => event === 'bounced')).toMatchObject({
      recipient: 'ghost@globex.example',
      by: 'queue',
      class: 'hard',
      cause: 'bad-address',
      raw: '550 5.1.1 <ghost@globex.example>: Recipient address rejected: User unknown',
    });
    expect(suppressed('GHOST@globex.example')).toBe('hard-bounce');
    // The service reads its own queue: nobody is sent a notice.
    expect(world.facts('message.accepted').filter(({ notice }) => notice)).toEqual([]);
    const before = world.facts('connection.opened').length;
    await send(['ghost@globex.example']);
    expect(world.facts('connection.opened')).toHaveLength(before + 1);
    expect(events('ghost@globex.example')).toEqual(['accepted', 'bounced', 'suppressed']);
    expect(world.sandbox.world.queues.byHost[service]).toEqual({});
  });

  test('blocks, full mailboxes and lateness do not put anybody on the list', async () => {
    open({
      config: {
        'mx.globex.example': { lab_full_mailboxes: 'ann', lab_quota_reply: '552' },
        'mx.freemail.example': { lab_spf_policy: 'enforce', lab_dmarc_policy: 'off' },
        [out1Postly.name]: { maximal_queue_lifetime: '1h' },
        [out2Postly.name]: { maximal_queue_lifetime: '1h' },
      },
    });
    // SPF no longer knows the outbound hosts.
    await changeZone(
      [{ name: '_spf.postly.example', type: 'TXT', text: 'v=spf1 -all' }],
      postlyZone.filter(({ name }) => name === '_spf.postly.example'),
    );
    await world.command({ type: 'switch-host', host: 'mx.globex.example', on: false });
    await send(['dave@globex.example']);
    await world.skip(120);
    await world.command({ type: 'switch-host', host: 'mx.globex.example', on: true });
    await send(['ann@globex.example', 'zoe@freemail.example']);
    const last = (recipient: string) => state().events.findLast((event) => event.recipient === recipient);
    expect(last('dave@globex.example')).toMatchObject({ event: 'expired', class: 'soft', cause: 'network' });
    expect(last('ann@globex.example')).toMatchObject({ event: 'bounced', class: 'soft', cause: 'mailbox-full' });
    expect(last('zoe@freemail.example')).toMatchObject({ event: 'bounced', class: 'block', cause: 'authentication' });
    expect(state().accounts['acme-prod']?.suppressed).toEqual({});
    expect(events('dave@globex.example')).toContain('deferred');
  });

  test('who accepts first and bounces later turns a delivery into a bounce', async () => {
    open();
    await send(['ghost@initech.example', 'omar@initech.example']);
    expect(events('ghost@initech.example')).toEqual(['accepted', 'delivered', 'bounced']);
    expect(state().events.findLast(({ event }) => event === 'bounced')).toMatchObject({ by: 'report', class: 'hard' });
    expect(serviceMetrics(state().events)).toMatchObject({ accepted: 2, delivered: 1, bounced: { hard: 1 } });
    expect(suppressed('ghost@initech.example')).toBe('hard-bounce');
    const notice = await lastLetter('bounces@bounces.postly.example');
    expect(notice).toContain('Undelivered Mail Returned to Sender');
    const to = found(notice, /^To: (.*)\r$/m);
    const again = ['EHLO mx.initech.example', ...envelope([to], ''), 'DATA', `${notice}.`, 'QUIT'];
    expect((await world.talk(service, again)).at(-2)).toMatch(/^250 2\.0\.0/);
    expect(events('ghost@initech.example')).toEqual(['accepted', 'delivered', 'bounced']);
  });

  test('a return path that the service never wrote has no mailbox, and tells it nothing', async () => {
    open();
    await send(['ann@globex.example']);
    const genuine = found(await lastLetter('ann@globex.example'), /^Return-Path: <(.*)>/);
    const forged = genuine.replace(/.@/, (last) => (last === '0@' ? '1@' : '0@'));
    const answers = await world.talk(service, ['EHLO mx.globex.example', ...envelope([forged, genuine], '')]);
    expect(answers.slice(-2)).toEqual([
      `550 5.1.1 <${forged}>: Recipient address rejected: User unknown`,
      '250 2.1.5 Ok',
    ]);
  });

  const complaint = (path: string, type = 'abuse') =>
    [
      'From: fbl@freemail.example',
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'A complaint.',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      `Feedback-Type: ${type}`,
      'User-Agent: Freemail/1.0',
      'Version: 1',
      `Original-Mail-From: <${path}>`,
      '--b',
      'Content-Type: text/rfc822-headers',
      '',
      'Subject: Spring',
      '--b--',
    ].join('\r\n');

  async function report(letter: string): Promise<void> {
    const lines = [
      'EHLO mx.freemail.example',
      ...envelope(['fbl@postly.example'], ''),
      'DATA',
      `${letter}\r\n.`,
      'QUIT',
    ];
    await world.talk(service, lines);
  }

  test('a complaint ends it for this reader; a forged one, or one that says "not spam", does not', async () => {
    open();
    await send(['leo@freemail.example']);
    const path = found(await lastLetter('leo@freemail.example'), /^Return-Path: <(.*)>/);
    await report(complaint(path, 'not-spam'));
    await report(complaint('b-0123456789-0123456789@bounce.acme.example'));
    expect(events('leo@freemail.example')).toEqual(['accepted', 'delivered']);
    await report(complaint(path));
    await report(complaint(path));
    expect(events('leo@freemail.example')).toEqual(['accepted', 'delivered', 'complained']);
    expect(suppressed('leo@freemail.example')).toBe('complaint');
    expect(await world.mailbox('fbl@postly.example')).toHaveLength(4);
    expect(serviceMetrics(state().events)).toMatchObject({ complained: 1, complaintRate: 1 });
  });
});

describe('what the customer does in the console', () => {
  const suppress = (address: string, on: boolean) =>
    world.command({ type: 'suppress', service: 'postly', account: 'acme-prod', address, on });

  test('an address that is taken off the list is tried again, and comes back to it', async () => {
    open();
    await send(['ghost@globex.example']);
    await suppress('Ghost@globex.example', false);
    expect(suppressed('ghost@globex.example')).toBeUndefined();
    await send(['ghost@globex.example']);
    expect(events('ghost@globex.example')).toEqual(['accepted', 'bounced', 'accepted', 'bounced']);
    expect(suppressed('ghost@globex.example')).toBe('hard-bounce');
  });

  test('an address that is put on it by hand gets nothing; what is no address is refused', async () => {
    open();
    await suppress('ann@globex.example', true);
    await suppress('ann@globex.example', true);
    expect(world.facts('suppression.edited')).toHaveLength(1);
    await send(['ann@globex.example']);
    expect(events('ann@globex.example')).toEqual(['suppressed']);
    await suppress('ann', true);
    await world.command({
      type: 'suppress',
      service: 'constructor',
      account: 'acme-prod',
      address: 'a@b.example',
      on: true,
    });
    expect(world.facts('suppression.edited')).toHaveLength(1);
  });

  test('the records of a domain are looked up when asked, whatever was found before', async () => {
    open();
    const check = (domain: string) =>
      world.command({ type: 'check-sending-domain', service: 'postly', account: 'acme-prod', domain });
    await check('acme.example');
    expect(domainVerified(world.sandbox.world, 'postly', 'acme-prod', 'acme.example')).toBe(true);
    await changeZone([], [proof]);
    await check('acme.example');
    expect(domainVerified(world.sandbox.world, 'postly', 'acme-prod', 'acme.example')).toBe(false);
    await check('globex.example');
    expect(world.facts('sending-domain.checked').map(({ domain }) => domain)).toEqual(['acme.example', 'acme.example']);
  });
});

describe('the tracking host', () => {
  async function trackedLetter(): Promise<string> {
    open({ config: { [service]: { lab_track_opens: 'yes', lab_track_clicks: 'yes', lab_list_unsubscribe: 'yes' } } });
    await send(['ann@globex.example']);
    return lastLetter('ann@globex.example');
  }

  test('hears of openings and clicks, with who asked, and leads on to where the link led', async () => {
    const letter = await trackedLetter();
    const picture = await fetch(found(letter, /<img src="([^"]+)"/), { agent: 'ImageProxy/1.0' });
    expect([picture.status, picture.body.slice(0, 3)]).toEqual([200, 'GIF']);
    const click = await fetch(found(letter, /<a href="([^"]+)"/));
    expect([click.status, click.location]).toEqual([302, 'https://shop.acme.example/spring']);
    expect(state().events.slice(-2)).toMatchObject([
      { event: 'opened', by: 'web', agent: 'ImageProxy/1.0' },
      { event: 'clicked', by: 'web', agent: 'Mozilla/5.0', url: 'https://shop.acme.example/spring' },
    ]);
    expect(world.facts('web.requested').map(({ status }) => status)).toEqual([200, 302]);
    const machine = serviceMetrics(state().events, ({ agent }) => agent !== 'ImageProxy/1.0');
    expect([serviceMetrics(state().events).opened, machine.opened]).toEqual([1, 0]);
  });

  test('to look at the page of leaving changes nothing; one click does', async () => {
    const url = found(await trackedLetter(), /^List-Unsubscribe: <(.*)>/m);
    expect(await fetch(url)).toMatchObject({ status: 200, body: expect.stringContaining('<form method="post">') });
    expect(await fetch(url, { method: 'POST', body: 'something=else' })).toMatchObject({ status: 400 });
    expect(suppressed('ann@globex.example')).toBeUndefined();
    const post = { method: 'POST', body: 'List-Unsubscribe=One-Click' };
    expect(await fetch(url, post)).toMatchObject({ status: 200 });
    expect(await fetch(url, post)).toMatchObject({ status: 200 });
    expect(suppressed('ann@globex.example')).toBe('unsubscribe');
    await send(['ann@globex.example']);
    expect(events('ann@globex.example')).toEqual(['accepted', 'delivered', 'unsubscribed', 'suppressed']);
  });

  test('knows no address that it did not write itself, nor one for another purpose', async () => {
    const letter = await trackedLetter();
    const open = found(letter, /o\/([^."]+)\.gif/);
    for (const path of [`/u/${open}`, `/c/${open}`, '/o/0.gif', '/c/', '/o/..%2f', '/']) {
      expect(await fetch(`https://${trackPostly.name}${path}`), path).toMatchObject({ status: 404 });
    }
    expect(events('ann@globex.example')).toEqual(['accepted', 'delivered']);
  });
});

describe('the numbers', () => {
  test('agree with what really happened, by provider', async () => {
    open({ config: { 'mx.globex.example': { lab_full_mailboxes: 'dave', lab_quota_reply: '452' } } });
    const all = ['ann@globex.example', 'dave@globex.example', 'ghost@globex.example', 'zoe@freemail.example'];
    await send([...all, 'leo@freemail.example', 'omar@initech.example', 'ghost@initech.example']);
    await send(['ann@globex.example', 'ghost@globex.example']);
    const { byAddress } = world.sandbox.world.mailboxes;
    const inMailboxes = ['ann@globex', 'zoe@freemail', 'leo@freemail', 'omar@initech'].map(
      (name) => byAddress[`${name}.example`]?.length ?? 0,
    );
    const numbers = serviceMetrics(state().events);
    expect(numbers.delivered).toBe(inMailboxes.reduce((sum, count) => sum + count, 0));
    expect(numbers).toMatchObject({
      accepted: 8,
      suppressed: 1,
      waiting: 1,
      deferred: 1,
      bounced: { hard: 2, block: 0 },
    });
    expect(numbers.deliveryRate).toBeCloseTo(5 / 8);
    expect(numbers.openRate).toBe(0);
    expect(metricsByProvider(state().events)).toMatchObject({
      'freemail.example': { accepted: 2, delivered: 2, deliveryRate: 1 },
      'globex.example': { accepted: 4, delivered: 2, waiting: 1, suppressed: 1 },
      'initech.example': { accepted: 2, delivered: 1, bounced: { hard: 1 } },
    });
    expect(serviceMetrics([]).deliveryRate).toBeUndefined();
  });
});

test('a server killed after any batch of facts sends each copy once, and notes each outcome once', async () => {
  open();
  await send(['ann@globex.example', 'ghost@globex.example', 'ghost@initech.example']);
  const batches = world.batches.slice();
  await world.sandbox.stop();
  for (let kept = 1; kept <= batches.length; kept += 1) {
    const history = batches.slice(0, kept).flat();
    if (!history.some(({ type }) => type === 'message.accepted')) continue;
    world = world.restarted(history);
    await world.sandbox.settled();
    await world.skip(3 * (hour / 60_000));
    const told = `killed after batch ${kept}`;
    expect(await world.mailbox('ann@globex.example'), told).toHaveLength(1);
    expect(events('ann@globex.example'), told).toEqual(['accepted', 'delivered']);
    expect(events('ghost@globex.example'), told).toEqual(['accepted', 'bounced']);
    expect(events('ghost@initech.example'), told).toEqual(['accepted', 'delivered', 'bounced']);
    expect(worldAt([...history, ...world.batches.flat()]).services, told).toEqual(world.sandbox.world.services);
    await world.sandbox.stop();
  }
}, 120_000);

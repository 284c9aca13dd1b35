import { afterEach, describe, expect, test } from 'vitest';
import { OwnWorld } from './own-world.ts';

/** What a sender hears of a letter: nothing, a delay, a failure, a success; and what never happens. */

const [acme, globex, backup] = ['mail.acme.example', 'mx.globex.example', 'mx2.globex.example'];

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

async function noticesTo(address: string): Promise<string[]> {
  return (await world.mailbox(address)).filter((raw) => /report-type=delivery-status/.test(raw));
}

describe('a message that cannot be delivered', () => {
  test('comes back with the three parts of RFC 6522, from nobody, with the header of the letter as it was', async () => {
    const long = 'long '.repeat(20).trimEnd();
    world = OwnWorld.open({ dns: [{ name: 'nomail.example', type: 'MX', preference: 0, exchange: '.' }] });
    await world.handIn({
      rcpt: ['<ann@nomail.example>'],
      letter: `Subject: the original\r\nMessage-Id: <x@acme.example>\r\nX-Long: ${long}`,
    });
    const [notice = ''] = await noticesTo('kim@acme.example');
    expect(notice).toMatch(/^Return-Path: <>\r\n/);
    for (const part of ['text/plain', 'message/delivery-status', 'text/rfc822-headers']) expect(notice).toContain(part);
    expect(notice).toMatch(/Final-Recipient: rfc822; ann@nomail\.example\r\nAction: failed\r\nStatus: 5\.1\.10/);
    expect(notice).toContain('Subject: the original');
    expect(notice).toContain(`\r\nX-Long: ${long}\r\n`);
    expect(notice).not.toContain('\r\nHello\r\n');
  });

  test('is returned whole with RET=FULL, under its ENVID and with the recipient as the sender named it', async () => {
    world = OwnWorld.open();
    await world.handIn({
      mail: '<kim@acme.example> RET=FULL ENVID=order+2B66',
      rcpt: ['<nobody@globex.example> NOTIFY=FAILURE ORCPT=rfc822;no+2Dbody@globex.example'],
    });
    const [notice = ''] = await noticesTo('kim@acme.example');
    expect(notice).toContain('Original-Envelope-Id: order+66');
    expect(notice).toContain('Original-Recipient: rfc822; no-body@globex.example');
    expect(notice).toContain('message/rfc822');
    expect(notice).toContain('\r\nHello\r\n');
  });

  test('is returned when its time in the queue is over, and has been announced as delayed once before', async () => {
    world = OwnWorld.open({ config: { [acme]: { delay_warning_time: '4h', maximal_queue_lifetime: '1d' } } });
    for (const host of [globex, backup]) await world.command({ type: 'switch-host', host, on: false });
    await world.handIn();
    await world.skip(3 * 60);
    expect(await noticesTo('kim@acme.example')).toHaveLength(0);
    await world.skip(3 * 60);
    const [warning = '', ...more] = await noticesTo('kim@acme.example');
    expect(warning).toMatch(/Subject: Delayed Mail[\s\S]*Action: delayed[\s\S]*Will-Retry-Until: Tue, 06 Jan 2026/);
    expect(more).toHaveLength(0);
    await world.command({ type: 'run-clock', to: 'idle' });
    expect((await noticesTo('kim@acme.example')).map((raw) => /Action: (\w+)/.exec(raw)?.[1])).toEqual([
      'delayed',
      'failed',
    ]);
    expect(world.sandbox.world.queues.byHost[acme]).toEqual({});
  });

  test('is not returned with NOTIFY=NEVER', async () => {
    world = OwnWorld.open();
    await world.handIn({ rcpt: ['<nobody@globex.example> NOTIFY=NEVER'] });
    expect(world.facts('message.bounced')).toHaveLength(1);
    expect(await world.mailbox('kim@acme.example')).toHaveLength(0);
  });

  test('from nobody is not returned: no bounce of a bounce', async () => {
    world = OwnWorld.open();
    await world.handIn({ mail: '<>', rcpt: ['<nobody@globex.example>'] });
    expect(world.facts('message.bounced')).toHaveLength(1);
    expect(world.facts('message.accepted')).toHaveLength(1);
  });

  test('to a stranger’s address is refused while the client waits: no backscatter, unless a server is set to it', async () => {
    world = OwnWorld.open();
    expect(await world.handIn({ host: globex, rcpt: ['<nobody@globex.example>'] })).toContainEqual(
      expect.stringMatching(/^550 5\.1\.1/),
    );
    expect(world.facts('message.accepted')).toHaveLength(0);
    await world.sandbox.stop();
    world = OwnWorld.open({ config: { [globex]: { lab_accept_then_bounce: 'yes' } } });
    await world.handIn({ host: globex, mail: '<bob@acme.example>', rcpt: ['<nobody@globex.example>'] });
    expect(await noticesTo('bob@acme.example')).toHaveLength(1);
  });
});

test('a letter larger than the next server takes comes back at once, and the notice names both sizes', async () => {
  world = OwnWorld.open({ backup: false, config: { 'mx.globex.example': { message_size_limit: '2000' } } });
  await world.handIn({
    letter: `Subject: large\r\nX-Fill: ${'x'.repeat(900)}\r\nX-Fill: ${'x'.repeat(900)}\r\nX-Fill: ${'x'.repeat(900)}`,
  });
  expect(world.facts('message.deferred')).toHaveLength(0);
  const [bounced] = world.facts('message.bounced');
  expect(bounced).toMatchObject({ host: 'mail.acme.example', status: '5.3.4' });
  const [notice = ''] = await world.mailbox('kim@acme.example');
  expect(notice).toMatch(/message size \d+ exceeds size limit 2000 of server/);
});

test('a server that throws its notices away leaves senders in the dark; reports of success still go out', async () => {
  world = OwnWorld.open({ config: { [globex]: { lab_accept_then_bounce: 'yes', lab_bounce_notices: 'no' } } });
  await world.handIn({ rcpt: ['<nobody@globex.example>', '<ann@globex.example> NOTIFY=SUCCESS'] });
  expect(world.facts('message.bounced')).toMatchObject([{ host: globex, status: '5.1.1' }]);
  expect(world.facts('message.bounced')[0]).not.toHaveProperty('notice');
  expect(await noticesTo('kim@acme.example')).toEqual([expect.stringContaining('Action: delivered')]);
});

describe('a sender who asks to hear of success', () => {
  test('hears of the delivery from the last server, through the relay', async () => {
    world = OwnWorld.open();
    await world.handIn({ rcpt: ['<ann@globex.example> NOTIFY=SUCCESS,FAILURE'] });
    const [notice = ''] = await noticesTo('kim@acme.example');
    expect(notice).toMatch(/Reporting-MTA: dns; mx\.globex\.example[\s\S]*Action: delivered\r\nStatus: 2\.0\.0/);
  });

  test('hears "relayed" from the last server that knows such wishes', async () => {
    world = OwnWorld.open({ config: { [globex]: { smtpd_discard_ehlo_keywords: 'dsn' } } });
    await world.handIn({ rcpt: ['<ann@globex.example> NOTIFY=SUCCESS'] });
    const [notice = ''] = await noticesTo('kim@acme.example');
    expect(notice).toMatch(/Reporting-MTA: dns; mail\.acme\.example[\s\S]*Action: relayed/);
  });

  test('gets one report for each recipient as that one wished, in one envelope', async () => {
    world = OwnWorld.open();
    await world.handIn({
      rcpt: ['<ann@globex.example> NOTIFY=SUCCESS', '<dave@globex.example> NOTIFY=NEVER', '<nobody@globex.example>'],
    });
    const notices = await noticesTo('kim@acme.example');
    expect(notices.map((raw) => /Final-Recipient: rfc822; (\S+)\r\nAction: (\w+)/.exec(raw)?.slice(1))).toEqual(
      expect.arrayContaining([
        ['ann@globex.example', 'delivered'],
        ['nobody@globex.example', 'failed'],
      ]),
    );
    expect(notices).toHaveLength(2);
  });
});

describe('aliases, forwarding and lists', () => {
  test.each([
    ['on two hosts', { [acme]: '', [globex]: 'dave@globex.example loop@acme.example' }],
    ['on one host', { [acme]: 'loop@acme.example round@acme.example, round@acme.example loop@acme.example' }],
  ])('virtual aliases that go round %s leave no mark but Received: the hop limit ends it', async (_, tables) => {
    const toGlobex = 'loop@acme.example dave@globex.example';
    world = OwnWorld.open({
      config: Object.fromEntries(
        Object.entries(tables).map(([host, table]) => [
          host,
          { virtual_alias_maps: table || toGlobex, hopcount_limit: '12' },
        ]),
      ),
    });
    await world.handIn({ rcpt: ['<loop@acme.example>'] });
    expect(world.facts('message.bounced')).toMatchObject([
      { status: '5.4.6', diagnostic: expect.stringMatching(/too many hops/i) },
    ]);
    const [notice = ''] = await noticesTo('kim@acme.example');
    const [, returned = ''] = notice.split('text/rfc822-headers');
    expect(returned.match(/^Received:/gm)?.length).toBeGreaterThanOrEqual(11);
  });

  test('two hosts that forward to each other end with 5.4.6', async () => {
    world = OwnWorld.open({
      config: {
        [acme]: { virtual_alias_maps: 'loop@acme.example dave@globex.example' },
        [globex]: { alias_maps: 'dave: loop@acme.example' },
      },
    });
    await world.handIn({ rcpt: ['<loop@acme.example>'] });
    expect(world.facts('message.bounced')).toMatchObject([{ status: '5.4.6' }]);
    expect(await noticesTo('kim@acme.example')).toHaveLength(1);
  });

  test('a catch-all takes what has no mailbox, and nothing else', async () => {
    world = OwnWorld.open({ config: { [acme]: { virtual_alias_maps: '@acme.example bob@acme.example' } } });
    await world.handIn({ rcpt: ['<anything@acme.example>', '<kim@acme.example>'] });
    expect(await world.mailbox('bob@acme.example')).toHaveLength(1);
    expect(await world.mailbox('kim@acme.example')).toHaveLength(1);
  });

  test('forwarding keeps the return address; with SRS it is the forwarder’s, and a bounce finds its way back', async () => {
    for (const [srs, reversePath] of [
      ['', /^Return-Path: <kim@acme\.example>/],
      ['globex.example', /^Return-Path: <SRS0=.*=acme\.example=kim@globex\.example>/],
    ] as const) {
      world = OwnWorld.open({ config: { [globex]: { alias_maps: 'dave: bob@acme.example', lab_srs_domain: srs } } });
      await world.handIn({ rcpt: ['<dave@globex.example>'] });
      expect((await world.mailbox('bob@acme.example'))[0]).toMatch(reversePath);
      await world.sandbox.stop();
    }
    world = OwnWorld.open({
      config: { [globex]: { alias_maps: 'dave: gone@acme.example', lab_srs_domain: 'globex.example' } },
    });
    await world.handIn({ rcpt: ['<dave@globex.example>'] });
    expect(await noticesTo('kim@acme.example')).toHaveLength(1);
  });

  test('a list sends to its members with a return address of its own, and its footer', async () => {
    world = OwnWorld.open({
      config: { [globex]: { lab_lists: 'crew: ann@globex.example bob@acme.example', lab_footer: '-- \\nThe crew' } },
    });
    await world.handIn({ rcpt: ['<crew@globex.example>'] });
    for (const member of ['ann@globex.example', 'bob@acme.example']) {
      const [letter = ''] = await world.mailbox(member);
      expect(letter).toMatch(/^Return-Path: <crew-bounces@globex\.example>[\s\S]*List-Id: <crew\.globex\.example>/);
      expect(letter).toMatch(/\r\nHello\r\n-- \r\nThe crew\r\n$/);
    }
  });
});

describe('who is away', () => {
  const away = { lab_vacation: 'ann: Back on Monday.' };
  const alsoAway = { lab_vacation: 'kim: In the mountains.' };
  const naive = { lab_vacation_style: 'naive' };
  const silences = () => world.facts('auto-reply.withheld').map(({ because }) => because.reason);
  const answers = () => world.facts('message.accepted').filter((one) => one.autoReply && !one.upstream);

  const toAnn = { letter: 'Message-Id: <one@acme.example>\r\nTo: Ann <Ann@globex.example>' };

  test('answers each sender once in a week, from nobody, and no machine; each silence says why', async () => {
    world = OwnWorld.open({ config: { [globex]: away } });
    await world.handIn(toAnn);
    await world.handIn(toAnn);
    await world.handIn({ mail: '<>' });
    await world.handIn({ letter: 'Auto-Submitted: auto-generated' });
    await world.handIn({ letter: 'List-Id: <crew.acme.example>', mail: '<bob@acme.example>' });
    const replies = await world.mailbox('kim@acme.example');
    expect(replies).toHaveLength(1);
    expect(replies[0]).toMatch(/^Return-Path: <>[\s\S]*Auto-Submitted: auto-replied \(vacation\)/);
    expect(replies[0]).toMatch(/In-Reply-To: <one@acme\.example>[\s\S]*Back on Monday\./);
    expect(silences()).toEqual([
      'auto-reply-told-already',
      'auto-reply-to-nobody',
      'auto-reply-to-machine',
      'auto-reply-to-machine',
    ]);
    await world.skip(8 * 24 * 60);
    await world.handIn(toAnn);
    expect(await world.mailbox('kim@acme.example')).toHaveLength(2);
  });

  test('answers only where the letter names its owner, in whatever field of recipients', async () => {
    world = OwnWorld.open({ config: { [globex]: away } });
    await world.handIn({ letter: 'To: friends: bob@acme.example, dave@globex.example;' });
    expect(silences()).toEqual(['auto-reply-not-addressed']);
    await world.handIn({ letter: 'To: bob@acme.example\r\nCc: dave@globex.example,\r\n "Ann" <ann@globex.example>' });
    expect(await world.mailbox('kim@acme.example')).toHaveLength(1);
  });

  /** So many letters that wait at Acme while Globex has no power, and go there all at once when it has. */
  async function flushed(letters: number): Promise<void> {
    for (const host of [globex, backup]) await world.command({ type: 'switch-host', host, on: false });
    for (let sent = 0; sent < letters; sent += 1) await world.handIn(toAnn);
    for (const host of [globex, backup]) await world.command({ type: 'switch-host', host, on: true });
    await world.command({ type: 'flush-queue', host: acme });
    await world.command({ type: 'run-clock', to: 'idle' });
    expect(await world.mailbox('ann@globex.example')).toHaveLength(letters);
  }

  test('answers once, though five letters of one sender come at the same moment', async () => {
    world = OwnWorld.open({ config: { [globex]: away } });
    await flushed(5);
    expect(answers()).toHaveLength(1);
    expect(silences()).toEqual(Array(4).fill('auto-reply-told-already'));
  });

  test('writes no more naive answers than the lab allows, though more letters come at the same moment', async () => {
    world = OwnWorld.open({ config: { [globex]: { ...away, ...naive } } });
    await flushed(12);
    expect(answers()).toHaveLength(10);
  });

  test('and hears of success as well: the report and the answer are two letters', async () => {
    world = OwnWorld.open({ config: { [globex]: away } });
    await world.handIn({ ...toAnn, rcpt: ['<ann@globex.example> NOTIFY=SUCCESS'] });
    expect(await world.mailbox('kim@acme.example')).toHaveLength(2);
    expect(new Set(world.facts('message.accepted').map(({ message }) => message)).size).toBe(3);
  });

  test('and has a naive robot: it answers lists and notices, by the letterhead, in its owner’s name', async () => {
    world = OwnWorld.open({ config: { [globex]: { ...away, ...naive } } });
    await world.handIn({ mail: '<>', letter: 'From: "The crew" <bob@acme.example>\r\nList-Id: <crew.acme.example>' });
    const [reply = ''] = await world.mailbox('bob@acme.example');
    expect(reply).toMatch(/^Return-Path: <ann@globex\.example>/);
    expect(reply).not.toMatch(/Auto-Submitted|In-Reply-To/);
    expect(answers()).toMatchObject([{ autoReply: { because: { reason: 'auto-reply-to-everything' } } }]);
  });

  test('and is not held up by a letterhead of megabytes', async () => {
    world = OwnWorld.open({ config: { [acme]: { ...alsoAway, ...naive } } });
    const letter = `From: ${'a'.repeat(200_000)} <bob@acme.example>`;
    await world.handIn({ mail: '<bob@acme.example>', rcpt: ['<kim@acme.example>'], letter });
    expect(answers()).toHaveLength(1);
  });

  test('on both sides, with naive robots: they answer each other until the lab stops one; an hour later they go on', async () => {
    world = OwnWorld.open({ config: { [globex]: { ...away, ...naive }, [acme]: { ...alsoAway, ...naive } } });
    const hello = { letter: 'From: kim@acme.example' };
    await world.handIn(hello);
    expect(answers()).toHaveLength(20);
    expect(silences()).toEqual(['auto-reply-exhausted']);
    await world.handIn(hello);
    expect(answers()).toHaveLength(20);
    await world.skip(61);
    await world.handIn(hello);
    expect(answers()).toHaveLength(40);
  });

  test('with one safe robot among the two it ends by itself', async () => {
    world = OwnWorld.open({ config: { [globex]: away, [acme]: { ...alsoAway, ...naive } } });
    await world.handIn(toAnn);
    expect(answers().map(({ host }) => host)).toEqual([globex, acme]);
    expect(silences()).toEqual(['auto-reply-told-already']);
  });
});

describe('a message in the queue', () => {
  async function queued(): Promise<string> {
    world = OwnWorld.open();
    for (const host of [globex, backup]) await world.command({ type: 'switch-host', host, on: false });
    await world.handIn();
    await world.skip(2);
    await world.command({ type: 'enter-lines', terminal: 'main', lines: ['ssh mail.acme.example'] });
    return Object.keys(world.sandbox.world.queues.byHost[acme] ?? {})[0] ?? '';
  }
  const type = (line: string) => world.command({ type: 'enter-lines', terminal: 'main', lines: [line] });
  const powerOn = async () => {
    for (const host of [globex, backup]) await world.command({ type: 'switch-host', host, on: true });
  };

  test('on hold is not tried until it is released', async () => {
    const queueId = await queued();
    await type(`postsuper -h ${queueId}`);
    await powerOn();
    await world.skip(24 * 60);
    expect(await world.mailbox('ann@globex.example')).toHaveLength(0);
    await type(`postsuper -H ${queueId}`);
    await world.sandbox.settled();
    expect(await world.mailbox('ann@globex.example')).toHaveLength(1);
  });

  test('that is deleted is gone, and nobody is told', async () => {
    await type(`postsuper -d ${await queued()}`);
    await powerOn();
    await world.command({ type: 'run-clock', to: 'idle' });
    expect(await world.mailbox('ann@globex.example')).toHaveLength(0);
    expect(await world.mailbox('kim@acme.example')).toHaveLength(0);
  });

  test('is tried when the clock runs to the next event, each time a little later', async () => {
    await queued();
    const before = world.facts('message.deferred').length;
    const at = world.sandbox.world.clock.at;
    await world.command({ type: 'run-clock', to: 'next-event' });
    await world.skip(1);
    expect(world.facts('message.deferred').length).toBe(before + 1);
    expect(world.sandbox.world.clock.at).toBeGreaterThan(at);
  });
});

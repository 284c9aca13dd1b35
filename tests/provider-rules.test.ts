import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { dkimKeyPair, dkimSign } from '../sandbox-server/mail-auth/sign.ts';
import { replyStyleNames, replyStyles } from '../sandbox-server/mta/reply-styles.ts';
import { OwnWorld } from './own-world.ts';

/** Mailbox providers: the same facts in their own words, and what they demand of those who send in bulk. */

const [acme, globex] = ['mail.acme.example', 'mx.globex.example'];

let keys: { privateKey: string; record: string };
beforeAll(async () => {
  keys = await dkimKeyPair('rsa-sha256');
});

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

const txt = (name: string, text: string) => ({ name, type: 'TXT', text }) as const;

/** The laptop sends for acme.example by itself; `unpublished` records are missing. */
function open(config: Record<string, string>, { unpublished = '' } = {}): void {
  const records = {
    spf: txt('acme.example', 'v=spf1 ip4:192.0.2.10 -all'),
    dkim: txt('p1._domainkey.acme.example', keys.record),
    dmarc: txt('_dmarc.acme.example', 'v=DMARC1; p=none'),
  };
  const dns = Object.entries(records).flatMap(([name, record]) => (name === unpublished ? [] : [record]));
  world = OwnWorld.open({ backup: false, dns, config: { [globex]: config } });
}

const oneClick = [
  'List-Unsubscribe: <https://track.acme.example/u/1>',
  'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
];

async function send(fields: string[] = [], { signed = true, to = 'ann' } = {}): Promise<string> {
  const letter = ['From: <news@acme.example>', `To: <${to}@globex.example>`, 'Subject: News', ...fields, '', 'Hi', ''];
  const key = { domain: 'acme.example', selector: 'p1', algorithm: 'rsa-sha256', privateKey: keys.privateKey } as const;
  const raw = signed ? await dkimSign(letter.join('\r\n'), key, 0) : letter.join('\r\n');
  const lines = ['EHLO laptop.acme.example', 'MAIL FROM:<news@acme.example>', `RCPT TO:<${to}@globex.example>`];
  const replies = await world.talk(globex, [...lines, 'DATA', `${raw}.`]);
  return replies.at(-1) ?? '';
}

const because = () => world.facts('smtp.reply').at(-1)?.because;

async function askFor(recipient: string): Promise<string> {
  const replies = await world.talk(globex, [
    'EHLO a.example',
    'MAIL FROM:<kim@acme.example>',
    `RCPT TO:<${recipient}>`,
  ]);
  return replies.at(-1) ?? '';
}

describe('the words of a provider', () => {
  test.each([
    ['postfix', '550 5.1.1 <nobody@globex.example>: Recipient address rejected: User unknown'],
    ['plain', '550 5.1.1 no such account'],
    ['tagged', "554 delivery error: dd this user doesn't have an account here"],
    ['cryptic', '550 Requested action not taken: mailbox unavailable'],
    ['lengthy', '550 5.1.1 https://help.globex.example/no-such-user'],
  ])('%s says that nobody of that name is there, and the reason stays', async (style, said) => {
    open({ lab_reply_style: style });
    expect(await askFor('nobody@globex.example')).toBe(said);
    expect(because()).toMatchObject({ reason: 'user-unknown' });
    expect(world.facts('policy.decided')).toMatchObject([{ verdict: 'reject', because: { reason: 'user-unknown' } }]);
  });

  test('a cryptic one says the same of somebody unknown and of somebody switched off', async () => {
    open({ lab_reply_style: 'cryptic', lab_disabled_mailboxes: 'dave' });
    const unknown = await askFor('nobody@globex.example');
    expect(await askFor('dave@globex.example')).toBe(unknown);
    expect(because()).toMatchObject({ reason: 'mailbox-disabled' });
  });

  test('a full mailbox and a stranger are put off in its words', async () => {
    open({ lab_reply_style: 'plain', lab_full_mailboxes: 'dave', lab_greylist_delay: '5m' });
    expect(await askFor('dave@globex.example')).toBe('452 4.2.2 out of storage');
    expect(await askFor('ann@globex.example')).toBe('451 4.7.1 greylisted');
  });

  test('a sender’s queue understands an answer of several lines, and one without an enhanced code', async () => {
    open({ lab_reply_style: 'lengthy' });
    await world.handIn({ rcpt: ['<nobody@globex.example>'] });
    expect(world.facts('message.bounced')).toMatchObject([
      { host: acme, status: '5.1.1', diagnostic: expect.stringMatching(/does not exist.*no-such-user/) },
    ]);
    await world.sandbox.stop();
    open({ lab_reply_style: 'tagged' });
    await world.handIn({ rcpt: ['<nobody@globex.example>'] });
    expect(world.facts('message.bounced')).toMatchObject([{ status: '5.0.0' }]);
  });

  test('no style turns a no for now into a no for good, or the reverse', () => {
    open({});
    const classes: Record<string, number> = {
      'mailbox-full': 4,
      greylisted: 4,
      'rate-limited': 4,
      'sender-rate-limited': 4,
      'complaints-too-many': 4,
    };
    for (const style of replyStyleNames) {
      for (const [reason, wording] of Object.entries(replyStyles[style])) {
        const code: unknown = wording.code;
        if (code !== undefined)
          expect([style, reason, Math.floor(Number(code) / 100)]).toEqual([style, reason, classes[reason] ?? 5]);
      }
    }
  });
});

describe('who sends in bulk', () => {
  test('meets the rules from the first letter too many on', async () => {
    open({ lab_bulk_from: '3' });
    expect(await send()).toMatch(/^250/);
    expect(await send()).toMatch(/^250/);
    expect(await send()).toBe('550 5.7.1 Bulk mail is not accepted: one-click unsubscribe missing');
    expect(because()).toMatchObject({
      reason: 'unsubscribe-missing',
      parameter: { name: 'lab_bulk_from', value: '3' },
      detail: 'there is no List-Unsubscribe field; it is the 3rd letter of acme.example within a day',
    });
    expect(await send(oneClick)).toMatch(/^250/);
  });

  test('is forgotten after a day', async () => {
    open({ lab_bulk_from: '2' });
    await send();
    await world.skip(24 * 60);
    expect(await send()).toMatch(/^250/);
  });

  test.each([
    ['spf', /SPF says none for acme\.example/],
    ['dkim', /no DKIM signature passes/],
    ['dmarc', /acme\.example has no DMARC record/],
  ])('is refused without %s', async (unpublished, why) => {
    open({ lab_bulk_from: '1' }, { unpublished });
    expect(await send(oneClick)).toMatch(/^550 5\.7\.26 /);
    expect(because()).toMatchObject({ reason: 'bulk-unauthenticated', detail: expect.stringMatching(why) });
  });

  test('must sign the way out, make it one click, and lead there by HTTPS', async () => {
    open({ lab_bulk_from: '1' });
    expect(await send(['List-Unsubscribe: <https://track.acme.example/u/1>'])).toMatch(/^550 5\.7\.1 /);
    expect(because()?.detail).toMatch(/List-Unsubscribe=One-Click is missing/);
    expect(await send(['List-Unsubscribe: <mailto:out@acme.example>', oneClick[1] ?? ''])).toMatch(/^550 5\.7\.1 /);
    expect(because()?.detail).toMatch(/names no HTTPS address/);
    expect(await send(oneClick, { signed: false })).toMatch(/^550 5\.7\.26 /);
  });

  test('is slowed down when too much comes in a minute, and may go on after it', async () => {
    open({ lab_sender_rate_limit: '2' });
    await send();
    await send();
    expect(await send()).toBe('451 4.7.0 Rate limit exceeded for acme.example, retry later');
    await world.skip(2);
    expect(await send()).toMatch(/^250/);
  });

  test('is refused for what stands in the subject', async () => {
    open({ lab_unsolicited_words: 'half price, winner', lab_reply_style: 'plain' });
    const offer = ['EHLO a.example', 'MAIL FROM:<news@acme.example>', 'RCPT TO:<ann@globex.example>', 'DATA'];
    const replies = await world.talk(globex, [...offer, 'Subject: Everything HALF PRICE\r\n\r\nHi\r\n.']);
    expect(replies.at(-1)).toBe('550 5.7.1 message looks like unsolicited mail');
    expect(because()).toMatchObject({ reason: 'content-refused', detail: '“half price” stands in the subject' });
  });
});

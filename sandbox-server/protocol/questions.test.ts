import { beforeAll, describe, expect, test } from 'vitest';
import { openPostOffice, type } from '../../tests/post-office.ts';
import type { Message } from './projections/messages.ts';
import {
  accepted,
  answeredRightly,
  connections,
  decisions,
  delivered,
  learnerMessages,
  listParameter,
  outcomes,
  reachedAt,
  refusedWith,
  relayed,
  reply,
  sameAddress,
  views,
} from './questions.ts';
import type { World } from './world.ts';

const acme = 'mail.acme.example';
const globex = 'mx.globex.example';
const bob = 'bob@acme.example';
const ann = 'ann@globex.example';

/** An afternoon of Kim's: a call at the wrong door, a refusal, a letter for two, one that bounces. */
async function afternoon(): Promise<World> {
  const { sandbox } = openPostOffice();
  await type(
    sandbox,
    'telnet www.globex.example 25',
    'telnet mx.globex.example 25',
    'EHLO laptop.acme.example',
    'MAIL FROM:<kim@acme.example>',
    'RCPT TO:<nina@initech.example>',
    'RCPT TO:<Ann@Globex.Example>',
    'QUIT',
    `swaks --server ${acme} --to ${bob},${ann}`,
    `swaks --server ${acme} --to nobody@globex.example`,
    `mail -u ${ann} 1`,
    'ssh mail.acme.example',
    "postconf -e 'mydestination = acme.example, acme.test'",
    'mailq',
  );
  await sandbox.stop();
  return sandbox.world;
}

let world: World;
let letter: Message;

beforeAll(async () => {
  world = await afternoon();
  const [first] = learnerMessages(world);
  if (!first) throw new Error('the letter was not accepted');
  letter = first;
});

describe('connections', () => {
  test('are found by where they went, who opened them and what became of them', () => {
    expect(connections(world, { driver: 'learner' }).map(({ to }) => to.host)).toEqual([
      'www.globex.example',
      globex,
      acme,
      acme,
    ]);
    expect(connections(world, { to: 'www.globex.example', state: 'refused' })).toHaveLength(1);
    expect(connections(world, { to: globex, driver: 'mta' }).length).toBeGreaterThan(0);
    expect(connections(world, { to: globex, port: 587 })).toEqual([]);
    expect(connections(world).length).toBeGreaterThan(connections(world, { driver: 'learner' }).length);
  });

  test('know their first reply to a verb, by code or by class of codes', () => {
    const [conversation] = connections(world, { to: globex, driver: 'learner' });
    if (!conversation) throw new Error('there was no conversation');
    expect(reply(conversation, 'CONNECT', 220)).toBeDefined();
    expect(reply(conversation, 'RCPT', 554)).toMatchObject({ enhanced: '5.7.1' });
    expect(reply(conversation, 'RCPT', 5)).toMatchObject({ code: 554 });
    expect(reply(conversation, 'RCPT', 2)).toMatchObject({ code: 250 });
    expect(reply(conversation, 'DATA', 354)).toBeUndefined();
  });
});

describe('a refusal', () => {
  test('is one of that server, for that command, with that code', () => {
    const refusal = { by: globex, verb: 'RCPT', code: 554 };
    expect(refusedWith(world, refusal)).toBe(true);
    expect(refusedWith(world, { ...refusal, enhanced: '5.7.1', text: 'nina@initech.example' })).toBe(true);
  });

  test.each([
    ['another server', { by: acme }],
    ['another command', { verb: 'MAIL' }],
    ['another code', { code: 550 }],
    ['another enhanced code', { enhanced: '5.1.1' }],
    ['another line', { text: 'ann' }],
  ])('is not one of %s', (_name, other) => {
    expect(refusedWith(world, { by: globex, verb: 'RCPT', code: 554, ...other })).toBe(false);
  });

  test('that a server heard from a server is not the learner’s', () => {
    expect(refusedWith(world, { by: globex, verb: 'RCPT', code: 550 })).toBe(false);
  });
});

describe('decisions about a recipient', () => {
  test('are found by address in any case, by domain, and by what was decided', () => {
    expect(decisions(world, { by: globex, recipient: ann, verdict: 'local' })).toHaveLength(1);
    expect(decisions(world, { by: globex, recipient: '@initech.example', verdict: 'reject' })).toHaveLength(1);
    expect(decisions(world, { by: acme, recipient: ann, verdict: 'relay' })).toHaveLength(1);
  });

  test('are others for another sender, verdict or server', () => {
    const wanted = { by: globex, recipient: ann, verdict: 'local' } as const;
    expect(decisions(world, { ...wanted, sender: 'KIM@acme.example' })).toHaveLength(1);
    expect(decisions(world, { ...wanted, sender: bob })).toEqual([]);
    expect(decisions(world, { ...wanted, verdict: 'reject' })).toEqual([]);
    expect(decisions(world, { ...wanted, by: acme })).toEqual([]);
  });
});

describe('a message', () => {
  test('of the learner is one that came over the learner’s own connection, no notice', () => {
    expect(learnerMessages(world)).toHaveLength(2);
    expect(world.messages.order.length).toBe(3);
  });

  test('was accepted where a server took responsibility for that recipient', () => {
    expect(accepted(letter, acme)).toBe(true);
    expect(accepted(letter, acme, bob)).toBe(true);
    expect(accepted(letter, globex, 'ANN@globex.example')).toBe(true);
    expect(accepted(letter, globex, bob)).toBe(false);
  });

  test('stays for one recipient and travels for the other', () => {
    expect(delivered(letter, acme, bob)).toBe(true);
    expect(delivered(letter, acme, ann)).toBe(false);
    expect(relayed(letter, acme, ann, globex)).toBe(true);
    expect(relayed(letter, acme, bob)).toBe(false);
    expect(delivered(letter, globex, ann)).toBe(true);
  });

  test('has its failures among its outcomes, with their status', () => {
    const [, lost] = learnerMessages(world);
    expect(lost && outcomes(lost, { kind: 'bounced', host: acme })).toMatchObject([{ status: '5.1.1' }]);
    expect(outcomes(letter, { kind: 'bounced' })).toEqual([]);
    expect(outcomes(letter, { nextHop: globex })).toHaveLength(1);
  });
});

describe('what the learner did beside the terminal', () => {
  test('views are found by kind, mailbox, message and host', () => {
    expect(views(world, { view: 'source', mailbox: ann, message: letter.id })).toHaveLength(1);
    expect(views(world, { view: 'hops' })).toEqual([]);
    expect(views(world, { view: 'queue', host: acme })).toHaveLength(1);
    expect(views(world, { view: 'queue', host: globex })).toEqual([]);
  });

  test('a list parameter is read as it is now, however it was separated', () => {
    expect(listParameter(world, acme, 'mydestination')).toEqual(['acme.example', 'acme.test']);
    expect(listParameter(world, acme, 'relay_domains')).toEqual([]);
    expect(listParameter(world, 'no.such.example', 'mydestination')).toEqual([]);
  });

  test('nothing is answered and no step reached where the lesson has none', () => {
    expect(answeredRightly(world, 'anything')).toBe(false);
    expect(reachedAt(world, 'anything')).toBeUndefined();
  });
});

test('addresses are the same in any case, and no other way', () => {
  expect(sameAddress('Ann@Globex.Example', ann)).toBe(true);
  expect(sameAddress('anna@globex.example', ann)).toBe(false);
});

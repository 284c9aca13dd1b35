import { afterEach, expect, test } from 'vitest';
import type { EventOf, Fact } from '#protocol/events.ts';
import { otherCopies } from '../components/mailboxes/compare/copies.ts';
import { deedsOf } from '../components/mailboxes/reader/deeds.ts';
import { postbagOf } from '../components/wire/way/postbag.ts';
import { stepText, wayStepsOf } from '../components/wire/way/way-steps.ts';
import { waysOf } from '../components/wire/way/ways.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadPresets } from '../sandbox-server/courses.ts';
import { parseTranscript } from '../sandbox-server/protocol/transcript.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { Sandbox } from '../sandbox-server/sandbox/sandbox.ts';

/** The preset "campaign": a relay service on one side, people behind three providers on the other. They meet by mail and web only. */

const presets = await loadPresets('content/presets');

let sandbox: Sandbox;
afterEach(() => sandbox.stop());

const facts = <T extends Fact['type']>(type: T) =>
  sandbox.since(0).filter((event): event is EventOf<T> => event.type === type);

async function sendAndWait(to: string[]): Promise<void> {
  const course = presets.get('campaign');
  if (!course) throw new Error('no preset campaign');
  sandbox = new Sandbox({
    id: 'c',
    course,
    seed: 'preset',
    history: [],
    append: async () => undefined,
    wall: stoppedWall,
  });
  await sendAgain(to);
}

async function sendAgain(to: string[]): Promise<void> {
  const swaks = `swaks --server smtp.postly.example --port 587 --tls --auth-user acme-prod --auth-password blue-Kettle-7 --from news@acme.example --to ${to.join(',')} --header 'Content-Type: text/html' --body '<p>Spring!</p><a href="https://shop.acme.example/spring">See</a>'`;
  await play(sandbox, parseTranscript(`$ ${swaks}`));
  await sandbox.execute({ tab: 'tester00', number: sandbox.world.seq, command: { type: 'run-clock', to: 'idle' } });
}

/** What the relay service's tracking host saw of somebody. */
const events = (recipient: string) =>
  facts('service.noted')
    .filter((one) => one.recipient === recipient)
    .map((one) => one.event);

test('five readers: an open, a reader without an open, an open without a reader, a click without one, a complaint', async () => {
  await sendAndWait([
    'ann@globex.example',
    'dave@globex.example',
    'zoe@freemail.example',
    'omar@initech.example',
    'leo@freemail.example',
  ]);
  expect(events('ann@globex.example')).toEqual(['accepted', 'delivered', 'opened', 'clicked']);
  expect(events('dave@globex.example')).toEqual(['accepted', 'delivered']);
  expect(events('zoe@freemail.example')).toEqual(['accepted', 'delivered', 'opened']);
  expect(events('omar@initech.example')).toEqual(['accepted', 'delivered', 'clicked']);
  expect(events('leo@freemail.example')).toContain('complained');
  expect(facts('letter.read').map(({ mailbox }) => mailbox)).toEqual(
    expect.arrayContaining([
      'ann@globex.example',
      'dave@globex.example',
      'omar@initech.example',
      'leo@freemail.example',
    ]),
  );
  expect(facts('letter.read')).toHaveLength(4);
  expect(facts('letter.clicked').map(({ mailbox }) => mailbox)).toEqual(['ann@globex.example']);
  const shop = facts('web.requested').filter(({ host }) => host === 'web.acme.example');
  expect(shop.map(({ path, agent }) => `${path} ${agent?.split('/')[0]}`).sort()).toEqual([
    '/spring InitechSafeLinks',
    '/spring Mozilla',
  ]);
});

test('a reader’s copy is laid beside the letter as it was handed in: the service has marked it', async () => {
  await sendAndWait(['ann@globex.example', 'dave@globex.example']);
  const [stored] = sandbox.world.mailboxes.byAddress['ann@globex.example'] ?? [];
  if (!stored) throw new Error('nothing for Ann');
  const [before, ...others] = otherCopies(sandbox.world, 'ann@globex.example', stored);
  expect(before?.label).toBe('as it came to smtp.postly.example');
  expect(others.some(({ group }) => group === 'the same letter to somebody else')).toBe(true);
  expect(before?.raw).toContain('href="https://shop.acme.example/spring"');
  expect(stored.raw).not.toContain('href="https://shop.acme.example/spring"');
});

test('what happened to a letter in its mailbox tells machines from people', async () => {
  await sendAndWait(['ann@globex.example', 'zoe@freemail.example', 'omar@initech.example']);
  const { byLetter } = sandbox.world.readers;
  const told = (mailbox: string, name: string) => {
    const [, state] = Object.entries(byLetter).find(([key]) => key.startsWith(mailbox)) ?? [];
    return state && deedsOf(state, name).map(({ by, text }) => `${by}: ${text}`);
  };
  expect(told('zoe@', 'zoe')).toEqual(['machine: the provider’s image proxy fetched the pictures']);
  expect(told('omar@', 'omar')).toEqual([
    'machine: the company’s link scanner followed every link',
    'person: omar read, without pictures',
  ]);
  expect(told('ann@', 'ann')).toEqual(['person: ann read, with pictures', 'person: ann followed a link']);
});

test('who complained is not written to again', async () => {
  await sendAndWait(['leo@freemail.example']);
  await sendAgain(['leo@freemail.example', 'zoe@freemail.example']);
  expect(facts('message.delivered').filter(({ mailbox }) => mailbox === 'leo@freemail.example')).toHaveLength(1);
  expect(events('leo@freemail.example').at(-1)).toBe('suppressed');
  expect(events('zoe@freemail.example')).toContain('delivered');
});

test('on the wire, a copy of the service’s own is no forwarding, and who is kept back hears of nobody', async () => {
  await sendAndWait(['leo@freemail.example']);
  await sendAgain(['leo@freemail.example', 'zoe@freemail.example']);
  const bag = postbagOf(sandbox.world);
  const words = waysOf(bag).flatMap((way) => wayStepsOf(way, bag).map((step) => stepText(step)));
  expect(words.join('\n')).not.toContain('stands for');
  expect(words.some((line) => line.includes('made a copy for zoe@freemail.example'))).toBe(true);
  expect(words.some((line) => line.includes('sends nothing to leo@freemail.example'))).toBe(true);
});

test('what was sent ahead and refused for want of a recipient hides no reason: the full mailbox is the word on the wire', async () => {
  await sendAndWait(['carol@globex.example']);
  const bag = postbagOf(sandbox.world);
  const words = waysOf(bag).flatMap((way) => wayStepsOf(way, bag).map((step) => stepText(step)));
  expect(words.some((line) => line.includes('mx.globex.example') && line.includes('452 4.2.2'))).toBe(true);
  expect(words.join('\n')).not.toContain('no valid recipients');
});

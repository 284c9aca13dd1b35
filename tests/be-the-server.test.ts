import { describe, expect, test } from 'vitest';
import { wentOn } from '../components/terminal/went-on.ts';
import { serverCoachRules } from '../sandbox-server/sandbox/server-coach-rules.ts';
import { OwnWorld } from './own-world.ts';

// The learner answers as a server, with nc -l; a real mail server calls.

const laptop = 'laptop.acme.example';

/** Acme's server has a letter for somebody at the learner's own domain. */
function openWorld(): OwnWorld {
  return OwnWorld.open({ dns: [{ name: 'own.example', type: 'MX', preference: 10, exchange: laptop }] });
}

function types(world: OwnWorld, text: string, terminal = 'main'): Promise<void> {
  return world.command({ type: 'enter-lines', terminal, lines: [text] });
}

async function isCalled(world: OwnWorld, listening = 'nc -lC 25'): Promise<void> {
  await types(world, listening);
  await world.handIn({ rcpt: ['<me@own.example>'] });
}

async function answers(world: OwnWorld, ...lines: string[]): Promise<void> {
  for (const line of lines) await types(world, line);
}

/** What has come over the wire from the caller, line by line. */
function heard(world: OwnWorld): string[] {
  const { entries = [] } = world.sandbox.world.terminals.byName.main ?? {};
  const text = entries
    .map((entry) => (entry.kind === 'printed' && entry.voice === 'server' ? entry.text : ''))
    .join('');
  return text.split('\n').map((line) => line.trimEnd());
}

test('a mail server says nothing until the learner has greeted it', async () => {
  const world = openWorld();
  await isCalled(world);
  expect(heard(world)).toEqual(['']);
  await answers(world, '220 laptop.acme.example ESMTP');
  expect(heard(world)[0]).toBe('EHLO mail.acme.example');
});

test('a letter is handed over when each line is answered as the RFC says', async () => {
  const world = openWorld();
  await isCalled(world);
  await answers(world, '220 laptop.acme.example ESMTP', '250 laptop.acme.example', '250 Ok', '250 Ok', '354 Go on');
  expect(heard(world)).toEqual(
    expect.arrayContaining(['MAIL FROM:<kim@acme.example>', 'RCPT TO:<me@own.example>', 'DATA']),
  );
  expect(heard(world).at(-2)).toBe('.');
  await answers(world, '250 Taken, thank you');
  expect(world.facts('message.relayed').at(-1)?.reply).toContain('Taken, thank you');
  expect(heard(world).at(-2)).toBe('QUIT');
  await answers(world, '221 Bye');
  expect(world.sandbox.world.terminals.byName.main?.program).toBe('sh');
});

test('a 4xx to the recipient makes the letter wait, and the server calls again', async () => {
  const world = openWorld();
  await isCalled(world, 'nc -lkC 25');
  await answers(world, '220 here', '250 here', '250 Ok', '451 4.3.0 Not now');
  expect(world.lastDeferral()).toContain('Not now');
  await answers(world, '221 Bye');
  await world.command({ type: 'press-key', terminal: 'main', key: 'end-of-input' });
  await world.skip(6);
  const calls = world.facts('connection.opened').filter(({ to }) => to.host === laptop);
  expect(calls).toHaveLength(2);
});

test('a 5xx to the recipient is final: the sender gets a notice with the learner’s words', async () => {
  const world = openWorld();
  await isCalled(world);
  await answers(world, '220 here', '250 here', '250 Ok', '550 5.1.1 Nobody of that name');
  const [notice = ''] = await world.mailbox('kim@acme.example');
  expect(notice).toContain('Nobody of that name');
});

test('a reply whose last line never comes keeps the caller waiting until its patience ends', async () => {
  const world = openWorld();
  await isCalled(world);
  await answers(world, '220 here', '250-here');
  expect(world.facts('message.deferred')).toHaveLength(0);
  await world.skip(6);
  expect(world.lastDeferral()).toContain('4.4.2 conversation timed out with');
});

test('a port takes one program; Ctrl-C gives it back', async () => {
  const world = openWorld();
  await world.command({ type: 'open-terminal', terminal: 'second' });
  await types(world, 'nc -l 25');
  await types(world, 'nc -l 25', 'second');
  const said = world.facts('terminal.printed').filter(({ terminal }) => terminal === 'second');
  expect(said.at(-1)?.text).toBe('nc: Address already in use\n');
  expect(world.sandbox.world.hosts.byName[laptop]?.listening).toEqual([25]);
  await world.command({ type: 'press-key', terminal: 'main', key: 'interrupt' });
  expect(world.sandbox.world.hosts.byName[laptop]?.listening).toEqual([]);
});

test('a terminal that is closed is gone with what ran in it; the first one stays', async () => {
  const world = openWorld();
  await world.command({ type: 'open-terminal', terminal: 'second' });
  await types(world, 'nc -l 25', 'second');
  await world.command({ type: 'close-terminal', terminal: 'second' });
  expect(Object.keys(world.sandbox.world.terminals.byName)).toEqual(['main']);
  expect(world.sandbox.world.hosts.byName[laptop]?.listening).toEqual([]);
  const refused = await world.sandbox.execute({
    tab: 'tester01',
    number: 1,
    command: { type: 'close-terminal', terminal: 'main' },
  });
  expect(refused).toEqual({ error: 'the first terminal stays open' });
});

/** A mistake for each rule: what is answered, and how long is waited then, in minutes. */
const mistakes: Record<string, { lines: string[]; wait?: number }> = {
  'server-speaks-first': { lines: [], wait: 1 },
  'greeting-is-220': { lines: ['250 laptop.acme.example'] },
  'three-digits': { lines: ['Hello'] },
  'last-line-has-a-space': { lines: ['220 here', '250-here'], wait: 1 },
  'data-wants-354': { lines: ['220 here', '250 here', '250 Ok', '250 Ok', '250 Ok'] },
  'answer-the-dot': { lines: ['220 here', '250 here', '250 Ok', '250 Ok', '354 Go on'], wait: 1 },
  'answer-quit': { lines: ['220 here', '250 here', '250 Ok', '250 Ok', '354 Go on', '250 Ok'], wait: 1 },
};

describe('the coach of who answers as a server', () => {
  test.each(serverCoachRules.map(({ id }) => id))('notices %s', async (rule) => {
    const mistake = mistakes[rule];
    if (!mistake) throw new Error(`no mistake for ${rule}`);
    const world = openWorld();
    await isCalled(world);
    await answers(world, ...mistake.lines);
    if (mistake.wait) await world.skip(mistake.wait);
    expect(world.facts('coach.spoke').map((spoke) => spoke.rule)).toEqual([rule]);
  });

  test('is silent when all is right', async () => {
    const world = openWorld();
    await isCalled(world);
    await answers(
      world,
      '220-here',
      '220 is it',
      '250-here',
      '250 SIZE 1000',
      '250 Ok',
      '250 Ok',
      '354 Go on',
      '250 Ok',
    );
    expect(world.facts('coach.spoke')).toEqual([]);
  });
});

test('what the coach said of an answer is over when the caller understands the next one', async () => {
  const world = openWorld();
  const isOver = () => {
    const [spoke] = world.facts('coach.spoke');
    return wentOn(world.sandbox.since(spoke?.seq ?? 0), world.sandbox.world);
  };
  await isCalled(world);
  await answers(world, '220 here', '250-here');
  await world.skip(1);
  expect(world.facts('coach.spoke').map(({ rule }) => rule)).toEqual(['last-line-has-a-space']);
  await answers(world, '250-and more');
  expect(isOver()).toBe(false);
  await answers(world, '250 that is all');
  expect(isOver()).toBe(true);
});

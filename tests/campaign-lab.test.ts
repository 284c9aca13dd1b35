import { afterEach, expect, test } from 'vitest';
import { pastedAddresses } from '#protocol/address-list.ts';
import { answerGroups, isDead, readingByProvider, scoreOfList } from '#protocol/campaign-lab.ts';
import type { Command } from '#protocol/commands.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { loadPresets } from '../sandbox-server/courses.ts';
import { parseTranscript } from '../sandbox-server/protocol/transcript.ts';
import { play } from '../sandbox-server/sandbox/player.ts';
import { Sandbox } from '../sandbox-server/sandbox/sandbox.ts';

/** The campaign lab on real servers: what providers answer, and how a list that was built from it compares with the truth. */

const course = (await loadPresets('content/presets')).get('campaign-lab');
if (!course) throw new Error('no preset campaign-lab');
const { scenario } = course;
const list = scenario.newsletter?.recipients ?? [];

/** The dead, the full and a few of the living of each house: what five hundred have, of forty. */
const few = list.filter((address) => {
  const number = Number(/\d+/.exec(address)?.[0]);
  const crowd = scenario.actors.find((one) => one.kind === 'mailbox-provider' && address.endsWith(`@${one.domain}`));
  const size = crowd?.kind === 'mailbox-provider' ? (crowd.crowd?.count ?? 0) : 0;
  return number <= 24 ? number % 6 === 0 || [12, 17].includes(number) : number > size && number <= size + 2;
});

let sandboxes: Sandbox[] = [];
afterEach(async () => {
  await Promise.all(sandboxes.map((one) => one.stop()));
  sandboxes = [];
});

async function sent(seed = 'seed', recipients = few): Promise<Sandbox> {
  const { newsletter } = scenario;
  if (!course || !newsletter) throw new Error('no newsletter');
  const small = { ...course, scenario: { ...scenario, newsletter: { ...newsletter, recipients } } };
  const parts = { id: 'lab', history: [], append: async () => undefined, wall: stoppedWall };
  const sandbox = new Sandbox({ ...parts, course: small, seed });
  sandboxes.push(sandbox);
  await play(sandbox, parseTranscript('$ campaign --via postly'));
  await sandbox.execute({ tab: 'tester00', number: 1, command: { type: 'run-clock', to: 'idle' } });
  return sandbox;
}

const postly = ({ world }: Sandbox) => world.services.byName.postly ?? expect.fail('no service');
const dead = ({ world }: Sandbox) => few.filter((address) => isDead(world, address));

async function handIn(sandbox: Sandbox, addresses: string[]) {
  const command = { type: 'hand-in-list', service: 'postly', account: 'acme-prod', addresses } as const;
  const answer = await sandbox.execute({ tab: 'tester00', number: 2, command });
  return {
    answer,
    score: scoreOfList(sandbox.world, postly(sandbox).accounts['acme-prod']?.handedIn?.addresses ?? []),
  };
}

test('the list has five hundred addresses, 49 of them dead; who is full is alive', async () => {
  const { world } = await sent('seed', ['u001@globex.example']);
  expect(new Set(list).size).toBe(500);
  expect(list.filter((address) => isDead(world, address))).toHaveLength(49);
  expect(
    ['u017@globex.example', 'u033@globex.example', 'u176@globex.example'].map((one) => isDead(world, one)),
  ).toEqual([false, true, true]);
});

test('answers are grouped as they were said; the same address is never in two groups', async () => {
  const sandbox = await sent();
  const groups = answerGroups(postly(sandbox).events);
  const all = groups.flatMap(({ addresses }) => addresses);
  expect(new Set(all).size).toBe(all.length);
  const said = (words: string) => groups.filter((group) => group.words.includes(words));
  expect(said('mailbox unavailable')).toMatchObject([{ provider: 'oldmail.example', state: 'failed' }]);
  expect(said('unknown user: "…"')).toMatchObject([{ provider: 'initech.example', cameBack: true }]);
  expect(said('out of storage')).toMatchObject([{ state: 'expired', addresses: ['u017@globex.example'] }]);
  expect(dead(sandbox).filter((address) => !all.includes(address))).toEqual([]);
});

test('a list of exactly the dead has all points; each living reader on it costs one, each dead one that is missing too', async () => {
  const sandbox = await sent();
  const gone = dead(sandbox);
  expect(gone.length).toBeGreaterThan(8);
  expect(
    (
      await handIn(
        sandbox,
        gone.map((one) => one.toUpperCase()),
      )
    ).score,
  ).toEqual({
    right: gone,
    wrong: [],
    missed: [],
    points: 100,
  });
  const full = 'u017@globex.example';
  const { wrong, missed, points } = scoreOfList(sandbox.world, [...gone.slice(1), full]);
  expect({ wrong, missed }).toEqual({ wrong: [full], missed: [gone[0]] });
  expect(points).toBe(Math.round((100 * (gone.length - 2)) / gone.length));
  expect(scoreOfList(sandbox.world, few).points).toBeLessThan(20);
  expect(scoreOfList(sandbox.world, []).points).toBe(0);
});

test('who asked to be left alone is neither dead nor a lost reader', async () => {
  const sandbox = await sent('seed', ['u001@freemail.example']);
  const mailbox = 'u001@freemail.example';
  const command = { type: 'handle-letter', mailbox, message: `${mailbox}/1`, deed: 'report-spam' } as const;
  expect(scoreOfList(sandbox.world, [mailbox]).wrong).toEqual([mailbox]);
  await sandbox.execute({ tab: 'tester00', number: 2, command });
  expect(scoreOfList(sandbox.world, [mailbox])).toMatchObject({ right: [], wrong: [], missed: [] });
});

test('a list can be handed in again; nonsense is refused with its field, and changes nothing', async () => {
  const sandbox = await sent('seed', ['u001@globex.example']);
  expect((await handIn(sandbox, ['nobody'])).answer).toMatchObject({ field: 'command.addresses' });
  expect(postly(sandbox).accounts['acme-prod']?.handedIn).toBeUndefined();
  const command: Command = {
    type: 'hand-in-list',
    service: 'postly',
    account: '__proto__',
    addresses: ['a@b.example'],
  };
  expect(await sandbox.execute({ tab: 'tester00', number: 3, command })).toMatchObject({ field: 'command.account' });
});

test('opens are counted that no person made, and readers are missed: people are counted by what they did', async () => {
  const sandbox = await sent();
  const { all } = readingByProvider(sandbox.world, postly(sandbox));
  if (!all) throw new Error('nothing was delivered');
  const people = Object.values(sandbox.world.readers.byLetter);
  expect(all.readers).toBe(people.filter(({ read }) => read).length);
  expect(all.clickers).toBe(people.filter(({ clicked }) => clicked.length > 0).length);
  const numbersBeside = [all.openedByMachines, all.unseen, all.clickedByMachines];
  expect(numbersBeside.every((number) => number > 0)).toBe(true);
});

test('the same seed brings the same readers, another seed others', async () => {
  const table = async (seed: string) => {
    const sandbox = await sent(seed);
    return readingByProvider(sandbox.world, postly(sandbox));
  };
  const first = await table('one');
  expect(await table('one')).toEqual(first);
  expect(await table('two')).not.toEqual(first);
});

test('addresses are found in lines, in columns and in brackets, each once', () => {
  expect(
    pastedAddresses('email,status\n"U001@Globex.example",hard\nAnn <ann@globex.example>; u001@globex.example\n'),
  ).toEqual(['u001@globex.example', 'ann@globex.example']);
  expect(pastedAddresses("O'Neill@globex.example 'kim@acme.example'")).toEqual([
    "o'neill@globex.example",
    'kim@acme.example',
  ]);
  expect(pastedAddresses('(mailto:Ann@globex.example), [bob@acme.example]. kim@acme.example.')).toEqual([
    'ann@globex.example',
    'bob@acme.example',
    'kim@acme.example',
  ]);
  expect(pastedAddresses('u001@globex;example foo@ @bar foo@bar not an address')).toEqual([]);
  const noise = [
    `${'x'.repeat(100_000)}@`,
    '@'.repeat(100_000),
    `${'a'.repeat(300)}@globex.example`,
    `${'.'.repeat(100_000)}x`,
  ];
  expect(pastedAddresses(noise.join('\n'))).toEqual([]);
});

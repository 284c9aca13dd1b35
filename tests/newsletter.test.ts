import { afterEach, expect, test } from 'vitest';
import { mailAcmeWithLogins } from '../content/worlds/lab-hosts.ts';
import { OwnWorld } from './own-world.ts';

/** `campaign`, the newsletter program: one letter for each address, and no memory of what was refused. */

let world: OwnWorld;
afterEach(() => world.sandbox.stop());

const { name: server } = mailAcmeWithLogins;

function open(config: Record<string, string> = {}): void {
  world = OwnWorld.open({
    hosts: [mailAcmeWithLogins],
    config: { [server]: config },
    backup: false,
    newsletter: {
      from: 'kim@acme.example',
      name: 'Acme News',
      subject: 'Spring',
      body: '<p>Spring</p>\n.dots stay dots',
      recipients: ['ann@globex.example', 'ghost@globex.example', 'dave@globex.example'],
      ways: [{ name: 'acme', server, port: 587, user: 'kim', password: 'sardine' }],
    },
  });
}

const type = async (...lines: string[]) => {
  await world.sandbox.settled();
  await world.command({ type: 'enter-lines', terminal: 'main', lines });
};
const printed = () =>
  world
    .facts('terminal.printed')
    .map(({ text }) => text)
    .join('');

test('each address gets a letter of its own, inside TLS and after a login; dots arrive as they were', async () => {
  open();
  await type('campaign --via acme');
  expect(printed()).toContain('Logged in as kim.');
  expect(printed()).toContain('3 addresses: 3 taken, 0 not.\nTaken is not delivered');
  const [letter = ''] = await world.mailbox('ann@globex.example');
  expect(letter).toContain('To: ann@globex.example\r\n');
  expect(letter).toContain('From: Acme News <kim@acme.example>\r\n');
  expect(letter).toContain('\r\n.dots stay dots\r\n');
  expect(await world.mailbox('dave@globex.example')).toHaveLength(1);
  expect(world.facts('message.accepted').filter(({ host }) => host === server)[0]).toMatchObject({ user: 'kim' });
});

test('“later” is no different from “no”: the program goes on, forgets, and says so', async () => {
  open({ lab_rate_per_min: '2' });
  await type('campaign --via acme');
  expect(printed()).toContain('~ dave@globex.example        451 4.7.0 Rate limit exceeded, retry later');
  expect(printed()).toContain('3 addresses: 2 taken, 1 not.');
  expect(printed()).toContain('it has forgotten them');
  await world.skip(24 * 60);
  expect(await world.mailbox('dave@globex.example')).toEqual([]);
});

test('with a pause it keeps to the pace, on the sandbox’s clock', async () => {
  open({ lab_rate_per_min: '2' });
  await type('campaign --via acme --pause 40s');
  expect(printed()).not.toContain('addresses:');
  await world.skip(3);
  expect(printed()).toContain('3 addresses: 3 taken, 0 not.');
});

test('Ctrl-C ends it between two letters', async () => {
  open();
  await type('campaign --via acme --pause 40s');
  await world.command({ type: 'press-key', terminal: 'main', key: 'interrupt' });
  await world.skip(5);
  expect(world.facts('message.accepted').filter(({ host }) => host === server)).toHaveLength(1);
});

test('a wrong password sends nothing, and the server’s words are shown', async () => {
  open();
  await type('campaign --via acme --password salmon');
  expect(printed()).toContain('campaign: login as kim: 535 5.7.8');
  expect(world.facts('message.accepted')).toEqual([]);
});

test('header fields are added as given; what is none is refused before anybody is called', async () => {
  open();
  await type("campaign --via acme --header 'List-Unsubscribe: <%unsubscribe_url%>'");
  expect((await world.mailbox('ann@globex.example'))[0]).toContain('\r\nList-Unsubscribe: <%unsubscribe_url%>\r\n');
  const calls = world.facts('connection.opened').length;
  await type("campaign --via acme --header 'no field'", 'campaign --via nowhere', 'campaign --via', 'campaign --all');
  expect(world.facts('connection.opened')).toHaveLength(calls);
  for (const problem of [
    "--header needs 'Name: text'",
    'nowhere is no way that I know: acme',
    '--via needs a value',
    '--all is no option of mine',
  ]) {
    expect(printed()).toContain(problem);
  }
});

test('without a way it tells what it would send, and by which ways; without a newsletter there is nothing', async () => {
  open();
  await type('campaign', 'campaign --list');
  expect(printed()).toContain('to 3 addresses');
  expect(printed()).toContain(`acme  ${server}:587, as kim`);
  expect(printed()).toContain('ghost@globex.example\n');
  await world.sandbox.stop();
  world = OwnWorld.open();
  await type('campaign --via acme');
  expect(printed()).toContain('there is no newsletter in this sandbox');
});

import { describe, expect, test } from 'vitest';
import { mail, openSmallOffice } from '../../small-office.ts';

/** A server with two messages that nobody takes, and the learner's shell on it. */
async function withQueue() {
  const office = openSmallOffice();
  await office.type(
    `swaks --server ${mail} --to ann@globex.example -ha`,
    `swaks --server ${mail} --to zoe@globex.example -ha`,
  );
  office.clock.advanceTo(60_000);
  await office.settled();
  await office.type(`ssh ${mail}`);
  const [first = '', second = ''] = Object.keys(office.world.queues.byHost[mail] ?? {});
  return { ...office, first, second };
}

describe('postsuper', () => {
  test('deletes one message, or all of them', async () => {
    const { type, first, second } = await withQueue();
    expect(await type(`postsuper -d ${first}`)).toBe(`postsuper: ${first}: removed\npostsuper: Deleted: 1 message\n`);
    expect(await type('mailq')).not.toContain(first);
    expect(await type('postsuper -d ALL')).toContain(`postsuper: ${second}: removed`);
    expect(await type('mailq')).toBe('Mail queue is empty\n');
  });

  test('puts on hold, which mailq shows, and releases', async () => {
    const { type, first } = await withQueue();
    expect(await type(`postsuper -h ${first}`)).toContain('Placed on hold: 1 message');
    expect(await type('mailq')).toContain(`${first}!`);
    expect(await type(`postsuper -h ${first}`)).toBe('');
    expect(await type(`postqueue -i ${first}`)).toContain('is on hold');
    expect(await type(`postsuper -H ${first}`)).toContain('Released from hold: 1 message');
    expect(await type('mailq')).not.toContain('!');
  });

  test('requeues, and takes ids from a pipe', async () => {
    const { type, first, second, of } = await withQueue();
    expect(await type('postsuper -r ALL')).toContain('Requeued: 2 messages');
    expect(of('message.requeued')).toMatchObject([{ queueId: first }, { queueId: second }]);
    expect(await type(`printf '%s\\n' ${first} ${second} | postsuper -d -`)).toContain('Deleted: 2 messages');
  });

  test.each([
    ['postsuper -d', '-d needs a queue id, or ALL'],
    ['postsuper', 'what shall be done?'],
    ['postsuper -x ALL', 'option -x is not available here'],
    ['postsuper -d NOPE', 'there is no message NOPE in the queue'],
    ['postqueue -i NOPE', 'there is no message NOPE in the queue'],
    ['postfix', 'reload, check, flush or status?'],
    ['postfix reload now', 'reload, check, flush or status?'],
    ['postfix stop', 'is not available here'],
    ['postcat -q NOPE', 'postcat: fatal: open queue file NOPE: No such file or directory'],
    ['postcat NOPE', 'needs -q and a queue id'],
  ])('%s: %s', async (line, reason) => {
    const { type } = await withQueue();
    expect(await type(line)).toContain(reason);
  });
});

test('postfix reloads, which is not needed here, and flushes as postqueue -f does', async () => {
  const { type, of } = await withQueue();
  expect(await type('postfix reload && postfix check && postfix status')).toBe(
    'postfix/postfix-script: refreshing the Postfix mail system\npostfix/postfix-script: the Postfix mail system is running\n',
  );
  expect(of('queue.flushed')).toEqual([]);
  expect(await type('postfix flush')).toBe('');
  expect(of('queue.flushed')).toMatchObject([{ host: mail }]);
  expect(await type('exit', 'postfix reload')).toContain('postfix: there is no mail server on this host');
});

test('mailq lists in the columns of Postfix, and says a reason once', async () => {
  const { type, first, world } = await withQueue();
  const [head = '', entry = '', reason = '', recipient = ''] = (await type('mailq')).split('\n');
  expect(head).toBe('-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------');
  const size = String(world.queues.byHost[mail]?.[first]?.size).padStart(7);
  expect(entry).toMatch(new RegExp(`^${first} {1,} *${size.trim()} Mon Jan  5 09:00:\\d\\d  kim@`));
  expect(entry.indexOf(' Mon')).toBe(11 + 1 + 7);
  expect(reason).toMatch(/^ *\(.*\)$/);
  expect(reason.length).toBe(78);
  expect(recipient).toBe(`${' '.repeat(41)}ann@globex.example`);
  const both = await withQueue();
  await both.type('postsuper -d ALL', 'exit', `swaks --server ${mail} --to ann@globex.example,zoe@globex.example -ha`);
  both.clock.advanceTo(both.clock.now() + 60_000);
  await both.settled();
  expect((await both.type(`ssh ${mail} mailq`)).match(/^ *\(/gm)).toHaveLength(1);
});

test('mailq marks what is being tried again, and does not repeat the reason of the time before', async () => {
  const { type, first, world, clock, settled } = await withQueue();
  const before = await type('mailq');
  expect(before).toContain(`${first} `);
  expect(before).toContain('Connection timed out');
  clock.advanceTo(world.queues.byHost[mail]?.[first]?.dueAt ?? 0);
  await settled();
  const meanwhile = await type('mailq');
  expect(meanwhile).toContain(`${first}*`);
  expect(meanwhile).not.toContain('Connection timed out');
});

test('postqueue -i makes one message due, and no other', async () => {
  const { type, first, of } = await withQueue();
  await type(`postqueue -i ${first}`);
  expect(of('message.requeued')).toMatchObject([{ queueId: first }]);
});

test('postcat shows the envelope and the message of a queue file', async () => {
  const { type, first } = await withQueue();
  const file = await type(`postcat -q ${first}`);
  expect(file).toContain(`*** ENVELOPE RECORDS deferred/${first} ***\n`);
  expect(file).toContain('sender: kim@acme.example\nrecipient: ann@globex.example\n*** MESSAGE CONTENTS');
  expect(file).toContain('\n\nThis is a test mailing\n*** HEADER EXTRACTED');
  expect(await type(`postcat -bq ${first}`)).toBe('This is a test mailing\n');
  expect(await type(`postcat -hq ${first} | grep -c ^Subject`)).toBe('1\n');
});

test('without a mail server there is no queue', async () => {
  const { type } = openSmallOffice();
  for (const line of ['mailq', 'postqueue -f', 'postqueue -i X', 'postsuper -d ALL', 'postcat -q X']) {
    expect(await type(line)).toContain(`there is no mail server on this host. Go to one first: ssh ${mail}`);
  }
});

describe('postqueue -s', () => {
  test('tries what waits for a domain that this server relays for', async () => {
    const { type, of } = await withQueue();
    await type("postconf -e 'relay_domains = globex.example'");
    expect(await type('postqueue -s Globex.Example')).toBe('');
    expect(of('queue.flushed')).toMatchObject([{ host: mail, domain: 'globex.example' }]);
  });

  test('says why it does not for any other', async () => {
    const { type, of } = await withQueue();
    expect(await type('postqueue -s globex.example')).toContain('not configured for destination "globex.example"');
    expect(await type('postqueue -s')).toContain('-s needs a domain');
    expect(of('queue.flushed')).toEqual([]);
  });
});

describe('postconf', () => {
  test('-d prints the default, whatever is set; -h only the value; -n only what is set', async () => {
    const { type } = await withQueue();
    await type("postconf -e 'message_size_limit = 5000'");
    expect(await type('postconf message_size_limit')).toBe('message_size_limit = 5000\n');
    expect(await type('postconf -d message_size_limit')).toBe('message_size_limit = 10240000\n');
    expect(await type('postconf -dh message_size_limit')).toBe('10240000\n');
    expect(await type('postconf -n hopcount_limit message_size_limit')).toBe('message_size_limit = 5000\n');
    expect(await type('postconf -d')).toContain('smtp_destination_concurrency_limit = 20\n');
  });

  test('an option that it has not is no parameter', async () => {
    const { type } = await withQueue();
    expect(await type('postconf -x')).toMatch(/^postconf: unknown option '-x'/);
    expect(await type('postconf -n -d')).toContain('specify one of -n and -d');
    expect(await type('postconf nonsense')).toBe('postconf: warning: nonsense: unknown parameter\n');
  });
});

import { describe, expect, test } from 'vitest';
import { eventsVersion, type Fact, type SandboxEvent } from '#protocol/events.ts';
import { defineScenario, type ScenarioInput } from '#protocol/scenario.ts';
import { apply, emptyWorld } from '#protocol/world.ts';
import { Resolver } from './resolver.ts';

const by = { client: 'laptop.acme.example', driver: 'learner' } as const;

/** The zones of a small world, and what was asked. */
function openNames(...dns: NonNullable<ScenarioInput['dns']>) {
  const position = { column: 0, row: 0 };
  const scenario = defineScenario({
    hosts: [
      { name: 'laptop.acme.example', address: '192.0.2.10', role: 'workstation', label: 'you', position },
      {
        name: 'mx.globex.example',
        alsoKnownAs: ['globex.example'],
        address: '198.51.100.25',
        role: 'mail',
        label: 'MX',
        position,
      },
      { name: 'ns.globex.example', address: '198.51.100.53', role: 'dns', label: 'DNS', position },
    ],
    dns,
    terminal: { host: 'laptop.acme.example', user: 'kim' },
  });
  const world = emptyWorld();
  const asked: Fact[] = [];
  const record = async (...facts: Fact[]) => {
    for (const fact of facts) {
      const event: SandboxEvent = { ...fact, seq: world.seq + 1, at: 0 };
      apply(world, event);
      if (fact.type === 'dns.answered') asked.push(fact);
    }
  };
  record({ type: 'sandbox.started', version: eventsVersion, lesson: 'dns', seed: 'seed', scenario });
  return { resolver: new Resolver({ world, record }), record, asked };
}

const mx = (name: string, preference: number, exchange: string) =>
  ({ name, type: 'MX', preference, exchange }) as const;
const alias = (name: string, target: string) => ({ name, type: 'CNAME', target }) as const;

describe('a question', () => {
  test('is one fact, with who asked, the name as DNS compares it, and the answer', async () => {
    const { resolver, asked } = openNames();
    const answer = await resolver.query(by, 'MX.Globex.Example.', 'A');
    expect(answer.answers).toEqual([{ name: 'mx.globex.example', type: 'A', address: '198.51.100.25' }]);
    const question = { name: 'mx.globex.example', type: 'A' };
    expect(asked).toEqual([{ type: 'dns.answered', ...by, question, ...answer }]);
  });

  test('is answered on a later turn', async () => {
    const { resolver, asked } = openNames();
    const asking = resolver.query(by, 'globex.example', 'A');
    await Promise.resolve();
    expect(asked).toEqual([]);
    await asking;
    expect(asked).toHaveLength(1);
  });

  test('finds zones that were written in capitals', async () => {
    const { resolver } = openNames({ name: 'Acme.Example.', type: 'TXT', text: 'v=spf1 -all' });
    expect((await resolver.query(by, 'acme.example', 'TXT')).answers).toHaveLength(1);
  });

  test.each([
    ['a name that nobody has', 'globex.invalid', 'NXDOMAIN'],
    ['a name with records of another type', 'mx.globex.example', 'NOERROR'],
    ['a name that only has names below it', 'example', 'NOERROR'],
    ['a name that is only the tail of a label', 'lobex.example', 'NXDOMAIN'],
  ])('about %s has an empty answer', async (_name, name, rcode) => {
    const { resolver } = openNames();
    expect(await resolver.query(by, name, 'MX')).toEqual({ rcode, answers: [] });
  });

  test('fails while the name server has no power', async () => {
    const { resolver, record } = openNames();
    record({ type: 'host.stopped', host: 'ns.globex.example' });
    expect(await resolver.query(by, 'globex.example', 'A')).toEqual({ rcode: 'SERVFAIL', answers: [] });
    expect(await resolver.mailHosts(by, 'globex.example')).toEqual({ kind: 'failed' });
    record({ type: 'host.started', host: 'ns.globex.example' });
    expect(await resolver.addresses(by, 'globex.example')).toEqual(['198.51.100.25']);
  });
});

describe('an alias', () => {
  test('is followed, and the whole way is in the answer', async () => {
    const { resolver } = openNames(
      alias('www.globex.example', 'web.globex.example.'),
      alias('web.globex.example', 'globex.example'),
    );
    const { answers } = await resolver.query(by, 'www.globex.example', 'A');
    expect(answers.map(({ name, type }) => [name, type])).toEqual([
      ['www.globex.example', 'CNAME'],
      ['web.globex.example', 'CNAME'],
      ['globex.example', 'A'],
    ]);
    expect(await resolver.addresses(by, 'www.globex.example')).toEqual(['198.51.100.25']);
  });

  test('is itself the answer when it is asked for', async () => {
    const { resolver } = openNames(alias('www.globex.example', 'globex.example'));
    const { answers } = await resolver.query(by, 'www.globex.example', 'CNAME');
    expect(answers).toEqual([alias('www.globex.example', 'globex.example')]);
  });

  test('to nowhere is NXDOMAIN, with the alias', async () => {
    const { resolver } = openNames(alias('www.globex.example', 'gone.globex.example'));
    const answer = await resolver.query(by, 'www.globex.example', 'A');
    expect(answer).toEqual({ rcode: 'NXDOMAIN', answers: [alias('www.globex.example', 'gone.globex.example')] });
  });

  test('in a circle fails, and ends', async () => {
    const { resolver } = openNames(alias('a.example', 'b.example'), alias('b.example', 'a.example'));
    expect(await resolver.query(by, 'a.example', 'A')).toEqual({ rcode: 'SERVFAIL', answers: [] });
  });
});

describe('mail for a domain goes', () => {
  test('to its MX hosts, lowest preference first, equals as written', async () => {
    const { resolver } = openNames(
      mx('acme.example', 20, 'backup.acme.example'),
      mx('acme.example', 10, 'MX2.acme.example.'),
      mx('acme.example', 10, 'mx1.acme.example'),
    );
    expect(await resolver.mailHosts(by, 'Acme.Example')).toEqual({
      kind: 'mx',
      hosts: [
        { preference: 10, exchange: 'mx2.acme.example' },
        { preference: 10, exchange: 'mx1.acme.example' },
        { preference: 20, exchange: 'backup.acme.example' },
      ],
    });
  });

  test('where its alias points', async () => {
    const { resolver } = openNames(alias('acme.test', 'acme.example'), mx('acme.example', 10, 'mx1.acme.example'));
    expect(await resolver.mailHosts(by, 'acme.test')).toMatchObject({ kind: 'mx' });
  });

  test('to the domain itself without MX records', async () => {
    const { resolver } = openNames();
    expect(await resolver.mailHosts(by, 'globex.example')).toEqual({ kind: 'implicit' });
  });

  test.each(['.', ''])('nowhere with the null MX (%j)', async (exchange) => {
    const { resolver } = openNames(mx('nomail.example', 0, exchange));
    expect(await resolver.mailHosts(by, 'nomail.example')).toEqual({ kind: 'null-mx' });
  });

  test('nowhere when the domain does not exist', async () => {
    const { resolver } = openNames();
    expect(await resolver.mailHosts(by, 'typo.invalid')).toEqual({ kind: 'no-domain' });
  });
});

describe('an address', () => {
  test('has a name by its PTR record', async () => {
    const { resolver, asked } = openNames();
    expect(await resolver.reverse(by, '198.51.100.25')).toBe('mx.globex.example');
    expect(await resolver.reverse(by, '203.0.113.7')).toBeUndefined();
    expect(asked).toMatchObject([
      { question: { name: '25.100.51.198.in-addr.arpa', type: 'PTR' }, rcode: 'NOERROR' },
      { question: { name: '7.113.0.203.in-addr.arpa' }, rcode: 'NXDOMAIN' },
    ]);
  });

  test('of the loopback is known without asking', async () => {
    const { resolver, asked } = openNames();
    expect(await resolver.reverse(by, '127.0.0.1')).toBe('localhost');
    expect(await resolver.addresses(by, 'localhost')).toEqual(['127.0.0.1']);
    expect(asked).toEqual([]);
  });
});

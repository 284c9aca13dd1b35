import { describe, expect, test } from 'vitest';
import type { Scenario } from '#protocol/scenario.ts';
import { parseZoneFile } from '#protocol/zone-file.ts';
import { zonesOf } from '#protocol/zones.ts';
import { parseMainCf } from '../components/config/main-cf.ts';
import { productionOf } from '../components/config/production.ts';
import company from '../content/presets/company.ts';
import openRelay from '../content/presets/relay-for-anyone.ts';
import { stoppedWall } from '../sandbox-server/clock/clock.ts';
import { Sandbox } from '../sandbox-server/sandbox/sandbox.ts';
import { postOffice } from './post-office.ts';

/** "In production this would be": what is generated from a sandbox can be used, and works against it. */

const worlds: [string, Scenario][] = [
  ['company', company.scenario],
  ['relay-for-anyone', openRelay.scenario],
  ['post-office', postOffice.scenario],
];

function open(scenario: Scenario): Sandbox {
  const course = { ...postOffice, slug: 'production', scenario };
  return new Sandbox({ id: 'p', course, seed: 'seed', history: [], append: async () => undefined, wall: stoppedWall });
}

describe.each(worlds)('%s', (_, scenario) => {
  const sandbox = open(scenario);
  const { world } = sandbox;
  const hosts = Object.values(world.hosts.byName).filter(({ role }) => role === 'mail');

  test.each(hosts.map((host) => [host.name, host] as const))('the files of %s parse back', (_name, host) => {
    const { mainCf, zones } = productionOf(world, host);
    const { set, notes } = parseMainCf(mainCf);
    expect(notes).toEqual([]);
    expect(set).toMatchObject(plainSettings(host.config));
    expect(zones.length).toBeGreaterThan(0);
    for (const { zone, text } of zones) {
      const parsed = parseZoneFile(text, zone);
      expect(parsed.notes).toEqual([]);
      const { records = [] } = zonesOf(world.names).find((one) => one.zone === zone) ?? {};
      expect(parsed.records).toEqual([expect.objectContaining({ type: 'NS', name: zone }), ...records]);
    }
  });

  test.each(hosts.flatMap((host) => productionOf(world, host).tests.map(({ line }) => [line, host.name] as const)))(
    '%s',
    async (line, host) => {
      const own = open(scenario);
      await own.settled();
      await own.execute({
        tab: 'tester00',
        number: 1,
        command: { type: 'enter-lines', terminal: 'main', lines: [line] },
      });
      await own.settled();
      const accepted = own.since(0).filter((event) => event.type === 'message.accepted');
      expect(accepted[0], terminalOf(own)).toMatchObject({ host, origin: 'learner' });
      expect(own.since(0).filter(({ type }) => type === 'message.delivered')).not.toEqual([]);
      await own.stop();
    },
  );
});

test('look-up tables stand in files of their own, with the command that makes them known', () => {
  const sandbox = open({
    ...company.scenario,
    hosts: company.scenario.hosts.map((host) => ({
      ...host,
      config: {
        ...host.config,
        alias_maps: 'sales: kim bob, all: sales',
        transport_maps: 'b.example smtp:[c.example]',
      },
    })),
  });
  const host = sandbox.world.hosts.byName['mail.acme.example'];
  if (!host) throw new Error('the company has a mail server');
  const { mainCf, maps, masterCf } = productionOf(sandbox.world, host);
  expect(mainCf).toContain('alias_maps = hash:/etc/aliases\n');
  expect(mainCf).toContain('transport_maps = hash:/etc/postfix/transport\n');
  expect(maps).toContainEqual({ path: '/etc/aliases', text: 'sales: kim, bob\nall: sales\n', command: 'newaliases' });
  expect(maps).toContainEqual({
    path: '/etc/postfix/transport',
    text: 'b.example smtp:[c.example]\n',
    command: 'postmap /etc/postfix/transport',
  });
  expect(masterCf).toContain('submissions inet n - y - - smtpd\n  -o smtpd_tls_wrappermode=yes\n');
});

test('our own parameters become comments that name what does it in the real world', () => {
  const { hosts, config, names } = open(company.scenario).world;
  const mx = hosts.byName['mx.globex.example'];
  if (!mx) throw new Error('Globex has an MX');
  const { mainCf } = productionOf({ hosts, config, names }, mx);
  expect(mainCf).toContain('# lab_disabled_mailboxes = frank: check_recipient_access with a table that says REJECT\n');
  expect(mainCf).not.toMatch(/^lab_/m);
});

/** What a real Postfix has in the same words: no tables, nothing of ours. */
function plainSettings(config: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !/^lab_|_maps$/.test(name)));
}

function terminalOf({ world }: Sandbox): string {
  const { entries } = world.terminals.byName.main ?? { entries: [] };
  return entries.map((entry) => ('text' in entry ? entry.text : '')).join('');
}

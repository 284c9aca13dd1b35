import { eventsVersion, type Fact, type SandboxEvent } from '#protocol/events.ts';
import { defineScenario, type Scenario, type ScenarioInput } from '#protocol/scenario.ts';
import { mx2Globex, nsLab, relayOldcorp } from '../../content/worlds/lab-hosts.ts';
import { stoppedWall } from '../../sandbox-server/clock/clock.ts';
import { freeCourse } from '../../sandbox-server/courses.ts';
import { parameterProblem } from '../../sandbox-server/mta/config.ts';
import { Sandbox } from '../../sandbox-server/sandbox/sandbox.ts';
import type { Case } from './notation.ts';

/** The internet of the conformance cases: every kind of server that there is a rule for. */
const hosts: ScenarioInput['hosts'] = [
  workstation('laptop.acme.example', '192.0.2.10'),
  workstation('home.isp.example', '203.0.113.20'),
  workstation('bot.bargains.example', '203.0.113.66'),
  {
    name: 'mail.acme.example',
    address: '192.0.2.25',
    role: 'mail',
    label: 'submission and relay',
    position: { column: 1, row: 0 },
    ports: [25, 465, 587, 2525],
    mailboxes: ['kim', 'bob', 'postmaster'],
    accounts: [
      { user: 'kim', password: 'sardine', token: 'kim-oauth-token' },
      { user: 'bob', password: 'pässword' },
    ],
    config: {
      mydestination: 'acme.example',
      mynetworks: '127.0.0.0/8 192.0.2.0/26',
      smtpd_tls_security_level: 'may',
      smtpd_sasl_auth_enable: 'yes',
      smtpd_sender_restrictions: 'reject_authenticated_sender_login_mismatch',
      smtpd_sender_login_maps: 'kim@acme.example kim, bob@acme.example bob',
    },
  },
  {
    name: 'mx.globex.example',
    address: '198.51.100.25',
    role: 'mail',
    label: 'final stop',
    position: { column: 2, row: 0 },
    ports: [25],
    mailboxes: ['ann', 'carol', 'dave', 'frank', 'jürgen', '"john doe"', '"a@b"', "o'brien+list", 'postmaster'],
    config: {
      mydestination: 'globex.example, xn--bcher-kva.example',
      alias_maps: 'info: ann, abuse: postmaster',
      lab_lists: 'crew: ann@globex.example dave@globex.example',
    },
  },
  { ...mx2Globex, mailboxes: ['postmaster'] },
  relayOldcorp,
  nsLab,
];

const scenario = {
  hosts,
  dns: [
    { name: 'acme.example', type: 'MX', preference: 10, exchange: 'mail.acme.example' },
    { name: 'globex.example', type: 'MX', preference: 10, exchange: 'mx.globex.example' },
    { name: 'xn--bcher-kva.example', type: 'MX', preference: 10, exchange: 'mx.globex.example' },
    { name: 'nomail.example', type: 'MX', preference: 0, exchange: '.' },
    { name: '66.113.0.203.bl.lab.test', type: 'A', address: '127.0.0.2' },
    { name: '66.113.0.203.bl.lab.test', type: 'TXT', text: 'sends to traps' },
    { name: 'strict.example', type: 'TXT', text: 'v=spf1 -all' },
    { name: '_dmarc.strict.example', type: 'TXT', text: 'v=DMARC1; p=reject' },
    { name: 'strict.example', type: 'MX', preference: 10, exchange: 'mx.globex.example' },
  ],
  latencyMs: 0,
} satisfies Omit<ScenarioInput, 'terminal'>;

function workstation(name: string, address: string): ScenarioInput['hosts'][number] {
  return { name, address, role: 'workstation', label: 'client', position: { column: 0, row: 0 } };
}

/** A sandbox that is set as a case wants it. The same case gives the same octets. Its clock moves only when told. */
export function openInternet(one: Case): Sandbox {
  const set = scenarioOf(one);
  return new Sandbox({
    id: 'conformance',
    course: freeCourse('conformance', set),
    seed: 'conformance',
    history: historyOf(one, set),
    append: async () => undefined,
    wall: stoppedWall,
  });
}

function scenarioOf({ from, settings, faults, place }: Case): Scenario {
  for (const { host, parameter, value } of settings) {
    const problem = hosts.some(({ name }) => name === host) ? parameterProblem(parameter, value) : 'is of no such host';
    if (problem) throw new Error(`${place}: ${parameter} ${problem}`);
  }
  return defineScenario({
    ...scenario,
    hosts: hosts.map((host) => {
      const own = settings.filter((setting) => setting.host === host.name);
      return { ...host, config: { ...host.config, ...Object.fromEntries(own.map((s) => [s.parameter, s.value])) } };
    }),
    faults: faults.map(({ kind, host }) => ({
      id: kind,
      label: kind,
      on: true,
      kind,
      host,
      when: 'before-acceptance',
    })) as ScenarioInput['faults'], // a kind that does not exist is refused by the schema
    terminal: { host: from, user: 'kim' },
  });
}

/** A host without a name in the DNS is one whose name was taken away. */
function historyOf({ from, nameless }: Case, set: Scenario): SandboxEvent[] {
  if (!nameless) return [];
  const address = set.hosts.find(({ name }) => name === from)?.address ?? '';
  const name = `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const facts: Fact[] = [
    { type: 'sandbox.started', version: eventsVersion, lesson: 'conformance', seed: 'conformance', scenario: set },
    { type: 'zone.changed', remove: [{ name, type: 'PTR', target: from }], add: [], by: 'lesson' },
  ];
  return facts.map((fact, index) => ({ ...fact, seq: index + 1, at: 0 }));
}

import type { Fact, SandboxEvent } from '#protocol/events.ts';
import { defineScenario, type Scenario } from '#protocol/scenario.ts';
import { apply, emptyWorld } from '#protocol/world.ts';
import { Clock, stoppedWall } from '../clock/clock.ts';
import { Random } from '../clock/random.ts';
import { WorkInProgress } from '../clock/work.ts';
import { Resolver } from '../dns/resolver.ts';
import { MailServer } from '../mta/mail-server.ts';
import { Network } from '../network/network.ts';
import { Shell } from './shell.ts';

export const laptop = 'laptop.acme.example';
export const mail = 'mail.acme.example';

type MailHost = Partial<Scenario['hosts'][number]>;

/** For tests of this floor: a workstation, a mail server with TLS and users, and a host that is not one. */
export function openSmallOffice(changes: MailHost = {}) {
  const scenario = defineScenario({
    hosts: [
      {
        name: laptop,
        address: '192.0.2.10',
        role: 'workstation',
        label: 'your laptop',
        position: { column: 0, row: 0 },
      },
      {
        name: mail,
        address: '192.0.2.25',
        role: 'mail',
        label: "Acme's mail server",
        position: { column: 1, row: 0 },
        ports: [25, 465, 587],
        shell: true,
        switchable: true,
        mailboxes: ['kim', 'bob'],
        accounts: [{ user: 'kim', password: 'sardine', token: 'ticket' }],
        config: {
          mydestination: 'acme.example',
          mynetworks: '127.0.0.0/8 192.0.2.0/26',
          smtpd_tls_security_level: 'may',
          smtpd_sasl_auth_enable: 'yes',
        },
        ...changes,
      },
      {
        name: 'www.globex.example',
        address: '198.51.100.80',
        role: 'web',
        label: 'web site',
        position: { column: 2, row: 1 },
      },
    ],
    dns: [
      { name: 'acme.example', type: 'MX', preference: 10, exchange: mail },
      { name: 'acme.example', type: 'TXT', text: 'v=spf1 mx -all' },
      { name: `_25._tcp.${mail}`, type: 'TLSA', usage: 3, selector: 1, matching: 1, data: 'ab12' },
      // Nobody has this address: mail for globex.example waits.
      { name: 'globex.example', type: 'MX', preference: 10, exchange: 'mx.globex.example' },
      { name: 'mx.globex.example', type: 'A', address: '198.51.100.25' },
    ],
    terminal: { host: laptop, user: 'kim' },
    latencyMs: 0,
  });
  const world = emptyWorld();
  const clock = new Clock(stoppedWall, 0);
  const facts: SandboxEvent[] = [];
  const record = async (...batch: Fact[]) => {
    for (const fact of batch) {
      const event: SandboxEvent = { ...fact, seq: world.seq + 1, at: clock.now() };
      apply(world, event);
      facts.push(event);
      if (event.type === 'message.accepted') setImmediate(() => server.wake());
    }
  };
  record({ type: 'sandbox.started', version: 1, lesson: 'office', seed: 'seed', scenario });
  const network = new Network({ clock, world, record });
  const work = new WorkInProgress();
  const parts = {
    clock,
    world,
    record,
    network,
    work,
    resolver: new Resolver({ world, record }),
    random: new Random('x'),
    extensions: new Map(),
  };
  const server = new MailServer(mail, world.hosts.byName[mail]?.ports ?? [], parts);
  const shell = new Shell({
    ...parts,
    terminal: 'main',
    delist: async (zone) => `there is no blocklist ${zone} here`,
    sendProbes: () => 'nobody watches the mail of this sandbox',
  });
  shell.start();

  /** Until nothing is under way for a few turns. */
  const settled = async () => {
    for (let quiet = 0, { seq } = world; quiet < 12; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (network.busy() || work.any || world.seq !== seq) quiet = -1;
      seq = world.seq;
    }
  };
  /** Types lines; answers what the terminal has printed since. */
  const type = async (...lines: string[]): Promise<string> => {
    const before = world.seq;
    for (const line of lines) {
      shell.enterLines([line]);
      await settled();
    }
    return printedSince(before);
  };
  const press = async (key: Parameters<Shell['press']>[0]): Promise<string> => {
    const before = world.seq;
    shell.press(key);
    await settled();
    return printedSince(before);
  };
  const printedSince = (seq: number) =>
    facts.map((fact) => (fact.type === 'terminal.printed' && fact.seq > seq ? fact.text : '')).join('');
  const of = <T extends Fact['type']>(wanted: T) =>
    facts.filter((fact): fact is Extract<SandboxEvent, { type: T }> => fact.type === wanted);
  const prompt = () => world.terminals.byName.main?.prompt;
  return { world, clock, network, record, shell, facts, type, press, settled, of, prompt };
}

import { once } from 'node:events';
import type { Command } from '#protocol/commands.ts';
import type { EventOf, Fact, SandboxEvent } from '#protocol/events.ts';
import { defineScenario, type ScenarioInput } from '#protocol/scenario.ts';
import { stoppedWall, type Wall } from '../sandbox-server/clock/clock.ts';
import { freeCourse } from '../sandbox-server/courses.ts';
import { Sandbox, type SandboxParts } from '../sandbox-server/sandbox/sandbox.ts';

interface Change extends Partial<ScenarioInput> {
  /** Parameters by host. */
  config?: Record<string, Record<string, string>>;
  /** Globex has a second MX. */
  backup?: boolean;
  wall?: Wall;
}

const backupMx = { name: 'globex.example', type: 'MX', preference: 20, exchange: 'mx2.globex.example' } as const;

type HostInput = ScenarioInput['hosts'][number];

/** A world that a test writes down in a few lines, on the real engine; its clock moves only when told. */
export class OwnWorld {
  readonly sandbox: Sandbox;
  /** What was written to the disk, as it was: the facts of one decision together. */
  readonly batches: SandboxEvent[][] = [];
  readonly #parts: Omit<SandboxParts, 'append'>;

  private constructor(parts: Omit<SandboxParts, 'append'>) {
    this.#parts = parts;
    const append = async (batch: SandboxEvent[]) => void this.batches.push(batch);
    this.sandbox = new Sandbox({ ...parts, append });
  }

  /** A laptop, Acme's server that relays for it, Globex's two MX servers; `change` says what is different. */
  static open(change: Change = {}): OwnWorld {
    const { config = {}, hosts = [], dns = [], backup = true, wall = stoppedWall, ...rest } = change;
    const scenario = defineScenario({
      hosts: [...ownHosts.filter(({ name }) => !hosts.some((host) => host.name === name)), ...hosts].map((host) => ({
        ...host,
        config: { ...host.config, ...config[host.name] },
      })),
      dns: [
        { name: 'acme.example', type: 'MX', preference: 10, exchange: 'mail.acme.example' },
        { name: 'globex.example', type: 'MX', preference: 10, exchange: 'mx.globex.example' },
        ...(backup ? [backupMx] : []),
        ...dns,
      ],
      terminal: { host: 'laptop.acme.example', user: 'kim' },
      latencyMs: 0,
      ...rest,
    });
    const course = freeCourse('own-world', scenario);
    return new OwnWorld({ id: 'own', course, seed: 'seed', history: [], wall });
  }

  /** The same world after a crash that left this log. */
  restarted(history: readonly SandboxEvent[]): OwnWorld {
    return new OwnWorld({ ...this.#parts, history });
  }

  /** Hands a letter to Acme's server as a program on the laptop would; each line is said when the last was answered. */
  async handIn(more: { mail?: string; rcpt?: string[]; letter?: string; host?: string } = {}): Promise<string[]> {
    const {
      mail = '<kim@acme.example>',
      rcpt = ['<ann@globex.example>'],
      letter = 'Message-Id: <one@acme.example>',
      host,
    } = more;
    const lines = ['EHLO laptop.acme.example', `MAIL FROM:${mail}`, ...rcpt.map((one) => `RCPT TO:${one}`), 'DATA'];
    return this.talk(host ?? 'mail.acme.example', [...lines, `${letter}\r\n\r\nHello\r\n.`, 'QUIT']);
  }

  /** The last line of each reply, the greeting first; ends early when the server hangs up. */
  async talk(host: string, lines: string[], port = 25): Promise<string[]> {
    const address = this.sandbox.world.hosts.byName[host]?.address ?? '';
    const socket = await this.sandbox.dial({ to: { address, port }, timeoutMs: 1000 });
    const replies: string[] = [];
    let heard = '';
    socket.on('data', (data: Buffer) => {
      heard += data.toString('utf8');
    });
    const ended = once(socket, 'close');
    for (const line of ['', ...lines]) {
      if (line !== '') socket.write(`${line}\r\n`);
      while (!/^\d{3} .*\r\n$/m.test(heard)) {
        if (await Promise.race([once(socket, 'data').then(() => false), ended.then(() => true)])) return replies;
      }
      replies.push(heard.trimEnd().split('\r\n').at(-1) ?? '');
      heard = '';
    }
    await this.sandbox.settled();
    return replies;
  }

  async command(command: Command): Promise<void> {
    await this.execute(command);
  }

  /** The same, and what the sandbox answers. */
  async execute(command: Command): ReturnType<Sandbox['execute']> {
    const number = (this.sandbox.world.progress.commands.tester00 ?? 0) + 1;
    const answer = await this.sandbox.execute({ tab: 'tester00', number, command });
    await this.sandbox.settled();
    return answer;
  }

  skip(minutes: number): Promise<void> {
    return this.command({ type: 'skip-clock', byMs: minutes * 60_000 });
  }

  /** Raw letters in a mailbox. */
  async mailbox(address: string): Promise<string[]> {
    await this.sandbox.settled();
    return (this.sandbox.world.mailboxes.byAddress[address] ?? []).map(({ raw }) => raw);
  }

  facts<T extends Fact['type']>(type: T): EventOf<T>[] {
    return this.sandbox.since(0).filter((event): event is EventOf<T> => event.type === type);
  }

  /** What the last attempt of a queued message came to. */
  lastDeferral(): string {
    const last = this.facts('message.deferred').at(-1);
    return last ? `${last.status} ${last.diagnostic}` : '';
  }
}

const ownHosts: HostInput[] = [
  {
    name: 'laptop.acme.example',
    address: '192.0.2.10',
    role: 'workstation',
    label: 'your laptop',
    position: { column: 0, row: 0 },
  },
  {
    name: 'mail.acme.example',
    address: '192.0.2.25',
    role: 'mail',
    label: 'Acme',
    position: { column: 1, row: 0 },
    ports: [25],
    shell: true,
    switchable: true,
    mailboxes: ['kim', 'bob', 'postmaster'],
    config: { mydestination: 'acme.example', mynetworks: '127.0.0.0/8 192.0.2.0/26' },
  },
  {
    name: 'mx.globex.example',
    address: '198.51.100.25',
    role: 'mail',
    label: 'Globex',
    position: { column: 2, row: 0 },
    ports: [25],
    switchable: true,
    mailboxes: ['ann', 'dave', 'postmaster'],
    config: { mydestination: 'globex.example' },
  },
  {
    name: 'mx2.globex.example',
    address: '198.51.100.26',
    role: 'mail',
    label: 'backup MX of Globex',
    position: { column: 2, row: 1 },
    ports: [25],
    switchable: true,
    config: { relay_domains: 'globex.example' },
  },
];

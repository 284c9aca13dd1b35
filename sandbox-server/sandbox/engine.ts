import type { Command } from '#protocol/commands.ts';
import type { Fact, RecordFacts, SandboxEvent } from '#protocol/events.ts';
import { terminalsMax } from '#protocol/limits.ts';
import type { Refusal } from '#protocol/socket.ts';
import type { World } from '#protocol/world.ts';
import { Blocklist } from '../actors/blocklist.ts';
import { Correspondent } from '../actors/correspondent.ts';
import { Forger } from '../actors/forger.ts';
import { MailboxProvider } from '../actors/mailbox-provider/provider.ts';
import { Monitor } from '../actors/monitor.ts';
import { SpamBot } from '../actors/spam-bot.ts';
import type { Clock } from '../clock/clock.ts';
import { Random } from '../clock/random.ts';
import { WorkInProgress } from '../clock/work.ts';
import { Resolver } from '../dns/resolver.ts';
import type { MtaExtension } from '../mta/extension.ts';
import { MailServer } from '../mta/mail-server.ts';
import type { MtaParts } from '../mta/parts.ts';
import { Network } from '../network/network.ts';
import { WebHost, type WebRequest, type WebResponse } from '../network/web.ts';
import { RelayService } from '../relay-service/relay-service.ts';
import { Shell, type ShellParts } from '../shell/shell.ts';

/** The terminal that is always there. */
const firstTerminal = 'main';

interface EngineParts {
  world: World;
  clock: Clock;
  seed: string;
  record: RecordFacts;
}

/** The moving parts of a sandbox, built from its world: network, names, mail servers, the learner's shell. */
export class Engine {
  readonly network: Network;
  readonly #shells = new Map<string, Shell>();
  readonly #shellParts: Omit<ShellParts, 'terminal'>;
  readonly #work = new WorkInProgress();
  readonly #servers: Map<string, MailServer>;
  readonly #blocklists: Blocklist[];
  readonly #bots: (SpamBot | Forger | Correspondent)[];
  readonly #monitors: Monitor[];
  readonly #services: RelayService[];
  readonly #providers: MailboxProvider[];
  /** Who hears of every fact. */
  readonly #attentive: { notice(event: SandboxEvent): void }[];
  #stopped = false;

  constructor({ world, clock, seed, record }: EngineParts) {
    // What an old engine still has on its way after a reset must not become true in the new world.
    const recordWhileRunning: RecordFacts = (...facts: Fact[]) =>
      this.#stopped ? new Promise(() => undefined) : record(...facts);
    const common = { world, clock, record: recordWhileRunning };
    this.network = new Network(common);
    const resolver = new Resolver(common);
    // A restart must not repeat the ids of the time before it.
    const random = new Random(`${seed}/${world.seq}`);
    const extensions = new Map<string, MtaExtension>();
    const parts: MtaParts = {
      ...common,
      random,
      network: this.network,
      resolver,
      work: this.#work,
      extensions,
    };
    this.#services = Object.values(world.services.byName).map(({ settings }) => new RelayService(settings, parts));
    for (const service of this.#services) {
      for (const [host, extension] of service.extensions()) extensions.set(host, extension);
    }
    this.#servers = new Map(
      Object.values(world.hosts.byName)
        .filter((host) => host.role === 'mail')
        .map((host) => [host.name, new MailServer(host.name, host.ports, parts)]),
    );
    const { actors } = world.hosts;
    this.#blocklists = actors.flatMap((actor) => (actor.kind === 'blocklist' ? [new Blocklist(actor, parts)] : []));
    this.#bots = actors.flatMap((actor): (SpamBot | Forger | Correspondent)[] => {
      if (actor.kind === 'spam-bot') return [new SpamBot(actor, parts)];
      if (actor.kind === 'forger') return [new Forger(actor, parts)];
      return actor.kind === 'correspondent' ? [new Correspondent(actor, parts)] : [];
    });
    this.#monitors = actors.flatMap((actor) => (actor.kind === 'monitor' ? [new Monitor(actor, parts)] : []));
    this.#providers = actors.flatMap((actor) =>
      actor.kind === 'mailbox-provider' ? [new MailboxProvider(actor, parts)] : [],
    );
    this.#attentive = [...this.#blocklists, ...this.#services, ...this.#providers, ...this.#monitors];
    this.#openWebHosts(parts);
    this.#shellParts = { ...parts, delist: this.delist, sendProbes: this.sendProbes };
    for (const terminal of new Set([firstTerminal, ...Object.keys(world.terminals.byName)])) this.#addShell(terminal);
  }

  /** Pages of the scenario and the tracking of relay services, on 80 and with TLS on 443. */
  #openWebHosts({ world, record, work }: MtaParts): void {
    for (const host of Object.values(world.hosts.byName)) {
      const service = this.#services.find(({ trackingHost }) => trackingHost === host.name);
      if (host.role !== 'web' || (Object.keys(host.pages).length === 0 && !service)) continue;
      const respond = (asked: WebRequest, connection: string) =>
        service?.respond(asked, connection) ?? pageAt(host.pages, asked.path);
      const web = new WebHost(host, { record, work }, respond);
      for (const port of [80, 443]) this.network.listen(host.name, port, (...connected) => web.accept(...connected));
    }
  }

  /** The shell of a terminal that is open. */
  shell(terminal: string): Shell | undefined {
    return this.#shells.get(terminal);
  }

  /** One more terminal; otherwise says why not. */
  openTerminal(terminal: string): Refusal | undefined {
    if (this.#shells.has(terminal)) return { error: `terminal ${terminal} is open already` };
    if (this.#shells.size >= terminalsMax) return { error: `at most ${terminalsMax} terminals can be open` };
    this.#addShell(terminal).start();
    return undefined;
  }

  /** Ends what runs in a terminal, and the terminal; otherwise says why not. */
  closeTerminal(terminal: string): Refusal | undefined {
    if (terminal === firstTerminal) return { error: 'the first terminal stays open' };
    const shell = this.#shells.get(terminal);
    if (!shell) return { error: `there is no terminal ${terminal}` };
    shell.stop();
    this.#shells.delete(terminal);
    this.#shellParts.record({ type: 'terminal.closed', terminal });
    return undefined;
  }

  #addShell(terminal: string): Shell {
    const shell = new Shell({ ...this.#shellParts, terminal });
    this.#shells.set(terminal, shell);
    return shell;
  }

  /** Arms what the world says is waiting: queues, and the prompt of the shell. */
  start(): void {
    for (const server of this.#servers.values()) server.wake();
    for (const actor of [...this.#blocklists, ...this.#bots, ...this.#services, ...this.#providers]) actor.start();
    for (const monitor of this.#monitors) monitor.start();
    for (const shell of this.#shells.values()) shell.start();
  }

  /** Lets the parts that a fact concerns know of it. */
  notice(event: SandboxEvent): void {
    for (const listener of this.#attentive) listener.notice(event);
    switch (event.type) {
      case 'message.accepted':
        // On the next turn: the client hears its 250 before the message travels on.
        setImmediate(() => !this.#stopped && this.#servers.get(event.host)?.wake());
        return;
      case 'config.changed':
      case 'queue.flushed':
      case 'message.released':
      case 'message.requeued':
      case 'host.started':
        return this.#servers.get(event.host)?.wake();
      case 'host.stopped':
        return this.network.loseHost(event.host);
      case 'fault.switched':
        return this.network.loseCutLinks();
    }
  }

  /**
   * Sandbox ms at which something happens next; undefined when nothing will. Of what comes to an end: mail that waits and
   * people who read it. With `endless` also what never does: a bot's rounds, a blocklist's forgiving.
   */
  nextDueAt({ endless }: { endless: boolean }): number | undefined {
    const parts = [
      ...this.#servers.values(),
      ...this.#providers,
      ...(endless ? [...this.#bots, ...this.#blocklists] : []),
    ];
    const due = parts.flatMap((part) => part.nextDueAt() ?? []);
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  /** Asks a blocklist to take an address off; otherwise says why it does not. */
  readonly delist = async (zone: string, address: string): Promise<string | undefined> => {
    const blocklist = this.#blocklists.find((one) => one.zone === zone);
    return blocklist ? blocklist.delist(address) : `there is no blocklist ${zone} here`;
  };

  /** Has a relay service look in the DNS for a customer's records, whatever it believes; otherwise says why it does not. */
  async checkSendingDomain(asked: { service: string; account: string; domain: string }): Promise<string | undefined> {
    const service = this.#services.find(({ name }) => name === asked.service);
    return service ? service.check(asked.account, asked.domain) : `there is no relay service ${asked.service} here`;
  }

  /** Does what the learner does in a reader's place; otherwise says why not. */
  async handleLetter(command: Extract<Command, { type: 'handle-letter' }>): Promise<string | undefined> {
    const provider = this.#providers.find((one) => one.isHome(command.mailbox));
    return provider ? provider.handle(command) : `nobody whom you can play reads the mail of ${command.mailbox}`;
  }

  /** Lets the monitor hand in its letters; otherwise says why it cannot. */
  readonly sendProbes = (): string | undefined => {
    if (this.#monitors.length === 0) return 'nobody watches the mail of this sandbox';
    for (const monitor of this.#monitors) monitor.send('learner');
    return undefined;
  };

  busy(): boolean {
    return this.network.busy() || this.#work.any;
  }

  stop(): void {
    this.#stopped = true;
    for (const server of this.#servers.values()) server.stop();
    for (const actor of [...this.#blocklists, ...this.#bots, ...this.#providers, ...this.#monitors]) actor.stop();
    for (const shell of this.#shells.values()) shell.stop();
    this.network.stop();
  }
}

function pageAt(pages: Readonly<Record<string, string>>, path: string): WebResponse {
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return { status: 404, type: 'text/plain', body: 'Not found\n' };
  return { status: 200, type: path.endsWith('.txt') ? 'text/plain' : 'text/html', body: page };
}

import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import type { SandboxEvent } from '#protocol/events.ts';
import { type ClosedReason, protocolVersion, socketPath } from '#protocol/socket.ts';
import { realWall, type Wall } from '../sandbox-server/clock/clock.ts';
import type { CallerRules } from '../sandbox-server/gateway/callers.ts';
import { policyOfDevelopment } from '../sandbox-server/gateway/content-policy.ts';
import { attachGateway, type Gateway } from '../sandbox-server/gateway/gateway.ts';
import { createHttpServer } from '../sandbox-server/gateway/http.ts';
import { Registry } from '../sandbox-server/gateway/registry.ts';
import { visitorCookie } from '../sandbox-server/gateway/visitors.ts';
import { openStore } from '../sandbox-server/store/sqlite.ts';
import type { Store } from '../sandbox-server/store/store.ts';
import { postOffice } from './post-office.ts';

/** A whole server on a real port for tests, with one page instead of Next's, and browsers that are real socket.io
 *  clients. */

interface Options {
  directory?: string;
  maxPages?: number;
  wall?: Wall;
  rules?: Partial<CallerRules>;
}

export class WholeServer {
  readonly port: number;
  readonly registry: Registry;
  readonly directory: string;
  readonly reports: unknown[];
  readonly #server: Server;
  readonly #gateway: Gateway;
  readonly #store: Store;

  private constructor(parts: {
    port: number;
    registry: Registry;
    directory: string;
    reports: unknown[];
    server: Server;
    gateway: Gateway;
    store: Store;
  }) {
    ({ port: this.port, registry: this.registry, directory: this.directory, reports: this.reports } = parts);
    ({ server: this.#server, gateway: this.#gateway, store: this.#store } = parts);
  }

  static async start({ directory, maxPages, wall = realWall, rules: given }: Options = {}): Promise<WholeServer> {
    const home = directory ?? mkdtempSync(join(tmpdir(), 'relay-lab-gateway-'));
    const rules = { publicHosts: [], allowedOrigins: [], trustProxy: false, ...given };
    const store = openStore(home, { maxPages });
    const courses = new Map([postOffice, { ...postOffice, slug: 'second' }].map((course) => [course.slug, course]));
    const reports: unknown[] = [];
    const registry = new Registry({ store, courses, wall, report: (error) => reports.push(error) });
    const server = createHttpServer({
      rules,
      store,
      policy: policyOfDevelopment,
      health: () => ({ status: 'ok' }),
      site: async (_request, response) => void response.end('<h1>A page</h1>'),
      siteUpgrade: () => false,
    });
    const gateway = attachGateway(server, { registry, store, rules });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // a TCP server that listens has one
    return new WholeServer({ port, registry, directory: home, reports, server, gateway, store });
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  /** As the operator's Ctrl-C does it. */
  async stop(): Promise<void> {
    this.#gateway.sayGoodbye();
    await this.registry.stop();
    await this.#gateway.close();
    this.#server.closeAllConnections();
    this.#store.close();
  }

  /** Ids of all sandboxes on the disk of a server that has stopped. */
  keptSandboxes(): string[] {
    const store = openStore(this.directory);
    const ids = store.listSandboxes().map(({ id }) => id);
    store.close();
    return ids;
  }

  async stopAndForget(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** A page, as a browser asks for it; the cookie that it sets, if any. */
  async loadPage(headers: Record<string, string> = {}): Promise<{ response: Response; cookie: string | undefined }> {
    const response = await fetch(this.url, { headers: { accept: 'text/html', ...headers } });
    const [cookie] = response.headers.getSetCookie();
    return { response, cookie: cookie?.split(';')[0] };
  }

  /** The Cookie header of somebody new. */
  async newVisitor(): Promise<string> {
    const { cookie } = await this.loadPage();
    if (!cookie?.startsWith(visitorCookie)) throw new Error('the page set no cookie');
    return cookie;
  }

  tab(cookie: string | undefined, options: ConstructorParameters<typeof Tab>[2] = {}): Tab {
    return new Tab(this.url, cookie, options);
  }
}

/** One browser tab; what it gets it keeps. */
export class Tab {
  readonly socket: Socket;
  readonly name = `tab${Math.floor(Math.random() * 1e9)}00000`;
  events: SandboxEvent[] = [];
  /** Sandbox ids of all events. */
  readonly from = new Set<string>();
  readonly closed: ClosedReason[] = [];
  readonly batches: number[] = [];
  sandbox = '';
  number = 0;
  #waiting: { wanted: (tab: Tab) => boolean; done: () => void }[] = [];

  constructor(url: string, cookie: string | undefined, { transports = ['websocket'] }: { transports?: string[] }) {
    const extraHeaders = { origin: url, ...(cookie ? { cookie } : {}) };
    this.socket = io(url, { path: socketPath, transports, extraHeaders, forceNew: true, reconnectionDelay: 10 });
    this.socket.on('events', (sandbox: string, batch: SandboxEvent[]) => {
      this.from.add(sandbox);
      this.events.push(...batch);
      this.batches.push(batch.length);
      this.#look();
    });
    this.socket.on('closed', (why: ClosedReason) => {
      this.closed.push(why);
      this.#look();
    });
  }

  /** Sends a message and resolves with the answer. */
  ask(name: string, ...message: unknown[]): Promise<Record<string, unknown>> {
    return this.socket.emitWithAck(name, ...message);
  }

  async open(more: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const since = this.events.at(-1)?.seq ?? 0;
    const sandbox = this.sandbox || undefined;
    const opened = await this.ask('open', { lesson: 'post-office', sandbox, since, protocolVersion, ...more });
    if (typeof opened.sandbox === 'string') this.sandbox = opened.sandbox;
    return opened;
  }

  /** Types a line as the tab's next command. */
  type(text: string): Promise<Record<string, unknown>> {
    this.number += 1;
    return this.send({ type: 'enter-lines', terminal: 'main', lines: [text] });
  }

  /** Sends a command under the present number. */
  send(command: Record<string, unknown>): Promise<Record<string, unknown>> {
    return this.ask('command', { sandbox: this.sandbox, tab: this.name, number: this.number, command });
  }

  /** Resolves when something is true of what came. */
  until(wanted: (tab: Tab) => boolean): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ wanted, done });
      this.#look();
    });
  }

  /** Breaks the connection, as a lost Wi-Fi does; the client comes back by itself. */
  async breakConnection(): Promise<void> {
    const broken = new Promise((resolve) => this.socket.once('disconnect', resolve));
    this.socket.io.engine.close();
    await broken;
  }

  close(): void {
    this.socket.close();
  }

  #look(): void {
    for (const { done } of this.#waiting.filter(({ wanted }) => wanted(this))) done();
    this.#waiting = this.#waiting.filter(({ wanted }) => !wanted(this));
  }
}

/** Lines that the learner has entered, in order. */
export function enteredLines(events: readonly SandboxEvent[]): string[] {
  return events.flatMap((event) => (event.type === 'terminal.entered' ? [event.text] : []));
}

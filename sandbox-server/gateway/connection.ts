import type { z } from 'zod';
import { numberedCommandSchema, type Open, openSchema } from '#protocol/commands.ts';
import { type Opened, protocolVersion, type Refusal } from '#protocol/socket.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { StoreError, type Visitor } from '../store/store.ts';
import type { BrowserSocket } from './browser-socket.ts';
import { Feed } from './feed.ts';
import type { Registry } from './registry.ts';
import type { Throttle } from './throttle.ts';

interface ConnectionParts {
  socket: BrowserSocket;
  address: string;
  /** Undefined when the browser has no valid cookie: it must load a page first. */
  visitor: Visitor | undefined;
  registry: Registry;
  throttle: Throttle;
}

type Answer = (result: unknown) => void;

/** One browser tab's socket: three messages up, two down. A wrong message is answered and the connection lives on. */
export class Connection {
  readonly #parts: ConnectionParts;
  #feed: Feed | undefined;
  #leave: () => void = () => undefined;
  /** Counts `open`s: one that is overtaken by the next must not start a second feed. */
  #opens = 0;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  listen(): void {
    const { socket } = this.#parts;
    socket.on('open', (...args) => void this.#answer(args, (visitor, message) => this.#open(visitor, message)));
    socket.on('command', (...args) => void this.#answer(args, (visitor, message) => this.#command(visitor, message)));
    socket.on('forget', (...args) => void this.#answer(args, (visitor) => this.#parts.registry.forget(visitor)));
    socket.once('disconnect', () => this.#lookAway());
  }

  /** Whatever a browser sends, it gets one answer, if it wants one, and never an exception. */
  async #answer(args: unknown[], work: (visitor: Visitor, message: unknown) => Promise<unknown>): Promise<void> {
    const last = args.at(-1);
    // socket.io makes the last argument a function when the browser asked for an answer.
    const answer: Answer = typeof last === 'function' ? (last as Answer) : () => undefined;
    try {
      const { visitor } = this.#parts;
      if (visitor) answer(await this.#throttled(visitor, () => work(visitor, args[0])));
      else answer(this.#close('reload-page', 'this browser has no visitor cookie yet: reload the page'));
    } catch (error) {
      if (!(error instanceof StoreError)) console.error(error);
      answer({ error: error instanceof StoreError ? error.message : 'the server failed at this message' });
    }
  }

  async #throttled(visitor: Visitor, work: () => Promise<unknown>): Promise<unknown> {
    const verdict = await this.#parts.throttle.message(visitor.id);
    if (verdict === 'within') return work();
    if (verdict === 'flood') this.#parts.socket.disconnect(true);
    return { error: 'too many messages in one second: wait a moment' };
  }

  async #open(visitor: Visitor, message: unknown): Promise<Opened | Refusal> {
    const { socket, registry } = this.#parts;
    const open = parsed(openSchema, message);
    if ('error' in open) return open;
    if (open.protocolVersion !== protocolVersion) {
      return this.#close(
        'reload-page',
        'this page is of another version than the server: reload it',
        'protocolVersion',
      );
    }
    if (!registry.hasLesson(open.lesson)) return { error: `there is no lesson ${open.lesson}`, field: 'lesson' };
    if (registry.wouldBeNew(visitor, open.lesson)) {
      const verdict = await this.#parts.throttle.newSandbox(this.#parts.address);
      if (verdict !== 'within') return { error: 'too many new sandboxes from this address: try again in ten minutes' };
    }
    this.#opens += 1;
    const mine = this.#opens;
    const sandbox = await registry.open(visitor, open.lesson);
    if (!sandbox) return this.#close('server-full', 'the server has no room for another sandbox');
    if (mine !== this.#opens || !socket.connected) return { error: 'overtaken by a later open' };
    return this.#look(sandbox, open);
  }

  /** Answers first; the facts follow in the next turn. */
  #look(sandbox: Sandbox, open: Open): Opened | Refusal {
    const { socket, registry } = this.#parts;
    this.#lookAway();
    // The transport is closed, not the socket: the browser comes back by itself and opens what is there then. In the
    // next turn, after the answer to the command that brought it about.
    const leave = registry.look(sandbox, () => void setImmediate(() => socket.conn.close()));
    if (!leave) return { error: 'the sandbox fell asleep: open it again' };
    const isSame = open.sandbox === sandbox.id && open.since <= sandbox.world.seq;
    const since = isSame ? open.since : 0;
    const feed = new Feed(sandbox, since, (batch) => socket.emit('events', sandbox.id, batch));
    this.#leave = leave;
    this.#feed = feed;
    setImmediate(() => feed.flush());
    return { sandbox: sandbox.id, head: feed.head, now: sandbox.now() };
  }

  async #command(visitor: Visitor, message: unknown): Promise<{ done: number } | Refusal> {
    const order = parsed(numberedCommandSchema, message);
    if ('error' in order) return order;
    if (order.command.type === 'fork') {
      const verdict = await this.#parts.throttle.newSandbox(this.#parts.address);
      if (verdict !== 'within') return { error: 'too many new sandboxes from this address: try again in ten minutes' };
    }
    const result = await this.#parts.registry.execute(visitor, order);
    // Who is told that a command is done has its facts already.
    this.#feed?.flush();
    return result;
  }

  #close(reason: 'reload-page' | 'server-full', error: string, field?: string): Refusal {
    this.#parts.socket.emit('closed', reason);
    return field ? { error, field } : { error };
  }

  #lookAway(): void {
    this.#feed?.stop();
    this.#feed = undefined;
    this.#leave();
    this.#leave = () => undefined;
  }
}

/** The message in its type, or what is wrong with its first wrong field. */
function parsed<T extends z.ZodType>(schema: T, message: unknown): z.infer<T> | Refusal {
  const { success, data, error } = schema.safeParse(message);
  if (success) return data;
  const [issue] = error.issues;
  return { error: issue?.message ?? 'not understood', field: issue?.path.join('.') || 'message' };
}

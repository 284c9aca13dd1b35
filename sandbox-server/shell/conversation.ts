import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { ToolContext } from './tool.ts';

/** What is talked over: a socket, or TLS on top of one. */
export interface Wire {
  stream: Duplex;
  /** Id of the connection in the facts. */
  connection: string;
}

/** How an interactive tool treats the learner's lines and keys. */
interface Manner {
  program: string;
  lineEnd: '\r\n' | '\n';
  /** Ctrl-]: true when the conversation shall end. */
  onEscape?(): Promise<boolean>;
  /** A line that may be meant for the tool: sent, taken by the tool, or the end of the conversation. */
  onLine?(text: string): 'send' | 'taken' | 'leave';
}

type End = 'closed-by-peer' | 'left' | 'interrupted';

/** Between a learner and a server, until one of them ends it: what comes is printed, what is typed is sent at once. */
export async function converse(context: ToolContext, wire: Wire, manner: Manner): Promise<End> {
  const { reads, read } = context;
  const { program, lineEnd, onEscape, onLine } = manner;
  const hearing = new Hearing(context, wire);
  reads(program, '', wire.connection);
  while (!hearing.over.aborted) {
    const input = await read(hearing.over);
    if (!input) break;
    if (input.kind === 'line') {
      const meant = onLine?.(input.text) ?? 'send';
      if (meant === 'send') wire.stream.write(Buffer.from(input.text + lineEnd, 'utf8'));
      else if (meant === 'leave') return hearing.leave();
    } else if (input.kind === 'end-of-input' || (await onEscape?.())) return hearing.leave();
    else reads(program, '', wire.connection);
  }
  return hearing.end();
}

/**
 * Sends what came over a pipe, all at once, when `waitMs` (sandbox ms) have passed. Then leaves; or listens until the server
 * ends it, after FIN or without.
 */
export async function pour(
  context: ToolContext,
  wire: Wire,
  octets: Buffer,
  after: 'leave' | 'finish' | 'listen',
  waitMs = 0,
): Promise<End> {
  const hearing = new Hearing(context, wire);
  if (waitMs > 0) await hearing.listenFor(waitMs);
  if (octets.length > 0 && !hearing.over.aborted) wire.stream.write(octets);
  if (after === 'leave') return hearing.leave();
  if (after === 'finish') wire.stream.end();
  if (!hearing.over.aborted) await once(hearing.over, 'abort');
  return hearing.end();
}

/** Line ends as a tool that was told to send CR LF makes them. */
export function withCarriageReturns(octets: Buffer): Buffer {
  return Buffer.from(octets.toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
}

/** Prints what comes, until somebody ends it. */
class Hearing {
  readonly #stream: Duplex;
  readonly #clock: ToolContext['clock'];
  readonly #signal: AbortSignal;
  readonly #over = new AbortController();
  #hasLeft = false;

  constructor({ signal, print, clock }: ToolContext, { stream, connection }: Wire) {
    this.#stream = stream;
    this.#clock = clock;
    this.#signal = signal;
    stream.on('data', (chunk: Buffer) => {
      if (!this.#hasLeft) print('server', chunk, connection);
    });
    for (const end of ['end', 'close'] as const) stream.on(end, () => this.#over.abort());
    signal.addEventListener('abort', () => this.#over.abort(), { once: true });
    if (signal.aborted || stream.destroyed) this.#over.abort();
  }

  /** Aborted when nothing more will come, or the learner gave up. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Until this time has passed (sandbox ms), or nothing more will come. */
  listenFor(ms: number): Promise<void> {
    return new Promise((resolve) => {
      if (this.over.aborted) return resolve();
      const cancel = this.#clock.after(ms, resolve);
      this.over.addEventListener('abort', () => resolve(cancel()), { once: true });
    });
  }

  leave(): 'left' {
    this.#hasLeft = true;
    this.#stream.end();
    return 'left';
  }

  end(): End {
    if (!this.#signal.aborted) return 'closed-by-peer';
    this.leave();
    return 'interrupted';
  }
}

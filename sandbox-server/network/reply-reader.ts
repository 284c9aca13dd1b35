import type { Readable } from 'node:stream';

/** A whole reply, its lines with code and separator (RFC 5321 §4.2.1). */
export interface ServerReply {
  code: number;
  lines: string[];
}

/** Reads replies off a socket, one after the other. */
export class ReplyReader {
  readonly #stream: Readable;
  #buffer = '';
  #lines: string[] = [];
  #replies: ServerReply[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(stream: Readable) {
    this.#stream = stream;
    stream.on('data', this.#take);
    for (const end of ['end', 'close'] as const) stream.on(end, this.#close);
  }

  /** The next reply; undefined when the server hung up, or the signal was aborted. */
  async next(signal: AbortSignal): Promise<ServerReply | undefined> {
    while (this.#replies.length === 0 && !this.#closed && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', this.#stopWaiting, { once: true });
      });
      signal.removeEventListener('abort', this.#stopWaiting);
    }
    return this.#replies.shift();
  }

  /** Lets go of the socket: somebody else reads it from here on. */
  release(): void {
    this.#stream.off('data', this.#take);
    for (const end of ['end', 'close'] as const) this.#stream.off(end, this.#close);
    this.#stream.pause();
    this.#close();
  }

  readonly #stopWaiting = (): void => this.#wake?.();

  readonly #take = (chunk: Buffer): void => {
    this.#buffer += chunk.toString('utf8');
    this.#split();
    this.#wake?.();
  };

  readonly #close = (): void => {
    this.#closed = true;
    this.#wake?.();
  };

  #split(): void {
    const lines = this.#buffer.split(/\r?\n/);
    this.#buffer = lines.pop() ?? '';
    for (const line of lines) {
      this.#lines.push(line);
      if (/^\d{3}-/.test(line)) continue;
      this.#replies.push({ code: Number(line.slice(0, 3)), lines: this.#lines });
      this.#lines = [];
    }
  }
}

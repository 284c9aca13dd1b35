import type { VirtualSocket } from '../network/virtual-socket.ts';

/** A whole reply, its lines with code and separator (RFC 5321 §4.2.1). */
export interface ServerReply {
  code: number;
  lines: string[];
}

/** Reads replies off a socket, one after the other. */
export class ReplyReader {
  #buffer = '';
  #lines: string[] = [];
  #replies: ServerReply[] = [];
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(socket: VirtualSocket) {
    socket.on('data', (chunk: Buffer) => {
      this.#buffer += chunk.toString('utf8');
      this.#split();
      this.#wake?.();
    });
    for (const end of ['end', 'close'] as const) {
      socket.on(end, () => {
        this.#closed = true;
        this.#wake?.();
      });
    }
  }

  /** The next reply; undefined when the server hung up, or the signal was aborted. */
  async next(signal: AbortSignal): Promise<ServerReply | undefined> {
    while (this.#replies.length === 0 && !this.#closed && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
    }
    return this.#replies.shift();
  }

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

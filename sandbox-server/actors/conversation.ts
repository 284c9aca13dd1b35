import { ReplyReader } from '../network/reply-reader.ts';
import type { VirtualSocket } from '../network/virtual-socket.ts';

/** Somebody else's conversation with a mail server, in lock-step: a line, its answer. */
export class Conversation {
  readonly #socket: VirtualSocket;
  readonly #replies: ReplyReader;
  readonly #signal: AbortSignal;

  constructor(socket: VirtualSocket, signal: AbortSignal) {
    this.#socket = socket;
    this.#replies = new ReplyReader(socket);
    this.#signal = signal;
  }

  /** True when the server agreed. */
  says(line: string): Promise<boolean> {
    if (!this.#socket.destroyed) this.#socket.write(`${line}\r\n`);
    return this.hears();
  }

  async hears(): Promise<boolean> {
    return (await this.#next()) !== undefined;
  }

  /** The name with which the server greets; undefined when it does not want to talk. */
  async hearsName(): Promise<string | undefined> {
    return /^220[ -](\S+)/.exec((await this.#next())?.lines[0] ?? '')?.[1];
  }

  async #next() {
    const reply = await this.#replies.next(this.#signal);
    return reply && reply.code < 400 ? reply : undefined;
  }
}

import { ReplyReader, type ServerReply } from '../network/reply-reader.ts';
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
  async says(line: string): Promise<boolean> {
    return isYes(await this.asks(line));
  }

  /** The whole answer; undefined when the server has hung up. */
  asks(line: string): Promise<ServerReply | undefined> {
    if (!this.#socket.destroyed) this.#socket.write(`${line}\r\n`);
    return this.#replies.next(this.#signal);
  }

  async hears(): Promise<boolean> {
    return isYes(await this.#replies.next(this.#signal));
  }

  /** The name with which the server greets; undefined when it does not want to talk. */
  async hearsName(): Promise<string | undefined> {
    return /^220[ -](\S+)/.exec((await this.#replies.next(this.#signal))?.lines[0] ?? '')?.[1];
  }
}

function isYes(reply: ServerReply | undefined): boolean {
  return reply !== undefined && reply.code < 400;
}

import type { Voice } from './tool.ts';

/** What one command line may write, in octets: more is an accident, and every sandbox shares one memory. */
export const outputMaxOctets = 1_048_576;

/** Where the standard output of a tool goes. */
export interface StandardOutput {
  write(voice: Voice, data: string | Uint8Array, connection?: string): void;
}

/** Keeps what a tool writes, as it is, for the next tool. */
export class Pipe implements StandardOutput {
  readonly #chunks: Uint8Array[] = [];
  #octets = 0;
  #overflowed = false;

  write(_voice: Voice, data: string | Uint8Array): void {
    const chunk = Buffer.from(data as string); // typed for one of them, takes both
    const room = outputMaxOctets - this.#octets;
    this.#overflowed ||= chunk.length > room;
    this.#chunks.push(chunk.subarray(0, room));
    this.#octets += Math.min(room, chunk.length);
  }

  get octets(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  /** More came than a pipe holds; what came later is lost. */
  get overflowed(): boolean {
    return this.#overflowed;
  }
}

/** The terminal: octets are shown as UTF-8. */
export class Screen implements StandardOutput {
  readonly #print: (voice: Voice, text: string, connection?: string) => void;
  readonly #decoder = new TextDecoder();
  /** A carriage return of the server whose line feed may still come. */
  #heldBack = '';
  #left = outputMaxOctets;

  constructor(print: (voice: Voice, text: string, connection?: string) => void) {
    this.#print = print;
  }

  write(voice: Voice, data: string | Uint8Array, connection?: string): void {
    if (this.#left <= 0) return;
    const text = typeof data === 'string' ? data : this.#decoded(voice, data);
    if (text !== '') this.#print(voice, text.slice(0, this.#left), connection);
    this.#left -= text.length;
    if (this.#left <= 0) this.#print('error', '\nOne command shows 1 MiB at most; the rest is left out.\n');
  }

  /** What a server says comes in pieces, what a tool writes is whole. CR LF is one line end, as on any terminal. */
  #decoded(voice: Voice, data: Uint8Array): string {
    if (voice !== 'server') return Buffer.from(data).toString('utf8').replaceAll('\r\n', '\n');
    const text = this.#heldBack + this.#decoder.decode(data, { stream: true });
    this.#heldBack = text.endsWith('\r') ? '\r' : '';
    return text.slice(0, text.length - this.#heldBack.length).replaceAll('\r\n', '\n');
  }
}

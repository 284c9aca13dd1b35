import type { NumberedCommand, Open } from './commands.ts';
import type { SandboxEvent } from './events.ts';

/** The wire between browser and server: three messages up, two down (socket.io). */

/** Raised when a browser's page and a server of another build would misunderstand each other. */
export const protocolVersion = 1;

/** Path of the socket on the one port. */
export const socketPath = '/ws';

/** `field` names the part of the message that was wrong. */
export interface Refusal {
  error: string;
  field?: string;
}

/** The sandbox that was opened and its last `seq`; its facts follow as `events`. When `sandbox` is not the one that
 *  the browser asked for, facts come from the first. */
export interface Opened {
  sandbox: string;
  head: number;
  /** What the sandbox's clock shows, in ms. */
  now: number;
}

export interface ClientToServer {
  open(open: Open, answer: (result: Opened | Refusal) => void): void;
  command(command: NumberedCommand, answer: (result: { done: number } | Refusal) => void): void;
  /** Deletes all sandboxes of this visitor, for good; the browsers that look at one open a new one. */
  forget(answer: (result: { forgotten: number } | Refusal) => void): void;
}

export type ClosedReason = 'server-stopping' | 'reload-page' | 'sandbox-full' | 'server-full';

export interface ServerToClient {
  /** Facts of one sandbox, in order, without gaps. A browser that sees a gap asks `open` again. */
  events(sandbox: string, batch: SandboxEvent[]): void;
  closed(why: ClosedReason): void;
}

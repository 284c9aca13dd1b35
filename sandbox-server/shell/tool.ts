import type { FactOf, RecordFacts } from '#protocol/events.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import type { WorkInProgress } from '../clock/work.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Network } from '../network/network.ts';
import type { Input } from './input-queue.ts';

export type Voice = FactOf<'terminal.printed'>['voice'];

/** What a running tool may use. */
export interface ToolContext {
  /** Arguments, without the tool's own name. */
  args: readonly string[];
  /** Name of the terminal. */
  terminal: string;
  /** Host on which the shell runs. */
  host: string;
  user: string;
  world: World;
  network: Network;
  resolver: Resolver;
  clock: Clock;
  random: Random;
  /** Told of whatever takes time outside the event loop, so that the sandbox is not at rest meanwhile. */
  work: WorkInProgress;
  record: RecordFacts;
  /** Asks a blocklist to take an address off; says why it does not. */
  delist(zone: string, address: string): Promise<string | undefined>;
  /** Lets the monitor hand in its test letters; says why it cannot. */
  sendProbes(): string | undefined;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** What the tool in front of the pipe wrote; undefined when the keyboard is the input. */
  stdin: Buffer | undefined;
  /**
   * Writes text (UTF-8) or octets to the standard output: the terminal or the next tool. Errors always go to the terminal.
   * There control characters are shown, not obeyed; LF and TAB lay out.
   */
  print(voice: Voice, data: string | Uint8Array, connection?: string): void;
  /** Ends badly, as `&&` and `||` see it, without a word; who has printed an error does so anyway. */
  fails(): void;
  /** Says that this program reads the lines from now on, and to which connection they go. */
  reads(program: string, prompt?: string, connection?: string): void;
  /** The learner's next line or key; undefined when the signal (Ctrl-C by default) is aborted first. */
  read(signal?: AbortSignal): Promise<Input | undefined>;
  /** Empties the screen. */
  clear(): void;
  /** Every tool there is, by what it is for and by name: for help and man. */
  toolGroups: Readonly<Record<string, Readonly<Record<string, Tool>>>>;
  /** A shell on another host, until its end; resolves when the learner comes back. */
  shellOn(host: string): Promise<void>;
  /** Runs one command line on another host, with this tool's output, and its input unless another is given. */
  runOn(host: string, text: string, stdin?: Buffer): Promise<void>;
}

/** A program of the workstation. `help`, `man` and completion read it from the same map that runs it. */
export interface Tool {
  /** One line for `help`. */
  summary: string;
  usage: string;
  /** One screen for `man`, below the usage. */
  manual: string;
  run(context: ToolContext): Promise<void> | void;
}

/** The command line makes no sense; the text goes to the terminal. */
export class UsageError extends Error {}

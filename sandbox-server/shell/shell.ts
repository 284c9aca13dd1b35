import parseArguments from 'string-argv';
import type { RecordFacts } from '#protocol/events.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import type { WorkInProgress } from '../clock/work.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Network } from '../network/network.ts';
import { InputQueue } from './input-queue.ts';
import { notHere } from './not-here.ts';
import { type ToolContext, UsageError, type Voice } from './tool.ts';
import { tools } from './tools.ts';

export interface ShellParts {
  terminal: string;
  world: World;
  clock: Clock;
  network: Network;
  resolver: Resolver;
  random: Random;
  work: WorkInProgress;
  record: RecordFacts;
}

type Key = 'interrupt' | 'end-of-input' | 'escape';

/** The learner's workstation: reads lines, runs one tool at a time, writes all of it into the log. */
export class Shell {
  readonly #parts: ShellParts;
  readonly #input = new InputQueue();
  readonly #stopped = new AbortController();
  /** Aborted by Ctrl-C: what runs or reads now. */
  #interrupt = new AbortController();

  constructor(parts: ShellParts) {
    this.#parts = parts;
  }

  /** Greets in a new terminal; in one with a transcript, says what a restart of the server has ended. */
  start(): void {
    const before = this.#parts.world.terminals.byName[this.#parts.terminal];
    if (!before) this.#print('shell', 'Welcome. Type help for the tools of this workstation.\n');
    else if (before.program !== 'sh') this.#print('shell', 'Connection closed by foreign host.\n');
    else if (before.host !== this.#home) this.#print('shell', `Connection to ${before.host} closed.\n`);
    void this.#session(this.#home);
  }

  /** Lines as the learner finished them; they wait until something reads. */
  enterLines(lines: readonly string[]): void {
    for (const text of lines) {
      const { terminal, record } = this.#parts;
      this.#input.push({ kind: 'line', text }, () => record({ type: 'terminal.entered', terminal, text }));
    }
  }

  press(key: Key): void {
    const { terminal, record } = this.#parts;
    record({ type: 'terminal.pressed', terminal, key });
    if (key !== 'interrupt') return this.#input.push({ kind: key }, () => undefined);
    this.#input.clear();
    const interrupted = this.#interrupt;
    this.#interrupt = new AbortController();
    interrupted.abort();
  }

  stop(): void {
    this.#stopped.abort();
    this.#interrupt.abort();
  }

  get #home(): string {
    return this.#parts.world.hosts.terminal.host;
  }

  /** A shell on one host: prompt, line, tool, until exit or Ctrl-D; at home there is no end. */
  async #session(host: string): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const { user } = this.#parts.world.hosts.terminal;
      this.#reads(host, 'sh', `${user}@${host.split('.')[0]}:~$ `);
      const input = await this.#input.take(this.#interrupt.signal);
      const leaves =
        input?.kind === 'end-of-input' || (input?.kind === 'line' && /^\s*(exit|logout)\s*$/.test(input.text));
      if (leaves && host !== this.#home) return;
      if (leaves) this.#print('shell', 'This is your own workstation: there is nowhere to go back to.\n');
      else if (input?.kind === 'line') await this.#run(host, input.text);
    }
  }

  async #run(host: string, text: string): Promise<void> {
    const [name, ...args] = parseArguments(text.trim());
    if (name === undefined) return;
    const unusual = notHere(text, name, this.#parts.world);
    const tool = tools[name];
    if (unusual !== undefined || !tool) return this.#print('error', unusual ?? `bash: ${name}: command not found\n`);
    try {
      await tool.run(this.#context(host, args));
    } catch (error) {
      if (error instanceof UsageError) return this.#print('error', `${error.message}\nusage: ${tool.usage}\n`);
      // A fault of ours must end neither this shell nor the server with everybody else's.
      this.#print('error', `${name}: failed inside (${error}). That is a fault of this site, not yours.\n`);
    }
  }

  #context(host: string, args: string[]): ToolContext {
    const { terminal, ...parts } = this.#parts;
    const { signal } = this.#interrupt;
    return {
      ...parts,
      tools,
      args,
      host,
      user: parts.world.hosts.terminal.user,
      signal,
      print: (voice, text, connection) => this.#print(voice, text, connection),
      reads: (program, prompt = '', connection) => this.#reads(host, program, prompt, connection),
      read: (until = signal) => this.#input.take(until),
      clear: () => void parts.record({ type: 'terminal.cleared', terminal }),
      shellOn: (other) => this.#session(other),
    };
  }

  #reads(host: string, program: string, prompt: string, connection?: string): void {
    const { terminal, record } = this.#parts;
    record({ type: 'terminal.prompted', terminal, prompt, host, program, ...(connection ? { connection } : {}) });
  }

  #print(voice: Voice, text: string, connection?: string): void {
    const { terminal, record } = this.#parts;
    const shown = visibleText(text, '\n\t');
    record({ type: 'terminal.printed', terminal, voice, text: shown, ...(connection ? { connection } : {}) });
  }
}

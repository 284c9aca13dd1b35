import type { RecordFacts } from '#protocol/events.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { World } from '#protocol/world.ts';
import type { Clock } from '../clock/clock.ts';
import type { Random } from '../clock/random.ts';
import type { WorkInProgress } from '../clock/work.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { Network } from '../network/network.ts';
import { firstWord, readCommandLine } from './command-line.ts';
import { InputQueue } from './input-queue.ts';
import { notHere } from './not-here.ts';
import { Pipe, Screen, type StandardOutput } from './standard-output.ts';
import { type ToolContext, UsageError, type Voice } from './tool.ts';
import { toolGroups, tools } from './tools.ts';

export interface ShellParts {
  terminal: string;
  world: World;
  clock: Clock;
  network: Network;
  resolver: Resolver;
  random: Random;
  work: WorkInProgress;
  record: RecordFacts;
  /** Asks a blocklist to take an address off; says why it does not. */
  delist(zone: string, address: string): Promise<string | undefined>;
  /** Lets the monitor hand in its test letters; says why it cannot. */
  sendProbes(): string | undefined;
}

interface Streams {
  /** What a pipe brings; undefined when the keyboard is the input. */
  stdin?: Buffer | undefined;
  output: StandardOutput;
}

interface Surroundings extends Streams {
  host: string;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** How a command has ended, as `&&` and `||` see it. */
type Outcome = 'success' | 'failure';

type Key = 'interrupt' | 'end-of-input' | 'escape';

/** Why a conversation ends without 221 and without 421. */
const restartWords = 'The sandbox was started anew while this was open, so nobody could say goodbye.';

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
    else if (before.program !== 'sh') this.#print('shell', `${restartWords}\nConnection closed by foreign host.\n`);
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

  /** One command line: its pipes one after the other, those that `&&` and `||` do not skip. */
  async #run(host: string, text: string, streams: Streams = { output: new Screen(this.#print) }): Promise<Outcome> {
    const line = readCommandLine(text);
    if (line.kind === 'nothing') return 'success';
    if (line.kind === 'refused') return this.#fail(this.#stranger([firstWord(text)]) ?? line.say);
    const { signal } = this.#interrupt;
    let outcome: Outcome = 'success';
    for (const { commands, after } of line.pipes) {
      if (signal.aborted) return 'failure';
      if (after === 'anything' || after === outcome) outcome = await this.#runPipe(host, commands, streams, signal);
    }
    return outcome;
  }

  /** Its tools one after the other, each with what the one before has written. The last one says how it ended. */
  async #runPipe(host: string, commands: string[][], streams: Streams, signal: AbortSignal): Promise<Outcome> {
    const stranger = this.#stranger(commands.map(([name = '']) => name));
    if (stranger !== undefined) return this.#fail(stranger);
    let { stdin } = streams;
    let outcome: Outcome = 'success';
    for (const [index, words] of commands.entries()) {
      const pipe = index < commands.length - 1 ? new Pipe() : undefined;
      outcome = await this.#runTool(words, { host, stdin, output: pipe ?? streams.output, signal });
      if (signal.aborted) return 'failure';
      if (pipe?.overflowed) this.#print('error', `${words[0]}: a pipe holds 1 MiB here; the rest is lost\n`);
      stdin = pipe?.octets;
    }
    return outcome;
  }

  /** What to say of the first name that is no tool; nothing runs then. */
  #stranger(names: readonly string[]): string | undefined {
    const stranger = names.find((name) => name !== '' && !Object.hasOwn(tools, name));
    return stranger === undefined ? undefined : notHere(stranger, this.#parts.world);
  }

  #fail(text: string): Outcome {
    this.#print('error', text);
    return 'failure';
  }

  async #runTool([name = '', ...args]: string[], surroundings: Surroundings): Promise<Outcome> {
    const tool = tools[name];
    if (!tool) return this.#fail(`bash: ${name}: command not found\n`);
    let outcome: Outcome = 'success';
    const context = this.#context(args, surroundings, () => {
      outcome = 'failure';
    });
    try {
      await tool.run(context);
      return outcome;
    } catch (error) {
      if (error instanceof UsageError) return this.#fail(`${error.message}\nusage: ${tool.usage}\n`);
      // A fault of ours must end neither this shell nor the server with everybody else's.
      return this.#fail(`${name}: failed inside (${error}). That is a fault of this site, not yours.\n`);
    }
  }

  #context(args: string[], { host, stdin, output, signal }: Surroundings, fails: () => void): ToolContext {
    const { terminal, ...parts } = this.#parts;
    return {
      ...parts,
      terminal,
      toolGroups,
      args,
      host,
      user: parts.world.hosts.terminal.user,
      signal,
      stdin,
      print: (voice, data, connection) => {
        if (voice !== 'error') return output.write(voice, data, connection);
        fails();
        this.#print(voice, String(data), connection);
      },
      fails,
      reads: (program, prompt = '', connection) => this.#reads(host, program, prompt, connection),
      read: (until = signal) => this.#input.take(until),
      clear: () => void parts.record({ type: 'terminal.cleared', terminal }),
      shellOn: (other) => this.#session(other),
      runOn: async (other, text, given = stdin) => {
        if ((await this.#run(other, text, { stdin: given, output })) === 'failure') fails();
      },
    };
  }

  #reads(host: string, program: string, prompt: string, connection?: string): void {
    if (this.#stopped.signal.aborted) return;
    const { terminal, record } = this.#parts;
    record({ type: 'terminal.prompted', terminal, prompt, host, program, ...(connection ? { connection } : {}) });
  }

  readonly #print = (voice: Voice, text: string, connection?: string): void => {
    if (this.#stopped.signal.aborted) return;
    const { terminal, record } = this.#parts;
    const shown = visibleText(text, '\n\t');
    record({ type: 'terminal.printed', terminal, voice, text: shown, ...(connection ? { connection } : {}) });
  };
}
